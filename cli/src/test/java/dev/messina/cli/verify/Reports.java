package dev.messina.cli.verify;

import dev.messina.verification.check.Difference;
import dev.messina.verification.check.DifferenceKind;
import dev.messina.verification.check.Generation;
import dev.messina.verification.check.Pair;
import dev.messina.verification.check.Report;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.reverse.AsItems;
import dev.messina.verification.row.RowKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reports as runs end with them. */
final class Reports {

  static final Instant END = Instant.parse("2026-01-01T00:20:00.250Z");
  static final Report.Counts COUNTS =
      new Report.Counts(
          12_345_678,
          12_345_670,
          30_000_021,
          21_000,
          1_234_567.5,
          240,
          7_654_321,
          age(1_234),
          new AsItems.Counts(45_000_000, 12, List.of("born"), Optional.empty()),
          Optional.empty());

  private Reports() {}

  static Report verified(List<Generation> history) {
    return new Report(List.of(), 0, List.of(), Optional.of(END), COUNTS, history, END);
  }

  static Report unknown(String doubt) {
    return new Report(List.of(), 7, List.of(doubt), Optional.empty(), COUNTS, List.of(), END);
  }

  static Report of(List<Difference> differences, List<Generation> history) {
    return new Report(
        differences, 12, List.of(), Optional.of(END.minusSeconds(9)), COUNTS, history, END);
  }

  /** A difference of every kind, all of whose names, keys and values are that text. */
  static List<Difference> ofEveryKind(String text) {
    List<Difference> differences = new ArrayList<>();
    for (DifferenceKind kind : DifferenceKind.values()) {
      boolean hasColumns =
          kind == DifferenceKind.DIFFERENT
              || kind == DifferenceKind.TARGET_NEWER
              || kind == DifferenceKind.MAPPED_WRONG;
      differences.add(
          new Difference(
              kind,
              new Pair(
                  Optional.of(item(text)).filter(any -> kind != DifferenceKind.EXTRA),
                  Optional.of(row(text)).filter(any -> kind != DifferenceKind.DEAD_LETTERED)),
              hasColumns ? List.of("n", text) : List.of(),
              kind == DifferenceKind.DEAD_LETTERED ? text : "",
              END.minusSeconds(10L + kind.ordinal()),
              hasColumns ? OptionalLong.of(1_767_225_600_000_000L) : OptionalLong.empty(),
              kind != DifferenceKind.MISSING,
              kind == DifferenceKind.DIFFERENT
                  ? Map.of("n", List.of("1", "2"), text, List.of(text, text + "!"))
                  : Map.of()));
    }
    return differences;
  }

  static ItemKey item(String text) {
    return new ItemKey(
        new TreeMap<>(
            Map.of("pk", AttributeValue.fromS(text), "sk" + text, AttributeValue.fromN("7"))));
  }

  static RowKey row(String text) {
    return new RowKey(List.of("pk", "sk" + text), List.of(text, "7"));
  }

  /** So many generations, five seconds apart; in the first tenth nothing is known. */
  static List<Generation> history(int generations) {
    List<Generation> history = new ArrayList<>();
    for (int i = 0; i < generations; i++) {
      Instant at = END.minusSeconds(5L * (generations - i));
      boolean known = i >= generations / 10;
      int open = (int) (20 + 19 * Math.sin(i / 9.0));
      history.add(
          new Generation(
              i + 1,
              at,
              i % 3 == 0 ? Report.Verdict.DIFFERENCES : Report.Verdict.UNKNOWN,
              Optional.of(at.minusMillis(2_000 + 37L * (i % 100))).filter(any -> known),
              new Generation.Open(open, open / 4, Optional.of(at.minusSeconds(40))),
              31_000L * i,
              age(300)));
    }
    return history;
  }

  private static Duration age(long millis) {
    return Duration.ofMillis(millis);
  }
}
