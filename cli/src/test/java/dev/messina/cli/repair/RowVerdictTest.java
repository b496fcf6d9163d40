package dev.messina.cli.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.sweep.ListedSweep.Seen;
import dev.messina.cli.sweep.RowKind;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** When a row that was told to be of no item is deleted: where the outcome is still unknown. */
class RowVerdictTest {

  private static final OptionalLong BEFORE = OptionalLong.of(500);
  private static final OptionalLong NONE = OptionalLong.empty();

  @Test
  void onlyARowThatIsAsItWasAndHasNoItemIsDeleted() {
    assertThat(of(RowKind.GONE, BEFORE, BEFORE, false)).isEqualTo(Outcome.UNKNOWN);
    assertThat(of(RowKind.UNDATED, NONE, NONE, false)).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void aRowThatAnItemHasStays() {
    assertThat(of(RowKind.GONE, BEFORE, BEFORE, true)).isEqualTo(Outcome.OWNED);
    assertThat(of(RowKind.UNDATED, NONE, NONE, true)).isEqualTo(Outcome.OWNED);
    assertThat(of(RowKind.LIVE, BEFORE, OptionalLong.of(900), true)).isEqualTo(Outcome.ALIVE);
  }

  @Test
  void aRowThatIsNotAsItWasStays() {
    assertThat(of(RowKind.GONE, BEFORE, OptionalLong.of(600), false)).isEqualTo(Outcome.CHANGED);
    assertThat(of(RowKind.GONE, NONE, BEFORE, false)).isEqualTo(Outcome.CHANGED);
    assertThat(of(RowKind.UNDATED, BEFORE, NONE, false)).isEqualTo(Outcome.CHANGED);
  }

  @Test
  void whatASweepDoesNotDeleteStays() {
    assertThat(of(RowKind.FOREIGN, BEFORE, BEFORE, false)).isEqualTo(Outcome.FOREIGN);
    assertThat(of(RowKind.LIVE, BEFORE, BEFORE, false)).isEqualTo(Outcome.NEWER);
    assertThat(RowVerdict.of(Optional.empty(), BEFORE, false)).isEqualTo(Outcome.ABSENT);
  }

  @Test
  void aRowThatComesToLifeBeforeTheDeletionIsAlive() {
    assertThat(RowVerdict.afterDelete(new Seen(RowKind.LIVE, BEFORE))).isEqualTo(Outcome.ALIVE);
    assertThat(RowVerdict.afterDelete(new Seen(RowKind.GONE, BEFORE))).isEqualTo(Outcome.SWEPT);
    assertThat(RowVerdict.afterDelete(new Seen(RowKind.FOREIGN, BEFORE)))
        .isEqualTo(Outcome.FOREIGN);
  }

  private static Outcome of(RowKind kind, OptionalLong before, OptionalLong now, boolean owned) {
    return RowVerdict.of(Optional.of(new Seen(kind, now)), before, owned);
  }
}
