package dev.messina.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final WholeTableEpoch EPOCH = new WholeTableEpoch(5_000_000, 2, 10);

  @Test
  void aDryRunSaysWhatWouldBeDeleted() {
    Report report =
        Report.of(
            "shop.orders",
            EPOCH,
            Map.of(RowKind.LIVE, 9L, RowKind.GONE, 3L, RowKind.UNDATED, 1L),
            List.of("pk='a'"),
            false);

    assertThat(report.isRefused()).isFalse();
    assertThat(report.leavesRows()).isTrue();
    assertThat(report.lines())
        .containsExactly(
            "Epoch 1970-01-01T00:00:05Z, 10 items, complete and applied",
            "Table shop.orders: 9 rows of the epoch or later, 3 of deleted items, 1 without a"
                + " write timestamp",
            "  pk='a'",
            "Nothing was deleted; --apply deletes 4 rows just under the epoch.");
    assertThat(report.json())
        .hasToString(
            "{\"target\":\"shop.orders\",\"epoch_us\":5000000,\"items\":10,\"live\":9,\"gone\":3,"
                + "\"undated\":1,\"foreign\":0,\"applied\":false,\"keys\":[\"pk='a'\"]}");
  }

  @Test
  void anAppliedSweepSaysWhatWasDeleted() {
    assertThat(report(Map.of(RowKind.GONE, 3L), true).lines())
        .last()
        .isEqualTo("Deleted just under the epoch: 3 rows; live ones do not feel it.");
    assertThat(report(Map.of(RowKind.LIVE, 3L), true).lines())
        .last()
        .isEqualTo("Nothing to delete.");
  }

  @Test
  void onlyWhatWasFoundAndNotDeletedIsLeft() {
    assertThat(report(Map.of(RowKind.GONE, 3L), true).leavesRows()).isFalse();
    assertThat(report(Map.of(RowKind.LIVE, 3L, RowKind.UNDATED, 2L), false).leavesRows())
        .as("a row without a write timestamp may be alive")
        .isFalse();
  }

  @Test
  void rowsOfOthersAreARefusal() {
    Report report = report(Map.of(RowKind.FOREIGN, 2L, RowKind.GONE, 1L), false);

    assertThat(report.isRefused()).isTrue();
    assertThat(report.lines())
        .last()
        .isEqualTo(
            "Refused: 2 rows of table shop.orders show write timestamps that this sink cannot have"
                + " written: others write to the table, or mapping.generation was lowered. It must"
                + " not be swept.");
    assertThat(report.json().path("refused").asText()).isEqualTo("foreign_rows");
  }

  @Test
  void moreGoneThanLiveIsARefusalOfItsOwn() {
    Report report =
        report(Map.of(RowKind.LIVE, 2L, RowKind.GONE, 3L), false)
            .refused(Refusal.MORE_GONE_THAN_LIVE);

    assertThat(report.isRefused()).isTrue();
    assertThat(report.json().path("refused").asText()).isEqualTo("more_gone_than_live");
    assertThat(report.lines())
        .last()
        .asString()
        .startsWith("Refused: 3 rows of table shop.orders are older than the epoch, 2 are not")
        .endsWith("say --accept-more-gone-than-live.");
  }

  private static Report report(Map<RowKind, Long> rows, boolean applied) {
    return Report.of("shop.orders", EPOCH, rows, List.of(), applied);
  }
}
