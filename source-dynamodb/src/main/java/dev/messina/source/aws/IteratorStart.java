package dev.messina.source.aws;

import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;

/**
 * Where in a shard reading begins. The newest record is deliberately not among the choices.
 *
 * @param sequence null at the trim horizon
 */
public record IteratorStart(ShardIteratorType type, String sequence) {

  /** At the oldest record that is still there, whether or not older ones were trimmed. */
  public static IteratorStart trimHorizon() {
    return new IteratorStart(ShardIteratorType.TRIM_HORIZON, null);
  }

  /** At this record; fails if it was trimmed. */
  public static IteratorStart at(String sequence) {
    return new IteratorStart(ShardIteratorType.AT_SEQUENCE_NUMBER, sequence);
  }
}
