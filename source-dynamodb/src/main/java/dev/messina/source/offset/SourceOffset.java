package dev.messina.source.offset;

import static java.util.Objects.requireNonNull;

import dev.messina.source.offset.TableOffset.EpochRequest;

/** How far a {@link SourcePartition} has come. */
public sealed interface SourceOffset
    permits TableOffset,
        SourceOffset.SegmentOffset,
        ShardOffset,
        SourceOffset.TaskOffset,
        DataLossOffset,
        SourceOffset.TopicOffset,
        SourceOffset.KeySnapshotOffset {

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

  /**
   * How far the scan of a segment has come.
   *
   * @param lastKey the key after which the next page begins, as DynamoDB JSON, or null at the start
   * @param pages how many pages were read
   * @param items how many items they held
   * @param done whether the last page was read
   */
  record SegmentOffset(String lastKey, long pages, long items, boolean done)
      implements SourceOffset {

    /** Before the first page. */
    public static final SegmentOffset START = new SegmentOffset(null, 0, 0, false);

    /**
     * The position after one more page.
     *
     * @param lastKey where the next page begins, or null if there is none
     */
    public SegmentOffset next(String lastKey, int itemsOfPage) {
      return new SegmentOffset(lastKey, pages + 1, items + itemsOfPage, lastKey == null);
    }

    @Override
    public <T> T fold(Kinds<T> kinds) {
      return kinds.segment(this);
    }
  }

  /**
   * What a task says of its share of a table.
   *
   * @param request the {@link EpochRequest} that is answered: the task holds its shards and gives
   *     no write timestamps until the request is gone; empty if none was answered
   * @param highestMicros the highest write timestamp that the task had given when it answered, in
   *     microseconds since 1970
   * @param raisedMicros the newest epoch above which all write timestamps of the share lie from now
   *     on, in microseconds since 1970; 0 before the first
   * @param listedMillis when the share's shards of the first listing were accounted for, in
   *     milliseconds since 1970; 0 before that
   * @param scannedMicros the newest epoch whose segments in this share have all been scanned, in
   *     microseconds since 1970; 0 before that
   */
  record TaskOffset(
      String request, long highestMicros, long raisedMicros, long listedMillis, long scannedMicros)
      implements SourceOffset {

    /** A task that has said nothing yet. */
    public static final TaskOffset SILENT = new TaskOffset("", 0, 0, 0, 0);

    public TaskOffset answered(String requestId, long highest) {
      return new TaskOffset(requestId, highest, raisedMicros, listedMillis, scannedMicros);
    }

    public TaskOffset raised(long epochMicros) {
      return new TaskOffset(request, highestMicros, epochMicros, listedMillis, scannedMicros);
    }

    public TaskOffset listed(long millis) {
      return new TaskOffset(request, highestMicros, raisedMicros, millis, scannedMicros);
    }

    public TaskOffset scanned(long epochMicros) {
      return new TaskOffset(request, highestMicros, raisedMicros, listedMillis, epochMicros);
    }

    @Override
    public <T> T fold(Kinds<T> kinds) {
      return kinds.task(this);
    }
  }

  /**
   * Which topics the committed state of a table belongs to. Kafka gives every topic an id, which
   * one that is made again under the same name does not share.
   *
   * @param topic the topic of the table's changes
   * @param topicId Kafka's id of it, empty as long as it is not known
   * @param control the control topic, in which signals have positions
   * @param controlId Kafka's id of it, empty as long as it is not known
   */
  record TopicOffset(String topic, String topicId, String control, String controlId)
      implements SourceOffset {

    public TopicOffset {
      requireNonNull(topic, "topic");
      requireNonNull(topicId, "topicId");
      requireNonNull(control, "control");
      requireNonNull(controlId, "controlId");
    }

    /** The same, with the ids that were not known yet. */
    public TopicOffset learnt(String newTopicId, String newControlId) {
      return new TopicOffset(
          topic,
          topicId.isEmpty() ? newTopicId : topicId,
          control,
          controlId.isEmpty() ? newControlId : controlId);
    }

    @Override
    public <T> T fold(Kinds<T> kinds) {
      return kinds.topic(this);
    }
  }

  /**
   * How far the listed keys have been read.
   *
   * @param next the index of the next key
   * @param done whether all have been read
   */
  record KeySnapshotOffset(long next, boolean done) implements SourceOffset {

    /** Before the first key. */
    public static final KeySnapshotOffset START = new KeySnapshotOffset(0, false);

    @Override
    public <T> T fold(Kinds<T> kinds) {
      return kinds.keySnapshot(this);
    }
  }
}
