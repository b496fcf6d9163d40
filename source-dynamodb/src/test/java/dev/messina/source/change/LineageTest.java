package dev.messina.source.change;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineageTest {

  private static final long SECOND = 1_000_000;
  private static final long EPOCH = 1_000 * SECOND;
  private static final long CUT = 990 * SECOND;

  @Test
  void givesTheChangesOfOneSecondTimesAStepApart() {
    Lineage first = Lineage.root(EPOCH).after(1_001 * SECOND, CUT);
    Lineage second = first.after(1_001 * SECOND, CUT);

    assertThat(first.writeMicros()).isEqualTo(1_001 * SECOND);
    assertThat(second.writeMicros()).isEqualTo(1_001 * SECOND + Lineage.STEP_MICROS);
  }

  @Test
  void neverGoesBackWithTheStreamsClock() {
    Lineage ahead = Lineage.root(EPOCH).after(1_005 * SECOND, CUT);

    assertThat(ahead.after(1_003 * SECOND, CUT).writeMicros())
        .isEqualTo(1_005 * SECOND + Lineage.STEP_MICROS);
  }

  @Test
  void liesAboveTheEpochForChangesOfTheOverlap() {
    Lineage first = Lineage.root(EPOCH).after(CUT, CUT);

    assertThat(first.passed()).isTrue();
    assertThat(first.writeMicros()).isEqualTo(EPOCH + Lineage.STEP_MICROS);
  }

  @Test
  void skipsOnlyTheBeginningThatIsOlderThanTheCut() {
    Lineage skipped = Lineage.root(EPOCH).after(CUT - 1, CUT);
    Lineage passed = skipped.after(CUT + 1, CUT);
    Lineage older = passed.after(CUT - 1, CUT);

    assertThat(skipped).isEqualTo(new Lineage(EPOCH, false, CUT - 1));
    assertThat(passed.passed()).isTrue();
    assertThat(older.passed()).isTrue();
    assertThat(older.writeMicros()).isGreaterThan(passed.writeMicros());
  }

  @Test
  void isAMultipleOfTheStepWhateverTheClockSays() {
    assertThat(Lineage.root(EPOCH).after(1_001 * SECOND + 234, CUT).writeMicros())
        .isEqualTo(1_001 * SECOND + 200);
  }

  @Test
  void goesOnInAChildWhereTheParentEnded() {
    Lineage parent = Lineage.root(EPOCH).after(1_001 * SECOND, CUT);

    assertThat(parent.child(EPOCH)).isEqualTo(parent);
    assertThat(parent.child(2_000 * SECOND).writeMicros()).isEqualTo(2_000 * SECOND);
    assertThat(Lineage.root(EPOCH).child(EPOCH).passed()).isFalse();
  }
}
