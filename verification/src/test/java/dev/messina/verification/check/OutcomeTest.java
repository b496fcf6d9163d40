package dev.messina.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.verification.expect.Expected;
import dev.messina.verification.row.FoundRow;
import dev.messina.verification.row.RowKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OutcomeTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_000);
  private static final RowKey KEY = new RowKey(List.of("pk"), List.of("a"));
  private static final RowKey ELSEWHERE = new RowKey(List.of("pk"), List.of("b"));

  @Test
  void aRowIsMissingUnlessItHasEnded() {
    assertThat(Outcome.of(KEY, row(OptionalLong.empty()), Optional.empty(), NOW))
        .isEqualTo(new Outcome.Differs(DifferenceKind.MISSING, List.of(), ""));
    assertThat(Outcome.of(KEY, row(OptionalLong.of(1_006)), Optional.empty(), NOW))
        .isInstanceOf(Outcome.Differs.class);
    assertThat(Outcome.of(KEY, row(OptionalLong.of(1_005)), Optional.empty(), NOW))
        .isEqualTo(new Outcome.Expired());
    assertThat(Outcome.of(KEY, row(OptionalLong.of(1)), Optional.empty(), NOW))
        .isEqualTo(new Outcome.Expired());
    assertThat(Outcome.of(KEY, row(OptionalLong.of(-200_000_000)), Optional.empty(), NOW))
        .isInstanceOf(Outcome.Differs.class);
  }

  @Test
  void aRowIsTheSameOrDiffersInColumns() {
    assertThat(Outcome.of(KEY, row(OptionalLong.empty()), found("x"), NOW))
        .isEqualTo(new Outcome.Same());
    assertThat(Outcome.of(KEY, row(OptionalLong.empty()), found("y"), NOW))
        .isEqualTo(new Outcome.Differs(DifferenceKind.DIFFERENT, List.of("v"), ""));
  }

  @Test
  void aRowOfAnItemThatStandsElsewhereOrNowhereIsExtra() {
    Outcome extra = new Outcome.Differs(DifferenceKind.EXTRA, List.of(), "");

    assertThat(Outcome.of(ELSEWHERE, row(OptionalLong.empty()), found("x"), NOW)).isEqualTo(extra);
    assertThat(Outcome.of(KEY, new Expected.None(), found("x"), NOW)).isEqualTo(extra);
    assertThat(Outcome.of(KEY, new Expected.None(), Optional.empty(), NOW))
        .isEqualTo(new Outcome.Same());
  }

  @Test
  void anItemThatCannotBeWrittenIsDeadLettered() {
    Expected unwritable = new Expected.Unwritable(Optional.of(KEY), "why");

    assertThat(Outcome.of(KEY, unwritable, found("x"), NOW))
        .isEqualTo(new Outcome.Differs(DifferenceKind.DEAD_LETTERED, List.of(), "why"));
  }

  private static Expected.Row row(OptionalLong expiresAt) {
    return new Expected.Row(KEY, Map.of("v", "x"), expiresAt, false);
  }

  private static Optional<FoundRow> found(String value) {
    return Optional.of(
        new FoundRow(new HashMap<>(Map.of("v", value)), OptionalLong.of(1), () -> "print"));
  }
}
