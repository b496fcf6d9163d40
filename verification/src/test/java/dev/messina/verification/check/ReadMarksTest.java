package dev.messina.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadMarksTest {

  private static final Instant BEGAN = Instant.parse("2026-03-01T12:00:00Z");
  private static final Map<Integer, Long> NOW = Map.of(0, 99L);

  private final ReadMarks marks = new ReadMarks();

  @Test
  void allThatWasReadIsBehindWhereNothingIsOpen() {
    generations(3);
    assertThat(marks.resumeFrom(Optional.empty(), NOW)).isEqualTo(NOW);
  }

  @Test
  void theGenerationThatHasOpenedTheOldestIsReadAgain() {
    generations(5);
    assertThat(from(2_500)).isEqualTo(Map.of(0, 2L));
    assertThat(from(3_000)).isEqualTo(Map.of(0, 3L));
    assertThat(from(9_000)).isEqualTo(Map.of(0, 4L));
  }

  @Test
  void whatIsOlderThanAllIsReadFromTheFirst() {
    generations(3);
    assertThat(from(-1)).isEqualTo(Map.of(0, 0L));
  }

  @Test
  void whereGenerationsAreForgottenAnEarlierOneIsTaken() {
    generations(ReadMarks.MOST + 50);
    assertThat(from((ReadMarks.MOST + 10) * 1_000L)).isEqualTo(Map.of(0, ReadMarks.MOST - 2L));
  }

  /** A second apart; each has read one record when the next begins. */
  private void generations(int number) {
    for (int i = 0; i < number; i++) {
      marks.begin(BEGAN.plusSeconds(i), Map.of(0, (long) i));
    }
  }

  private Map<Integer, Long> from(long millis) {
    return marks.resumeFrom(Optional.of(BEGAN.plusMillis(millis)), NOW);
  }
}
