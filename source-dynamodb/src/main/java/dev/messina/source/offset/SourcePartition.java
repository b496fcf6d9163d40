package dev.messina.source.offset;

/** What has a position of its own. The kinds and their fields are public, see docs/offsets.md. */
public sealed interface SourcePartition {

  /** The DynamoDB table. */
  String table();

  /** What these say of this kind. */
  <T> T fold(Kinds<T> kinds);

  /** An answer for each kind; a new kind does not compile without one. */
  interface Kinds<T> {

    T table(Table table);

    T first(First first);

    T segment(Segment segment);

    T shard(Shard shard);

    T epochBarrier(EpochBarrier epochBarrier);

    T task(Task task);

    T dataLoss(DataLoss dataLoss);

    T topic(Topic topic);

    T keySnapshot(KeySnapshot keySnapshot);
  }

  /** The table itself: its epoch. Written by the task that leads the table. */
  record Table(String table) implements SourcePartition {
    @Override
    public <T> T fold(Kinds<T> kinds) {
      return kinds.table(this);
    }
  }

  /**
   * The table as it was when its first epoch had been read back, a second time in another place, so
   * that a zombie task that commits once more cannot make it forgotten.
   */
  record First(String table) implements SourcePartition {
    @Override
    public <T> T fold(Kinds<T> kinds) {
      return kinds.first(this);
    }
  }

  /**
   * A segment of the scan of one epoch.
   *
   * @param epochMicros the epoch, in microseconds since 1970
   * @param segment counted from 0
   */
  record Segment(String table, long epochMicros, int segment) implements SourcePartition {
    @Override
    public <T> T fold(Kinds<T> kinds) {
      return kinds.segment(this);
    }
  }

  /**
   * A shard.
   *
   * @param stream the stream's label, the last part of its ARN
   */
  record Shard(String table, String stream, String shard) implements SourcePartition {

    @Override
    public <T> T fold(Kinds<T> kinds) {
      return kinds.shard(this);
    }

    /** Its epoch barrier at a later epoch. */
    public EpochBarrier epochBarrier(long epochMicros) {
      return new EpochBarrier(table, stream, shard, epochMicros);
    }
  }

  /**
   * Where a shard stood when its write timestamps were raised to a later epoch. Written once.
   *
   * @param epochMicros the later epoch, in microseconds since 1970
   */
  record EpochBarrier(String table, String stream, String shard, long epochMicros)
      implements SourcePartition {

    @Override
    public <T> T fold(Kinds<T> kinds) {
      return kinds.epochBarrier(this);
    }

    /** The shard whose epoch barrier it is. */
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
  record Task(String table, int index, int count) implements SourcePartition {
    @Override
    public <T> T fold(Kinds<T> kinds) {
      return kinds.task(this);
    }
  }

  /** The newest data loss in a table's changes. */
  record DataLoss(String table) implements SourcePartition {
    @Override
    public <T> T fold(Kinds<T> kinds) {
      return kinds.dataLoss(this);
    }
  }

  /** The topics that the table's state belongs to. Written by the task that leads the table. */
  record Topic(String table) implements SourcePartition {
    @Override
    public <T> T fold(Kinds<T> kinds) {
      return kinds.topic(this);
    }
  }

  /**
   * The reading of listed keys.
   *
   * @param epochMicros the epoch at which they are written, in microseconds since 1970
   */
  record KeySnapshot(String table, long epochMicros) implements SourcePartition {
    @Override
    public <T> T fold(Kinds<T> kinds) {
      return kinds.keySnapshot(this);
    }
  }
}
