package dev.messina.source.position;

/** What has a position of its own. The kinds and their fields are public, see docs/offsets.md. */
public sealed interface SourcePartition {

  /** The DynamoDB table. */
  String table();

  /** The table itself: its epoch. Written by the task that leads the table. */
  record Table(String table) implements SourcePartition {}

  /**
   * The table as it was when its first epoch had been read back, a second time in another place, so
   * that a task that was believed dead and commits once more cannot make it forgotten.
   */
  record First(String table) implements SourcePartition {}

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
  record Shard(String table, String stream, String shard) implements SourcePartition {

    /** Its floor at a later epoch. */
    public Floor floor(long epochMicros) {
      return new Floor(table, stream, shard, epochMicros);
    }
  }

  /**
   * Where a shard stood when its write times were raised to a later epoch. Written once.
   *
   * @param epochMicros the later epoch, in microseconds since 1970
   */
  record Floor(String table, String stream, String shard, long epochMicros)
      implements SourcePartition {

    /** The shard whose floor it is. */
    public Shard of() {
      return new Shard(table, stream, shard);
    }
  }

  /**
   * What one task says of its share of a table to the others.
   *
   * @param index which share, from 0
   * @param count how many shares there are; answers of another sharing do not count
   */
  record Share(String table, int index, int count) implements SourcePartition {}

  /** The newest gap in a table's changes. */
  record Gap(String table) implements SourcePartition {}

  /** The topics that the table's state belongs to. Written by the task that leads the table. */
  record Topic(String table) implements SourcePartition {}

  /**
   * The reading of listed keys.
   *
   * @param epochMicros the epoch at which they are written, in microseconds since 1970
   */
  record Repair(String table, long epochMicros) implements SourcePartition {}
}
