package dev.messina.source.change;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WriteClockTest {

  private static final long SECOND = 1_000_000;
  private static final long EPOCH = 1_000 * SECOND;
  private static final long CUT = 990 * SECOND;

  @Test
  void givesTheChangesOfOneSecondTimesAStepApart() {
    WriteClock first = WriteClock.root(EPOCH).after(1_001 * SECOND, CUT);
    WriteClock second = first.after(1_001 * SECOND, CUT);

    assertThat(first.writeMicros()).isEqualTo(1_001 * SECOND);
    assertThat(second.writeMicros()).isEqualTo(1_001 * SECOND + WriteClock.STEP_MICROS);
  }

  @Test
  void neverGoesBackWithTheStreamsClock() {
    WriteClock ahead = WriteClock.root(EPOCH).after(1_005 * SECOND, CUT);

    assertThat(ahead.after(1_003 * SECOND, CUT).writeMicros())
        .isEqualTo(1_005 * SECOND + WriteClock.STEP_MICROS);
  }

  @Test
  void liesAboveTheEpochForChangesOfTheOverlap() {
    WriteClock first = WriteClock.root(EPOCH).after(CUT, CUT);

    assertThat(first.passed()).isTrue();
    assertThat(first.writeMicros()).isEqualTo(EPOCH + WriteClock.STEP_MICROS);
  }

  @Test
  void skipsOnlyTheBeginningThatIsOlderThanTheCut() {
    WriteClock skipped = WriteClock.root(EPOCH).after(CUT - 1, CUT);
    WriteClock passed = skipped.after(CUT + 1, CUT);
    WriteClock older = passed.after(CUT - 1, CUT);

    assertThat(skipped).isEqualTo(new WriteClock(EPOCH, false, CUT - 1));
    assertThat(passed.passed()).isTrue();
    assertThat(older.passed()).isTrue();
    assertThat(older.writeMicros()).isGreaterThan(passed.writeMicros());
  }

  @Test
  void isAMultipleOfTheStepWhateverTheClockSays() {
    assertThat(WriteClock.root(EPOCH).after(1_001 * SECOND + 234, CUT).writeMicros())
        .isEqualTo(1_001 * SECOND + 200);
  }

  @Test
  void goesOnInAChildWhereTheParentEnded() {
    WriteClock parent = WriteClock.root(EPOCH).after(1_001 * SECOND, CUT);

    assertThat(parent.child(EPOCH)).isEqualTo(parent);
    assertThat(parent.child(2_000 * SECOND).writeMicros()).isEqualTo(2_000 * SECOND);
    assertThat(WriteClock.root(EPOCH).child(EPOCH).passed()).isFalse();
  }
}
