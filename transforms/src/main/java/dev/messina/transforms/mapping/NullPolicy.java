package dev.messina.transforms.mapping;

/** What becomes of an attribute of type NULL. */
public enum NullPolicy {
  /** A null in its column. */
  NULL,
  /** No column, as if the item lacked it. */
  ABSENT,
  /** An error. */
  FAIL
}
