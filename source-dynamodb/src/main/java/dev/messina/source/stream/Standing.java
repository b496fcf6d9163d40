package dev.messina.source.stream;

import dev.messina.source.aws.IteratorStart;
import dev.messina.source.aws.ShardDescription;
import dev.messina.source.change.WriteClock;
import dev.messina.source.offset.ShardOffset;
import java.util.Optional;

/**
 * Where the reading of a shard stands, as far as it decides whether what DynamoDB trims is lost.
 * docs/reliability.md has the table of all cases.
 *
 * @param streamStartMicros changes before it do not count at the beginning of a lineage, in
 *     microseconds since 1970
 * @param fromHorizon whether reading goes on at the trim horizon, and nothing has been read since
 * @param lossKnown whether records were lost, and that is accepted
 */
record Standing(
    ShardDescription shard,
    ShardOffset position,
    long streamStartMicros,
    boolean fromHorizon,
    boolean lossKnown) {

  /**
   * Where the next iterator begins. The trim horizon moves on without a word. Where it may have
   * passed the shard's beginning, reading begins at its first sequence number, which fails if that
   * has been trimmed.
   *
   * @param trimmedBeforeMicros what is older may have been trimmed by the time of the call
   * @return empty if no place is known from which nothing would be skipped unseen
   */
  Optional<IteratorStart> start(long trimmedBeforeMicros) {
    if (position.sequence() != null && !fromHorizon) {
      return Optional.of(IteratorStart.at(position.sequence()));
    }
    boolean nothingIsPassedOver =
        lossKnown
            || readUntilMicros() >= trimmedBeforeMicros
            || (fromHorizon && isUnread() && isYoung(trimmedBeforeMicros));
    return nothingIsPassedOver
        ? Optional.of(IteratorStart.trimHorizon())
        : Optional.ofNullable(shard.startingSequence()).map(IteratorStart::at);
  }

  /**
   * Whether nothing is lost although the place where reading would go on was trimmed: so it is on a
   * shard that had nothing new for a day, and on one that is unread and younger, which may begin
   * with a number that no record has.
   */
  boolean losesNothing(long trimmedBeforeMicros) {
    return !fromHorizon
        && (readUntilMicros() >= trimmedBeforeMicros
            || (isUnread() && isYoung(trimmedBeforeMicros)));
  }

  /**
   * Whether nothing has been read since records were skipped: what is trimmed now is the same loss,
   * and there is nothing left of the shard.
   */
  boolean isLost() {
    return lossKnown && fromHorizon;
  }

  /** Changes up to this time have been read or do not count, in microseconds since 1970. */
  long readUntilMicros() {
    WriteClock writeClock = position.writeClock();
    long read = Math.max(position.checkedMillis() * 1_000, writeClock.changeMicros());
    return writeClock.passed() ? read : Math.max(read, streamStartMicros);
  }

  private boolean isUnread() {
    return position.sequence() == null;
  }

  private boolean isYoung(long trimmedBeforeMicros) {
    return shard.createdMillis() * 1_000 >= trimmedBeforeMicros;
  }
}
