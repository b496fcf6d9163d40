package dev.messina.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.verification.check.Difference;
import dev.messina.verification.check.DifferenceKind;
import dev.messina.verification.check.Generation;
import dev.messina.verification.check.KeyCount;
import dev.messina.verification.check.Pair;
import dev.messina.verification.check.Report;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.reverse.AsItems;
import dev.messina.verification.row.RowKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ReportFormsTest {

  private static final VerifySettings.Mode FULL = new VerifySettings.Mode.Full();
  private static final Instant END = Instant.parse("2026-01-01T00:01:00Z");

  private static final Report.Counts COUNTS =
      new Report.Counts(
          10,
          9,
          21,
          2,
          1.5,
          4,
          7,
          Duration.ofMillis(120),
          new AsItems.Counts(30, 2, List.of("born"), Optional.empty()),
          Optional.empty());

  private static final Difference CHANGED =
      new Difference(
          DifferenceKind.TARGET_NEWER,
          new Pair(
              Optional.of(new ItemKey(Map.of("pk", AttributeValue.fromS("a")))),
              Optional.of(new RowKey(List.of("pk"), List.of("a")))),
          List.of("status"),
          "",
          END.minusSeconds(40),
          OptionalLong.of(5),
          true,
          Map.of());

  private static final Difference EXTRA =
      new Difference(
          DifferenceKind.EXTRA,
          new Pair(Optional.empty(), Optional.of(new RowKey(List.of("pk"), List.of("b")))),
          List.of(),
          "",
          END.minusSeconds(50),
          OptionalLong.empty(),
          false,
          Map.of());

  @Test
  void everythingVerified() {
    Report report = new Report(List.of(), 0, List.of(), Optional.of(END), COUNTS, List.of(), END);

    assertThat(report.verdict()).isEqualTo(Report.Verdict.VERIFIED);
    assertThat(ReportForms.lines(report, FULL, 5))
        .last()
        .isEqualTo(
            "VERIFIED: 10 items, 9 rows, 0 missing, 0 extra, 0 different; verified up to"
                + " 2026-01-01T00:01:00Z");
    assertThat(ReportForms.json(report, FULL))
        .containsExactly(
            "{\"type\":\"summary\",\"mode\":\"full\",\"verdict\":\"verified\","
                + "\"verified_frontier\":\"2026-01-01T00:01:00Z\",\"items\":10,\"rows\":9,"
                + "\"compared\":21,\"differences\":{\"missing\":0,\"extra\":0,\"different\":0,"
                + "\"target_newer\":0,\"mapped_wrong\":0,\"dead_lettered\":0},\"expired\":2,\"beyond_frontier\":0,"
                + "\"longest_ms\":0,\"generations\":4,\"changes\":7,\"last_generation_ms\":120,"
                + "\"read_units\":1.5,\"as_items\":{\"compared\":30,\"left_out\":2,"
                + "\"attributes\":[\"born\"]},\"unknown\":[]}");
  }

  @Test
  void whatWasComparedAsItemsIsTold() {
    assertThat(ReportForms.line(COUNTS.asItems()))
        .isEqualTo("30 values turned back and compared with items, 2 not (born).");
    assertThat(
            ReportForms.line(
                new AsItems.Counts(0, 0, List.of(), Optional.of("a predicate decides"))))
        .isEqualTo("No row was turned back into an item: a predicate decides.");
  }

  @Test
  void digestsSayHowManyPartsDiffered() {
    Report.Counts counts =
        new Report.Counts(
            10,
            9,
            21,
            2,
            1.5,
            4,
            7,
            Duration.ofMillis(120),
            COUNTS.asItems(),
            Optional.of(new Report.Buckets(4_096, 3)));
    Report report = new Report(List.of(), 0, List.of(), Optional.of(END), counts, List.of(), END);
    VerifySettings.Mode digest = new VerifySettings.Mode.Digest();

    assertThat(ReportForms.json(report, digest))
        .last()
        .asString()
        .contains("\"mode\":\"digest\"", "\"buckets\":{\"all\":4096,\"differing\":3}");
    assertThat(ReportForms.lines(report, digest, 5))
        .contains(
            "3 of 4,096 parts of the table had other digests; their rows were compared one by"
                + " one.");
  }

  @Test
  void whatTransformsDoWrongIsNamed() {
    Difference wrong =
        new Difference(
            DifferenceKind.MAPPED_WRONG,
            CHANGED.pair(),
            List.of("total"),
            "the transforms make a row that does not say the item's sum",
            END,
            OptionalLong.of(5),
            true,
            Map.of());

    assertThat(ReportForms.line(wrong))
        .isEqualTo(
            "mapped wrong: row pk=a of item {\"pk\":{\"S\":\"a\"}}, columns [total]: the transforms"
                + " make a row that does not say the item's sum");
  }

  @Test
  void differencesAreToldTheOldestFirst() {
    Report report =
        new Report(List.of(CHANGED, EXTRA), 3, List.of(), Optional.of(END), COUNTS, List.of(), END);

    assertThat(report.verdict()).isEqualTo(Report.Verdict.DIFFERENCES);
    assertThat(report.longest()).isEqualTo(Duration.ofSeconds(50));
    assertThat(ReportForms.lines(report, FULL, 5).subList(0, 2))
        .containsExactly(
            "extra: row pk=b of no item",
            "target newer: row pk=a of item {\"pk\":{\"S\":\"a\"}}, columns [status]");
    assertThat(ReportForms.lines(report, FULL, 1)).contains("and 1 more; --json lists all");
    assertThat(ReportForms.json(report, FULL).subList(0, 2))
        .containsExactly(
            "{\"type\":\"difference\",\"class\":\"extra\",\"row\":{\"pk\":\"b\"},"
                + "\"since\":\"2026-01-01T00:00:10Z\",\"age_ms\":50000,\"settled\":false}",
            "{\"type\":\"difference\",\"class\":\"target_newer\",\"item\":{\"pk\":{\"S\":\"a\"}},"
                + "\"row\":{\"pk\":\"a\"},\"columns\":[\"status\"],\"write_ts_us\":5,"
                + "\"since\":\"2026-01-01T00:00:20Z\",\"age_ms\":40000,\"settled\":true}");
  }

  @Test
  void unknownIsNotVerified() {
    Report report =
        new Report(
            List.of(),
            1,
            List.of("The frontier is unknown."),
            Optional.empty(),
            COUNTS,
            List.of(),
            END);

    assertThat(report.verdict()).isEqualTo(Report.Verdict.UNKNOWN);
    assertThat(ReportForms.lines(report, FULL, 5)).contains("The frontier is unknown.");
    assertThat(ReportForms.json(report, FULL))
        .last()
        .asString()
        .contains("\"verdict\":\"unknown\"", "\"verified_frontier\":null")
        .endsWith("\"unknown\":[\"The frontier is unknown.\"]}");
  }

  @Test
  void aGenerationIsALine() {
    Generation generation =
        new Generation(
            3,
            END,
            Report.Verdict.DIFFERENCES,
            Optional.empty(),
            new Generation.Open(2, 1, Optional.of(END.minusMillis(1_500))),
            1_234,
            Duration.ofMillis(70));

    assertThat(ReportForms.json(generation))
        .isEqualTo(
            "{\"type\":\"generation\",\"number\":3,\"at\":\"2026-01-01T00:01:00Z\","
                + "\"verified_frontier\":null,\"verdict\":\"differences\",\"open\":2,\"settled\":1,"
                + "\"longest_ms\":1500,\"changes\":1234,\"took_ms\":70}");
    assertThat(ReportForms.line(generation))
        .isEqualTo(
            "generation 3: 1,234 changes looked at, 2 open, 1 of them settled; the verified"
                + " frontier is unknown");
  }

  @Test
  void countsAreToldAsSuch() {
    assertThat(ReportForms.line(new KeyCount.Counted(10, 9, 9, 0, 0)))
        .isEqualTo("EVEN: 10 items, which have 9 rows; 9 rows are there, 0 missing, 0 extra");
    assertThat(ReportForms.json(new KeyCount.Counted(10, 9, 8, 2, 1)))
        .isEqualTo(
            "{\"type\":\"counts\",\"mode\":\"counts\",\"verdict\":\"unknown\",\"items\":10,"
                + "\"expected_rows\":9,\"rows\":8,\"missing\":2,\"extra\":1}");
  }

  @Test
  void aSampleSaysHowSureItIs() {
    Report report = new Report(List.of(), 0, List.of(), Optional.of(END), COUNTS, List.of(), END);
    VerifySettings.Mode sample = new VerifySettings.Mode.Sample(10);

    assertThat(ReportForms.json(report, sample))
        .last()
        .asString()
        .contains("\"share_wrong_below\":0.2588", "\"confidence\":0.95");
    assertThat(ReportForms.lines(report, sample, 5))
        .anyMatch(line -> line.startsWith("With 95 % confidence fewer than 25.88"));
  }
}
