package dev.messina.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.verification.check.Difference;
import dev.messina.verification.check.DifferenceKind;
import dev.messina.verification.check.Pair;
import dev.messina.verification.check.TopicReport;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.reverse.AsItems;
import dev.messina.verification.row.RowKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class TopicFormsTest {

  private static final Instant END = Instant.parse("2026-01-01T00:01:00Z");
  private static final TopicReport.Counts COUNTS =
      new TopicReport.Counts(
          30, 10, 11, 1, 0, 0, new AsItems.Counts(9, 0, List.of(), Optional.empty()));
  private static final List<String> NOT_SEEN = List.of("rows without an item");

  private static Difference missing(String key) {
    return new Difference(
        DifferenceKind.MISSING,
        new Pair(
            Optional.of(new ItemKey(Map.of("pk", AttributeValue.fromS(key)))),
            Optional.of(new RowKey(List.of("pk"), List.of(key)))),
        List.of(),
        "",
        END.minusSeconds(2),
        OptionalLong.empty(),
        true,
        Map.of());
  }

  @Test
  void whatTheTopicTellsIsAppliedAndNeverVerified() {
    TopicReport report = new TopicReport(List.of(), List.of(), 0, List.of(), NOT_SEEN, COUNTS, END);

    assertThat(report.verdict()).isEqualTo(TopicReport.Verdict.APPLIED);
    assertThat(TopicForms.lines(report, 5))
        .containsExactly(
            "9 values turned back and compared with items, 0 not.",
            "Not seen: rows without an item.",
            "APPLIED: 30 changes of 10 items on the topic, 0 missing, 0 extra, 0 different");
    assertThat(TopicForms.json(report))
        .containsExactly(
            "{\"type\":\"summary\",\"mode\":\"from_topic\",\"verdict\":\"applied\","
                + "\"changes\":30,\"items\":10,\"compared\":11,\"differences\":{\"missing\":0,"
                + "\"extra\":0,\"different\":0,\"target_newer\":0,\"mapped_wrong\":0,"
                + "\"dead_lettered\":0},"
                + "\"doubtful\":0,\"in_flight\":0,\"expired\":1,\"not_compared\":0,"
                + "\"read_units\":0.0,\"as_items\":{\"compared\":9,\"left_out\":0,"
                + "\"attributes\":[]},\"unknown\":[],\"not_seen\":[\"rows without an item\"]}");
  }

  @Test
  void whatCountsAndWhatIsDoubtfulAreTold() {
    TopicReport report =
        new TopicReport(
            List.of(missing("a")), List.of(missing("b")), 0, List.of(), NOT_SEEN, COUNTS, END);

    assertThat(report.verdict()).isEqualTo(TopicReport.Verdict.DIFFERENCES);
    assertThat(TopicForms.lines(report, 5).subList(0, 2))
        .containsExactly(
            "missing: row pk=a of item {\"pk\":{\"S\":\"a\"}}",
            "perhaps missing: row pk=b of item {\"pk\":{\"S\":\"b\"}}");
    assertThat(TopicForms.lines(report, 1)).contains("and 1 more; --json lists all");
    assertThat(TopicForms.json(report).get(0)).contains("\"settled\":true");
    assertThat(TopicForms.json(report).get(1)).contains("\"settled\":false");
  }

  @Test
  void aDoubtIsUnknown() {
    TopicReport report =
        new TopicReport(
            List.of(), List.of(missing("b")), 3, List.of("Why."), NOT_SEEN, COUNTS, END);

    assertThat(report.verdict()).isEqualTo(TopicReport.Verdict.UNKNOWN);
    assertThat(TopicForms.lines(report, 0)).startsWith("and 1 more; --json lists all", "Why.");
    assertThat(TopicForms.json(report))
        .last()
        .asString()
        .contains("\"doubtful\":1,\"in_flight\":3", "\"unknown\":[\"Why.\"]");
  }
}
