package dev.messina.source.position;

/** What has a position of its own: a table, a segment of its scan, a shard of its stream. */
public sealed interface SourcePartition {

  /** The DynamoDB table. */
  String table();

  /** The table itself: its epoch. */
  record Table(String table) implements SourcePartition {}

  /**
   * A segment of the scan of one epoch.
   *
   * @param epochMicros the epoch, in microseconds since 1970
   * @param segment counted from 0
   */
  record Segment(String table, long epochMicros, int segment) implements SourcePartition {}

  /**
   * A shard.
   *
   * @param stream the stream's label, the last part of its ARN
   */
  record Shard(String table, String stream, String shard) implements SourcePartition {}
}
