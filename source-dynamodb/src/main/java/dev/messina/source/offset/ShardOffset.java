package dev.messina.source.offset;

import static java.util.Objects.requireNonNull;

import dev.messina.source.change.WriteClock;
import java.math.BigInteger;

/**
 * How far the reading of a shard has come.
 *
 * @param sequence the sequence number of the last record handled, or null before the first
 * @param writeClock the write timestamps up to there
 * @param epochMicros the epoch under which they were given
 * @param finished whether the shard is closed and was read to its end
 * @param checkedMillis when the shard last had nothing more to read, in milliseconds since 1970; 0
 *     if it never was, or if a later record has shown that it was not so
 */
public record ShardOffset(
    String sequence, WriteClock writeClock, long epochMicros, boolean finished, long checkedMillis)
    implements SourceOffset {

  public ShardOffset {
    requireNonNull(writeClock, "lineage");
  }

  /** By more than this no clock of DynamoDB's differs from another. */
  private static final long CLOCKS_DIFFER_BY_MICROS = 300_000_000L;

  /** In front of a shard's first record. */
  public static ShardOffset start(WriteClock writeClock, long epochMicros) {
    return new ShardOffset(null, writeClock, epochMicros, false, 0);
  }

  /**
   * After one more record. One that is older than the time at which there was nothing more to read
   * shows that there was more, so that time no longer counts.
   */
  public ShardOffset after(String sequence, WriteClock writeClock) {
    boolean refuted = checkedMillis * 1_000 > writeClock.changeMicros() + CLOCKS_DIFFER_BY_MICROS;
    return new ShardOffset(sequence, writeClock, epochMicros, false, refuted ? 0 : checkedMillis);
  }

  /** The same position, with nothing more to read at this time. */
  public ShardOffset checked(long millis) {
    return new ShardOffset(sequence, writeClock, epochMicros, finished, millis);
  }

  public ShardOffset finished(long millis) {
    return new ShardOffset(sequence, writeClock, epochMicros, true, millis);
  }

  /** The same position under a later epoch: every write timestamp from here on lies above it. */
  public ShardOffset raised(long laterEpochMicros) {
    return new ShardOffset(
        sequence,
        writeClock.raised(laterEpochMicros),
        Math.max(epochMicros, laterEpochMicros),
        finished,
        checkedMillis);
  }

  /** Whether this lies after another position of the same shard. */
  public boolean isAfter(ShardOffset other) {
    return sequence != null && (other.sequence == null || other.isBefore(sequence));
  }

  /** Whether a record of the same shard lies after this. Sequence numbers vary in length. */
  public boolean isBefore(String otherSequence) {
    return sequence == null
        || new BigInteger(sequence).compareTo(new BigInteger(otherSequence)) < 0;
  }

  @Override
  public <T> T fold(Kinds<T> kinds) {
    return kinds.shard(this);
  }
}
