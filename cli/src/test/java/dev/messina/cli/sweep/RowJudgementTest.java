package dev.messina.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RowJudgementTest {

  private static final long EPOCH = 1_000_000;

  @Test
  void aRowOfTheEpochOrLaterIsLive() {
    assertThat(judged(0, EPOCH)).isEqualTo(RowKind.LIVE);
    assertThat(judged(0, EPOCH + 300)).isEqualTo(RowKind.LIVE);
    assertThat(judged(0, EPOCH - 100, EPOCH)).as("one cell is enough").isEqualTo(RowKind.LIVE);
  }

  @Test
  void aRowFromBeforeTheEpochIsGone() {
    assertThat(judged(0, EPOCH - 100, EPOCH - 500)).isEqualTo(RowKind.GONE);
  }

  @Test
  void aRowWithoutAWriteTimestampIsUndated() {
    assertThat(judged(0)).isEqualTo(RowKind.UNDATED);
  }

  @Test
  void aWriteTimestampBetweenTheStepsIsForeign() {
    assertThat(judged(0, EPOCH + 1)).isEqualTo(RowKind.FOREIGN);
    assertThat(judged(0, EPOCH, EPOCH - 150)).isEqualTo(RowKind.FOREIGN);
    assertThat(judged(3, EPOCH - 93)).isEqualTo(RowKind.FOREIGN);
  }

  @Test
  void aWriteTimestampOfAHigherGenerationThanTheSinksIsForeign() {
    assertThat(judged(2, EPOCH + 6)).isEqualTo(RowKind.FOREIGN);
    assertThat(judged(3, EPOCH + 6)).isEqualTo(RowKind.LIVE);
  }

  @Test
  void noGenerationCarriesARowOverTheEpoch() {
    for (long generation : LongStream.rangeClosed(0, 49).toArray()) {
      long before = EPOCH - Epoch.STEP_MICROS + 2 * generation;
      long alive = EPOCH + 2 * generation;
      long deletion = new Epoch(EPOCH).deletionMicros();
      assertThat(judged(49, before)).isEqualTo(RowKind.GONE);
      assertThat(judged(49, alive)).isEqualTo(RowKind.LIVE);
      assertThat(deletion).as("the deletion outranks it").isGreaterThan(before);
      assertThat(deletion).as("the live row outranks the deletion").isLessThan(alive);
    }
  }

  private static RowKind judged(int generation, Long... writeMicros) {
    return new RowJudgement(new Epoch(EPOCH), generation).of(List.of(writeMicros));
  }
}
