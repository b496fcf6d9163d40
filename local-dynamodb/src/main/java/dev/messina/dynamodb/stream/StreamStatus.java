package dev.messina.dynamodb.stream;

/** What state a stream is in. Only one that is ENABLED records changes. */
public enum StreamStatus {
  ENABLING,
  ENABLED,
  DISABLING,
  DISABLED
}
