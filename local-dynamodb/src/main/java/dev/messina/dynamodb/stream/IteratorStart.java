package dev.messina.dynamodb.stream;

/** Where in a shard reading begins. */
public sealed interface IteratorStart {

  /** At the oldest record that is there. */
  record TrimHorizon() implements IteratorStart {}

  /** Behind the newest record. */
  record Latest() implements IteratorStart {}

  /** At a record. */
  record At(SequenceNumber sequence) implements IteratorStart {}

  /** Behind a record. */
  record After(SequenceNumber sequence) implements IteratorStart {}
}
