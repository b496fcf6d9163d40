package dev.messina.source.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.source.MutableClock;
import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.aws.ShardDescription;
import dev.messina.source.change.WriteClock;
import dev.messina.source.offset.ShardOffset;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Every transition of the diagram of {@link Shard}. */
class ShardStateTest {

  private static final long EPOCH = 1_767_225_600_000_000L;
  private static final long LATER = EPOCH + 1_000_000;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant BEFORE = NOW.minusSeconds(1);
  private static final Instant AFTER = NOW.plusSeconds(1);
  private static final ShardOffset START = ShardOffset.start(WriteClock.root(EPOCH), EPOCH);
  private static final ShardOffset BARRIER = START.raised(LATER);
  private static final ShardOffset END = START.finished(0);

  private final ShardDescription listed = new ShardDescription("shard", "parent", "1");
  private final Shard shard = new Shard(listed, true);
  private final ShardCursor cursor = cursor();

  @Test
  void waitsWhenItIsListed() {
    assertThat(shard.isWaiting()).isTrue();
    assertThat(shard.isRead()).isFalse();
    assertThat(shard.end()).isEmpty();
    assertThatThrownBy(shard::cursor)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Shard 'shard' is not being read");
  }

  @Test
  void isBegunAndThenRead() {
    shard.begun();
    assertThat(shard.isWaiting()).isFalse();
    assertThat(shard.isRead()).as("another task may read it").isFalse();

    shard.read(cursor);
    assertThat(shard.state()).isEqualTo(new ShardState.Reading(cursor));
    assertThat(shard.isReadBy(cursor)).isTrue();
    assertThat(shard.isReadBy(cursor())).as("an answer to an earlier reading").isFalse();
  }

