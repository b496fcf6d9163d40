package dev.messina.source.change;

import dev.messina.record.WriteTimestampHeader;

/**
 * How far the write timestamps of a lineage of shards have come: the state of a fold over the
 * changes of a shard, its parent, and so on back to a root. The same changes from the same state
 * give the same write timestamps, so whoever keeps the state beside the position can read the shard
 * again at any time.
 *
 * <p>An item's changes lie on one path through the shards, and along a path write timestamps
 * strictly increase, however coarse or unsteady the stream's own clock is.
 *
 * @param writeMicros the last write timestamp given, in microseconds since 1970; a multiple of
 *     {@link #STEP_MICROS}
 * @param passed whether the watermark has been passed; before that, changes older than the stream
 *     start watermark are skipped
 * @param changeMicros the stream's own time of the last change, 0 before the first
 */
public record WriteClock(long writeMicros, boolean passed, long changeMicros) {

  /** The distance between write timestamps. */
  public static final long STEP_MICROS = WriteTimestampHeader.STEP_MICROS;

  /**
   * The start of a lineage that has no parent. Every write timestamp of it lies above the epoch.
   */
  public static WriteClock root(long epochMicros) {
    return new WriteClock(epochMicros, false, 0);
  }

  /** The start of a child of the shard that ended in this state. */
  public WriteClock child(long epochMicros) {
    return raised(epochMicros);
  }

  /** The same state, with every write timestamp from here on above a later epoch. */
  public WriteClock raised(long epochMicros) {
    return new WriteClock(Math.max(writeMicros, epochMicros), passed, changeMicros);
  }

  /**
   * The state after one more change.
   *
   * <p>Only the beginning of a lineage is skipped. A change that is older than the stream start
   * watermark and stands after one that is not must count: the newer one outranks the snapshot, so
   * leaving out what came after it would bring back an old image.
   *
   * @param changeTimeMicros the stream's own time of the change
   * @param streamStartMicros changes before it are in the snapshot for certain
   * @return a state that has passed the stream start watermark and whose {@link #writeMicros()} is
   *     the change's write timestamp, or one that has not passed and skips the change
   */
  public WriteClock after(long changeTimeMicros, long streamStartMicros) {
    if (!passed && changeTimeMicros < streamStartMicros) {
      return new WriteClock(writeMicros, false, changeTimeMicros);
    }
    long aligned = changeTimeMicros - Math.floorMod(changeTimeMicros, STEP_MICROS);
    return new WriteClock(Math.max(aligned, writeMicros + STEP_MICROS), true, changeTimeMicros);
  }
}
