package dev.messina.source.offset;

/** How far a {@link SourcePartition} has come. */
public sealed interface SourceOffset
    permits TableOffset,
        SegmentOffset,
        ShardOffset,
        TaskOffset,
        DataLossOffset,
        TopicOffset,
        KeySnapshotOffset {

  /** What these say of this kind. */
  <T> T fold(Kinds<T> kinds);

  /** An answer for each kind; a new kind does not compile without one. */
  interface Kinds<T> {

    T table(TableOffset table);

    T segment(SegmentOffset segment);

    T shard(ShardOffset shard);

    T task(TaskOffset task);

    T dataLoss(DataLossOffset dataLoss);

    T topic(TopicOffset topic);

    T keySnapshot(KeySnapshotOffset keySnapshot);
  }
}