  @Test
  void waitsAgainWhereNothingOfItIsCommitted() {
    shard.read(cursor);
    shard.waitAgain();

    assertThat(shard.isWaiting()).isTrue();
    assertThat(shard.isReadBy(cursor)).isFalse();
    assertThatThrownBy(shard::waitAgain).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void waitsAgainAtABarrierWhereItsParentIsReadAgain() {
    shard.read(cursor);
    shard.raise(BARRIER);
    shard.waitAgain();

    assertThat(shard.isWaiting()).isTrue();
    assertThat(shard.isAtBarrier()).isFalse();
  }

  @Test
  void comesBackFromAMissingShardWhenItHasBeenListed() {
    shard.read(cursor);
    shard.missing();
    assertThat(shard.isMissing()).isTrue();
    assertThat(shard.isRead()).isTrue();

    shard.lookForAgain();
    assertThat(shard.state()).isEqualTo(new ShardState.Reading(cursor));
    assertThat(cursor.takeListedSince()).isTrue();
    assertThat(cursor.takeListedSince()).as("for one answer").isFalse();
  }

  @Test
  void readsOnAfterALoss() {
    shard.read(cursor);
    shard.lost();
    assertThat(shard.state()).isEqualTo(new ShardState.Lost(cursor));
    assertThat(cursor.isLost()).isFalse();

    shard.readOn();
    assertThat(shard.state()).isEqualTo(new ShardState.Reading(cursor));
    assertThat(cursor.isLost()).as("what is trimmed now is the same loss").isTrue();
  }

  @Test
  void sendsItsBarrierAndIsRaisedWhenThatIsCommitted() {
    shard.read(cursor);
    assertThat(shard.raise(BARRIER)).isEqualTo(BARRIER);
    assertThat(shard.isAtBarrier()).isTrue();
    assertThat(shard.barrier()).contains(BARRIER);
    assertThat(cursor.raisedMicros()).as("not raised yet").isEqualTo(EPOCH);

    shard.barrierCommitted();
    assertThat(shard.state()).isEqualTo(new ShardState.Reading(cursor));
    assertThat(cursor.raisedMicros()).isEqualTo(LATER);
    assertThat(shard.barrier()).isEmpty();
  }

  @Test
  void whatHappensAtABarrierHappensToTheStateThatItComesBackTo() {
    shard.read(cursor);
    shard.raise(BARRIER);
    shard.missing();
    assertThat(shard.isAtBarrier()).isTrue();
    assertThat(shard.isMissing()).isTrue();

    shard.lookForAgain();
    assertThat(shard.isAtBarrier()).isTrue();
    assertThat(shard.isMissing()).isFalse();

    shard.lost();
    shard.barrierCommitted();
    assertThat(shard.state()).isEqualTo(new ShardState.Lost(cursor));
    assertThat(cursor.raisedMicros()).isEqualTo(LATER);
  }

  @Test
  void readsOnAfterALossOnlyAboveItsBarrier() {
    shard.read(cursor);
    shard.lost();
    shard.raise(BARRIER);
    shard.readOn();
    assertThat(shard.isAtBarrier()).isTrue();

    shard.barrierCommitted();
    assertThat(shard.state()).isEqualTo(new ShardState.Reading(cursor));
  }

  @Test
  void aBarrierThatItIsNotAtChangesNothing() {
    shard.read(cursor);
    shard.barrierCommitted();
    assertThat(shard.state()).isEqualTo(new ShardState.Reading(cursor));
    assertThat(cursor.raisedMicros()).isEqualTo(EPOCH);
  }

  @Test
  void sendsItsEndAndIsFinishedWhenThatIsCommitted() {
    shard.read(cursor);
    assertThat(shard.end(END, NOW)).isEqualTo(END);
    assertThat(shard.hasEnded()).isTrue();
    assertThat(shard.isRead()).isFalse();
    assertThat(shard.end()).as("not before it is committed").isEmpty();

    shard.finish(END.raised(LATER));
    assertThat(shard.isFinished()).isTrue();
    assertThat(shard.end()).as("as it is committed").contains(END.raised(LATER));
    assertThat(shard.isEndDue(AFTER)).as("still looked after").isTrue();
  }

  @Test
  void endsAtABarrier() {
    shard.read(cursor);
    shard.raise(BARRIER);
    shard.end(END, NOW);
    assertThat(shard.hasEnded()).isTrue();
    assertThat(shard.isAtBarrier()).isFalse();
  }

  @Test
  void endsWithoutHavingBeenReadWhereNothingIsLeftOfIt() {
    assertThat(shard.end(END, NOW)).isEqualTo(END);
    assertThat(shard.hasEnded()).isTrue();
  }

  @Test
  void isFinishedByItsChildrenWhileItIsReadOnceMore() {
    shard.read(cursor);
    shard.finish(END);
    assertThat(shard.isFinished()).isTrue();
    assertThat(shard.isEndDue(AFTER)).as("nobody looks for an end that was not sent").isFalse();
  }

  @Test
  void anotherTasksShardIsFinishedFromTheStoreAlone() {
    Shard other = new Shard(listed, false);
    other.begun();
    other.finish(END);
    assertThat(other.end()).contains(END);
    assertThat(other.isEndDue(AFTER)).isFalse();
  }

  @Test
  void looksAfterAnEndThatAnEarlierTaskHasSent() {
    shard.finish(END);
    shard.watchEnd(END, NOW);
    assertThat(shard.isEndDue(BEFORE)).isFalse();
    assertThat(shard.isEndDue(AFTER)).isTrue();
    assertThat(shard.end()).contains(END);
  }

  @Test
  void anEndThatIsSeenIsDueLater() {
    shard.end(END, NOW);
    shard.finish(END);
    shard.endSeen(AFTER);
    assertThat(shard.isEndDue(AFTER)).isFalse();
    assertThat(shard.isEndDue(AFTER.plusSeconds(1))).isTrue();
  }

  @Test
  void anEndThatIsMissedIsSentAgainUnderTheNewestEpoch() {
    shard.end(END, NOW);
    assertThat(shard.endMissed(LATER, AFTER)).isEqualTo(END.raised(LATER));
    assertThat(shard.hasEnded()).isTrue();
    assertThat(shard.isEndDue(AFTER)).isFalse();
  }

  @Test
  void aFinishedShardSendsTheEndThatItHadSentAndKeepsTheCommittedOne() {
    shard.end(END, NOW);
    ShardOffset committed = END.raised(EPOCH + 1);
    shard.finish(committed);
    assertThat(shard.endMissed(LATER, AFTER)).isEqualTo(END.raised(LATER));
    assertThat(shard.end()).contains(committed);
  }

  @Test
  void nobodyNeedsAnEndOnceAllChildrenAreReadToTheirEnds() {
    shard.end(END, NOW);
    shard.childrenHaveBegun();
    assertThat(shard.isEndDue(AFTER)).as("a child may only seem to have begun").isTrue();
    assertThat(shard.haveChildrenBegun()).isTrue();
    shard.childrenHaveEnded();
    assertThat(shard.isEndDue(AFTER)).isFalse();
    assertThat(shard.haveChildrenBegun()).isTrue();

    shard.hasAnotherChild();
    assertThat(shard.haveChildrenBegun()).isFalse();
  }

  @Test
  void onlyWhatIsReadCanBeMissingAndOnlyWhatIsAtItsEndCanBeMissed() {
    shard.end(END, NOW);
    assertThatThrownBy(shard::missing).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(shard::lost).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(shard::readOn).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> shard.raise(BARRIER)).isInstanceOf(IllegalStateException.class);

    shard.read(cursor);
    assertThatThrownBy(() -> shard.endMissed(LATER, NOW))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Shard 'shard' is not at its end");
  }

  private ShardCursor cursor() {
    return new ShardCursor(
        new FakeDynamoDb(new MutableClock(NOW)),
        new StreamOrigin("orders-source", TableAssignment.whole("orders"), "arn", "label", 0),
        new StreamOptions(
            new StreamSettings(Duration.ZERO, Duration.ofSeconds(1), 10, Duration.ofMinutes(1), 1),
            new EpochSettings(DataLossPolicy.FAIL, null, Duration.ofHours(6)),
            Duration.ofMinutes(1),
            1),
        listed,
        START,
        true);
  }
}
