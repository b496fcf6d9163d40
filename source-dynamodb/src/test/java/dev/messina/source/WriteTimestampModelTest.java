package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rule of write timestamps, tried on the real source: whatever is killed, delayed, doubled or
 * reordered on the way, every item ends as its row.
 */
class WriteTimestampModelTest {

  @Property(tries = 1500, shrinking = ShrinkingMode.OFF)
  void everyItemEndsAsItsRow(@ForAll long seed, @ForAll boolean minuteClock) {
    Trial trial = new Trial(seed, minuteClock, 0, Trial.Flaw.NONE).run();

    trial.requireIncreasingWriteTimestamps();
    assertThat(trial.converged()).isTrue();
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void everyItemEndsAsItsRowOverLaterEpochs(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int laterEpochs) {
    Trial trial = new Trial(seed, false, laterEpochs, Trial.Flaw.NONE).run();

    trial.requireLaterEpochs();
    trial.requireIncreasingWriteTimestamps();
    assertThat(trial.converged()).isTrue();
  }

  /**
   * A child had seen its parent's end, which an older offset was committed over before a later
   * epoch came. Read once more above that epoch, the parent outranked what the child began with.
   */
  @ParameterizedTest
  @CsvSource({
    "9717647, 1",
    "-362272287684636414, 3",
    "7003313526044334682, 2",
    "1757019611535393469, 3",
    "9047877602371980534, 2",
    "3624863059199161151, 1",
    "-3827526420356037764, 1"
  })
  void aChildBeginsAboveTheEndThatIsCommittedWhenItBegins(long seed, int laterEpochs) {
    Trial trial = new Trial(seed, false, laterEpochs, Trial.Flaw.NONE).run();

    trial.requireLaterEpochs();
    trial.requireIncreasingWriteTimestamps();
    assertThat(trial.converged()).isTrue();
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void everyLiveItemEndsAsItsRowOverAStandstillOfMoreThanADay(@ForAll long seed) {
    Trial trial = Trial.withStandstill(seed).run();

    trial.requireIncreasingWriteTimestamps();
    assertThat(trial.convergedButForGaps()).isTrue();
    if (trial.nothingLost()) {
      assertThat(trial.hasDataLoss()).as("a data loss although nothing was lost").isFalse();
    }
  }

  /** A late commit brings the position of a shard whose data loss is being recorded. */
  @Example
  void aShardMayHaveTwoGapsOfTwoReadings() {
    assertThat(Trial.withStandstill(-634928892024281943L).run().convergedButForGaps()).isTrue();
  }

  @Property(tries = 400, shrinking = ShrinkingMode.OFF)
  void everyLiveItemEndsAsItsRowWhateverBecomesOfTheStream(
      @ForAll long seed, @ForAll OddStream.Oddity oddity) {
    Trial trial = Trial.withOdd(seed, oddity, Trial.Flaw.NONE).run();

    trial.requireIncreasingWriteTimestamps();
    if (oddity == OddStream.Oddity.STAYS_OFF) {
      assertThat(trial.lossIsTold()).as("told that the stream is switched off").isTrue();
    } else {
      assertThat(trial.convergedButForGaps()).isTrue();
    }
  }

  /** Its children hold newer changes, which nothing of the shard may outrank. */
  @Example
  void anOlderPositionCommittedOverAFinishedShardIsNotRaisedToALaterEpoch() {
    Trial.withOdd(2396334516102930788L, OddStream.Oddity.SWITCHED_OFF, Trial.Flaw.NONE)
        .run()
        .requireIncreasingWriteTimestamps();
  }

  /** Nobody waits for the end of a shard whose children have begun; the next stream is followed. */
  @ParameterizedTest
  @ValueSource(longs = {-8831469309993571653L, -6080638195290395043L, -8380030987506739829L})
  void anOlderPositionCommittedOverAFinishedShardKeepsNobodyFromTheNextStream(long seed) {
    Trial trial = Trial.withOdd(seed, OddStream.Oddity.SWITCHED_OFF, Trial.Flaw.NONE).run();

    trial.requireIncreasingWriteTimestamps();
    assertThat(trial.convergedButForGaps()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "BEGINS_LATE, STATUS_NOT_SEEN",
    "SWITCHED_OFF, STATUS_NOT_SEEN",
    "UNREACHABLE, HORIZON_TAKEN_FOR_THE_START"
  })
  void everyFlawBesideAnOddStreamIsFound(OddStream.Oddity oddity, Trial.Flaw flaw) {
    assertThat(
            LongStream.range(0, 400)
                .anyMatch(seed -> !Trial.withOdd(seed, oddity, flaw).run().convergedButForGaps()))
        .as("a trial that ends wrong with the flaw %s", flaw)
        .isTrue();
  }

  @Test
  void aStreamThatIsOffIsNotToldByASourceThatDoesNotSeeItsStatus() {
    assertThat(
            LongStream.range(0, 20)
                .noneMatch(
                    seed ->
                        Trial.withOdd(seed, OddStream.Oddity.STAYS_OFF, Trial.Flaw.STATUS_NOT_SEEN)
                            .run()
                            .lossIsTold()))
        .isTrue();
  }

  @Test
  void aDataLossThatAFalseEndHidesIsFound() {
    assertThat(
            LongStream.range(0, 400)
                .anyMatch(
                    seed ->
                        !Trial.withStandstill(seed, Trial.Flaw.CHECKED_BUT_NOT_READ)
                            .run()
                            .convergedButForGaps()))
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "CHILD_DOES_NOT_INHERIT",
        "WRITE_TIMESTAMP_NOT_PERSISTED",
        "SNAPSHOT_STAMPED_WHEN_READ"
      })
  void everyFlawIsFound(Trial.Flaw flaw) {
    assertThat(
            LongStream.range(0, 400)
                .anyMatch(seed -> !new Trial(seed, false, 0, flaw).run().converged()))
        .as("a trial that ends wrong with the flaw %s", flaw)
        .isTrue();
  }
}
