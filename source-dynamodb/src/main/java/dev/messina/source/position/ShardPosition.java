package dev.messina.source.position;

import static java.util.Objects.requireNonNull;

import dev.messina.source.change.Lineage;
import java.math.BigInteger;

/**
 * How far the reading of a shard has come.
 *
 * @param sequence the sequence number of the last record handled, or null before the first
 * @param lineage the write times up to there
 * @param epochMicros the epoch under which they were given
 * @param finished whether the shard is closed and was read to its end
 * @param checkedMillis when the shard last had nothing more to read, in milliseconds since 1970; 0
 *     if it never was, or if a later record has shown that it was not so
 */
public record ShardPosition(
    String sequence, Lineage lineage, long epochMicros, boolean finished, long checkedMillis)
    implements SourcePosition {

  public ShardPosition {
    requireNonNull(lineage, "lineage");
  }

  /** By more than this no clock of DynamoDB's differs from another. */
  private static final long CLOCKS_DIFFER_BY_MICROS = 300_000_000L;

  /** In front of a shard's first record. */
  public static ShardPosition start(Lineage lineage, long epochMicros) {
    return new ShardPosition(null, lineage, epochMicros, false, 0);
  }

  /**
   * Behind one more record. One that is older than the time at which there was nothing more to read
   * shows that there was more, so that time no longer counts.
   */
  public ShardPosition behind(String sequence, Lineage lineage) {
    boolean refuted = checkedMillis * 1_000 > lineage.changeMicros() + CLOCKS_DIFFER_BY_MICROS;
    return new ShardPosition(sequence, lineage, epochMicros, false, refuted ? 0 : checkedMillis);
  }

  /** The same position, with nothing more to read at this time. */
  public ShardPosition checked(long millis) {
    return new ShardPosition(sequence, lineage, epochMicros, finished, millis);
  }

  /** The end of the shard. */
  public ShardPosition finished(long millis) {
    return new ShardPosition(sequence, lineage, epochMicros, true, millis);
  }

  /** The same position under a later epoch: every write time from here on lies above it. */
  public ShardPosition raised(long laterEpochMicros) {
    return new ShardPosition(
        sequence,
        lineage.raised(laterEpochMicros),
        Math.max(epochMicros, laterEpochMicros),
        finished,
        checkedMillis);
  }

  /** Whether this lies behind another position of the same shard. */
  public boolean isBehind(ShardPosition other) {
    return sequence != null && (other.sequence == null || other.isBefore(sequence));
  }

  /** Whether a record of the same shard lies behind this. Sequence numbers vary in length. */
  public boolean isBefore(String otherSequence) {
    return sequence == null
        || new BigInteger(sequence).compareTo(new BigInteger(otherSequence)) < 0;
  }
}
