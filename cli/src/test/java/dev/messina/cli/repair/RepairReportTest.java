package dev.messina.cli.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.sweep.Epoch;
import dev.messina.verification.check.DifferenceKind;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.row.RowKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class RepairReportTest {

  private static final Wanted MISSING =
      Wanted.of(new ItemKey(Map.of("pk", AttributeValue.fromS("a"))));
  private static final Wanted EXTRA =
      new Wanted(
          Optional.of(DifferenceKind.EXTRA),
          Optional.empty(),
          Optional.of(new RowKey(List.of("pk"), List.of("b"))),
          Optional.of(new Wanted.Seen(Instant.EPOCH, OptionalLong.empty())));

  @Test
  void aPlanTellsEachThingAndDoesNothing() {
    RepairReport plan =
        new RepairReport(
            false,
            List.of(new Repaired(MISSING, Outcome.PLANNED), new Repaired(EXTRA, Outcome.PLANNED)),
            Optional.empty(),
            List.of(),
            Optional.empty());

    assertThat(plan.verdict()).isEqualTo(RepairReport.Verdict.DONE);
    assertThat(plan.json())
        .containsExactly(
            "{\"type\":\"repair\",\"class\":\"key\",\"action\":\"read_again\","
                + "\"item\":{\"pk\":{\"S\":\"a\"}},\"outcome\":\"planned\"}",
            "{\"type\":\"repair\",\"class\":\"extra\",\"action\":\"sweep\","
                + "\"row\":{\"pk\":\"b\"},\"outcome\":\"planned\"}",
            "{\"type\":\"summary\",\"verdict\":\"plan\",\"outcomes\":{\"planned\":2}}");
    assertThat(plan.lines(1))
        .containsExactly(
            "key: of item {\"pk\":{\"S\":\"a\"}}: the source reads the item again",
            "and 1 more; --json lists all",
            "PLAN: 2 planned. Nothing was done; messina repair apply does it.");
  }

  @Test
  void whatIsNotMendedIsTold() {
    RepairReport report =
        new RepairReport(
            true,
            List.of(new Repaired(MISSING, Outcome.REWRITTEN), new Repaired(EXTRA, Outcome.FOREIGN)),
            Optional.empty(),
            List.of(new Epoch(5_000_000)),
            Optional.of(Path.of("audit.jsonl")));

    assertThat(report.verdict()).isEqualTo(RepairReport.Verdict.INCOMPLETE);
    assertThat(report.lines(20))
        .containsExactly(
            "extra: row pk=b of no item: others have written it; it stays",
            "INCOMPLETE: 1 foreign, 1 rewritten; epoch 1970-01-01T00:00:05Z. Verify again.",
            "Written down in audit.jsonl.");
    assertThat(report.json())
        .last()
        .isEqualTo(
            "{\"type\":\"summary\",\"verdict\":\"incomplete\","
                + "\"outcomes\":{\"foreign\":1,\"rewritten\":1},\"epochs_us\":[5000000],"
                + "\"audit\":\"audit.jsonl\"}");
  }

  @Test
  void aRefusalSaysWhy() {
    RepairReport refused =
        new RepairReport(
            false,
            List.of(new Repaired(MISSING, Outcome.PLANNED)),
            Optional.of(new Refused("too_many", "Too many.")),
            List.of(),
            Optional.empty());

    assertThat(refused.verdict()).isEqualTo(RepairReport.Verdict.REFUSED);
    assertThat(refused.lines(0)).last().isEqualTo("Refused: Too many.");
    assertThat(refused.json())
        .last()
        .asString()
        .startsWith(
            "{\"type\":\"summary\",\"verdict\":\"refused\",\"refused\":\"too_many\","
                + "\"reason\":\"Too many.\"");
  }

  @Test
  void nothingIsNothingToRepair() {
    assertThat(
            new RepairReport(true, List.of(), Optional.empty(), List.of(), Optional.empty())
                .lines(5))
        .containsExactly("Nothing to repair.");
  }
}
