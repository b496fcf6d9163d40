package dev.messina.source.position;

import static java.util.Objects.requireNonNull;

import dev.messina.source.change.Lineage;

/**
 * How far the reading of a shard has come.
 *
 * @param sequence the sequence number of the last record handled, or null before the first
 * @param lineage the write times up to there
 * @param epochMicros the epoch under which they were given
 * @param finished whether the shard is closed and was read to its end
 * @param checkedMillis when the shard last had nothing more to read, in milliseconds since 1970; 0
 *     if it never was
 */
public record ShardPosition(
    String sequence, Lineage lineage, long epochMicros, boolean finished, long checkedMillis)
    implements SourcePosition {

  public ShardPosition {
    requireNonNull(lineage, "lineage");
  }

  /** In front of a shard's first record. */
  public static ShardPosition start(Lineage lineage, long epochMicros) {
    return new ShardPosition(null, lineage, epochMicros, false, 0);
  }

  /** Behind one more record. */
  public ShardPosition behind(String sequence, Lineage lineage) {
    return new ShardPosition(sequence, lineage, epochMicros, false, checkedMillis);
  }

  /** The same position, with nothing more to read at this time. */
  public ShardPosition checked(long millis) {
    return new ShardPosition(sequence, lineage, epochMicros, finished, millis);
  }

  /** The end of the shard. */
  public ShardPosition finished(long millis) {
    return new ShardPosition(sequence, lineage, epochMicros, true, millis);
  }
}
