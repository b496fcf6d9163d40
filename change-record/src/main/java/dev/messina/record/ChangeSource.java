package dev.messina.record;

import static java.util.Objects.requireNonNull;

/**
 * Where a change comes from, and the one number that orders it: {@code writeTimestampMicros}.
 *
 * @param connectorVersion version of the connector that wrote the record
 * @param name logical name of the source, the connector's {@code topic.prefix}
 * @param region the AWS region of the table
 * @param table the DynamoDB table
 * @param changeTimeMicros the change's own time in microseconds since 1970: for a stream record
 *     DynamoDB's approximate creation time, for a snapshot record the moment its page was read
 * @param epochMicros the epoch of the table, in microseconds since 1970
 * @param writeTimestampMicros the write timestamp to bind as {@code USING TIMESTAMP}, in
 *     microseconds since 1970; strictly increasing in the order of an item's changes, the same at
 *     every re-read; one below the epoch for an item that a later epoch found absent
 * @param position where the change was read
 * @param facts what the record says about itself
 */
public record ChangeSource(
    String connectorVersion,
    String name,
    String region,
    String table,
    long changeTimeMicros,
    long epochMicros,
    long writeTimestampMicros,
    Position position,
    ChangeFacts facts) {

  /** Of a record that says nothing about itself, as those of connectors before that. */
  public ChangeSource(
      String connectorVersion,
      String name,
      String region,
      String table,
      long changeTimeMicros,
      long epochMicros,
      long writeTimestampMicros,
      Position position) {
    this(
        connectorVersion,
        name,
        region,
        table,
        changeTimeMicros,
        epochMicros,
        writeTimestampMicros,
        position,
        ChangeFacts.UNSAID);
  }

  public ChangeSource {
    requireNonNull(connectorVersion, "connectorVersion");
    requireNonNull(name, "name");
    requireNonNull(region, "region");
    requireNonNull(table, "table");
    requireNonNull(position, "position");
    requireNonNull(facts, "facts");
  }

  /** Where a change was read: a scan segment or a stream shard. */
  public sealed interface Position permits ScanSegment, StreamShard {}

  /**
   * A page of a segment of the snapshot's scan. Keys that are read again one by one count as
   * segment 0 of 1; one that is absent gives a delete.
   *
   * @param segment 0 to {@code totalSegments - 1}
   * @param totalSegments fixed for the epoch
   */
  public record ScanSegment(int segment, int totalSegments) implements Position {}

  /**
   * A record of a shard of the table's stream.
   *
   * @param stream the stream's label, the last part of its ARN
   * @param sequence the sequence number, a decimal string of up to 40 digits; ordered within its
   *     shard only
   * @param eventId DynamoDB's id of the event
   * @param deletedByTtl whether DynamoDB itself removed the item because it had expired
   * @param userIdentity who made the change as {@code type/principal}, or null where the stream
   *     does not say
   */
  public record StreamShard(
      String stream,
      String shard,
      String sequence,
      String eventId,
      boolean deletedByTtl,
      String userIdentity)
      implements Position {

    public StreamShard {
      requireNonNull(stream, "stream");
      requireNonNull(shard, "shard");
      requireNonNull(sequence, "sequence");
      requireNonNull(eventId, "eventId");
    }
  }
}
