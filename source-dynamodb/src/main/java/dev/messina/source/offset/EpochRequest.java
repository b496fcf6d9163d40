package dev.messina.source.offset;

import static java.util.Objects.requireNonNull;

/**
 * A later epoch that is asked for and not chosen yet. While it stands, the tasks of the table give
 * no write timestamps.
 *
 * @param id distinguishes it from all others of the table
 * @param scope what is to be read under the new epoch
 */
public record EpochRequest(String id, Scope scope) {

  /** What is read under a later epoch. */
  public enum Scope {
    /** The whole table. */
    SNAPSHOT,
    /** The listed keys. */
    KEYS,
    /** Nothing: only the write timestamps are raised. */
    NOTHING
  }

  public EpochRequest {
    requireNonNull(id, "id");
    requireNonNull(scope, "scope");
  }
}
