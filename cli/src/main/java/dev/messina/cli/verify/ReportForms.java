package dev.messina.cli.verify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.verification.check.Difference;
import dev.messina.verification.check.DifferenceKind;
import dev.messina.verification.check.Generation;
import dev.messina.verification.check.KeyCount;
import dev.messina.verification.check.Report;
import dev.messina.verification.check.Sample;
import dev.messina.verification.reverse.AsItems;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A report for programs, as lines of JSON, and for people. docs/verify.md has the fields. */
public final class ReportForms {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ReportForms() {}

  /** One object for each difference, and one that sums up. */
  public static List<String> json(Report report, VerifySettings.Mode mode) {
    List<String> lines = new ArrayList<>();
    report
        .differences()
        .forEach(difference -> lines.add(json(difference, report.ended()).toString()));
    lines.add(summary(report, mode).toString());
    return lines;
  }

  static ObjectNode json(Difference difference, Instant ended) {
    ObjectNode json = NODES.objectNode().put("type", "difference");
    json.put("class", difference.kind().word());
    difference.pair().item().ifPresent(item -> json.set("item", KeyForms.item(item)));
    difference.pair().row().ifPresent(row -> json.set("row", KeyForms.row(row)));
    if (!difference.columns().isEmpty()) {
      difference.columns().forEach(json.withArray("columns")::add);
    }
    if (!difference.reason().isEmpty()) {
      json.put("reason", difference.reason());
    }
    difference.writeMicros().ifPresent(micros -> json.put("write_ts_us", micros));
    json.put("since", difference.since().toString());
    json.put("age_ms", Duration.between(difference.since(), ended).toMillis());
    json.put("settled", difference.settled());
    if (!difference.values().isEmpty()) {
      ObjectNode values = json.putObject("values");
      difference
          .values()
          .forEach(
              (column, both) ->
                  values.putObject(column).put("expected", both.get(0)).put("found", both.get(1)));
    }
    return json;
  }

  /** What was counted, as one object. */
  public static String json(KeyCount.Counted counted) {
    return NODES
        .objectNode()
        .put("type", "counts")
        .put("mode", "counts")
        .put("verdict", counted.isEven() ? "even" : "unknown")
        .put("items", counted.items())
        .put("expected_rows", counted.expected())
        .put("rows", counted.rows())
        .put("missing", counted.missing())
        .put("extra", counted.extra())
        .toString();
  }

  /** What was counted, for people. */
  public static String line(KeyCount.Counted counted) {
    return "%s: %d items, which have %d rows; %d rows are there, %d missing, %d extra"
        .formatted(
            counted.isEven() ? "EVEN" : "UNKNOWN, since it may be lag",
            counted.items(),
            counted.expected(),
            counted.rows(),
            counted.missing(),
            counted.extra());
  }

  /** How things stood after a generation, as one object. */
  public static String json(Generation generation) {
    ObjectNode json = NODES.objectNode().put("type", "generation");
    json.put("number", generation.number());
    json.put("at", generation.at().toString());
    json.put("verified_frontier", generation.verifiedUntil().map(Instant::toString).orElse(null));
    return json.put("verdict", word(generation.verdict()))
        .put("open", generation.open().all())
        .put("settled", generation.open().settled())
        .put("longest_ms", generation.longest().toMillis())
        .put("changes", generation.changes())
        .put("took_ms", generation.took().toMillis())
        .toString();
  }

  /** How things stood after a generation, for people. */
  static String line(Generation generation) {
    return String.format(
        Locale.ROOT,
        "generation %d: %,d changes looked at, %,d open, %,d of them settled; %s",
        generation.number(),
        generation.changes(),
        generation.open().all(),
        generation.open().settled(),
        generation
            .verifiedUntil()
            .map(until -> "verified up to " + until)
            .orElse("the verified frontier is unknown"));
  }

  private static ObjectNode summary(Report report, VerifySettings.Mode mode) {
    ObjectNode json = NODES.objectNode().put("type", "summary").put("mode", mode.word());
    json.put("verdict", word(report.verdict()));
    report
        .verifiedUntil()
        .ifPresentOrElse(
            until -> json.put("verified_frontier", until.toString()),
            () -> json.putNull("verified_frontier"));
    Report.Counts counts = report.counts();
    json.put("items", counts.items());
    json.put("rows", counts.rowsScanned());
    json.put("compared", counts.compared());
    ObjectNode kinds = json.putObject("differences");
    report.kinds().forEach((kind, number) -> kinds.put(kind.word(), number));
    json.put("expired", counts.expired());
    json.put("beyond_frontier", report.beyond());
    json.put("longest_ms", report.longest().toMillis());
    json.put("generations", counts.generations());
    json.put("changes", counts.changes());
    json.put("last_generation_ms", counts.lastGeneration().toMillis());
    json.put("read_units", counts.readUnits());
    put(json, counts.asItems());
    counts
        .buckets()
        .ifPresent(
            buckets ->
                json.putObject("buckets")
                    .put("all", buckets.all())
                    .put("differing", buckets.differing()));
    if (mode instanceof VerifySettings.Mode.Sample) {
      json.put("share_wrong_below", bound(report));
      json.put("confidence", 0.95);
    }
    ArrayNode unknown = json.putArray("unknown");
    report.doubts().forEach(unknown::add);
    return json;
  }

  /** What was compared as items. */
  static void put(ObjectNode json, AsItems.Counts counts) {
    ObjectNode asItems = json.putObject("as_items");
    asItems.put("compared", counts.compared()).put("left_out", counts.leftOut());
    counts.names().forEach(asItems.putArray("attributes")::add);
    counts.refusal().ifPresent(reason -> asItems.put("reason", reason));
  }

  /** What was compared as items, for people. */
  static String line(AsItems.Counts counts) {
    if (counts.refusal().isPresent()) {
      return "No row was turned back into an item: " + counts.refusal().get() + ".";
    }
    String names = counts.names().isEmpty() ? "" : " (" + String.join(", ", counts.names()) + ")";
    return String.format(
        Locale.ROOT,
        "%,d values turned back and compared with items, %,d not%s.",
        counts.compared(),
        counts.leftOut(),
        names);
  }

  private static String line(Report.Buckets buckets) {
    return String.format(
        Locale.ROOT,
        "%,d of %,d parts of the table had other digests; their rows were compared one by one.",
        buckets.differing(),
        buckets.all());
  }

  /** As it stands in JSON. */
  static String word(Report.Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  /** Of a sample: below which share of all items wrong ones lie, with 95 % confidence. */
  static double bound(Report report) {
    return Sample.upperBound(report.differences().size(), report.counts().items());
  }

  /**
   * For people: the first differences, then what sums up, then the verdict.
   *
   * @param shown how many differences at most
   */
  public static List<String> lines(Report report, VerifySettings.Mode mode, int shown) {
    List<String> lines = new ArrayList<>();
    report.differences().stream().limit(shown).forEach(one -> lines.add(line(one)));
    long more = report.differences().size() - (long) shown;
    if (more > 0) {
      lines.add("and " + more + " more; --json lists all");
    }
    report.doubts().forEach(lines::add);
    Report.Counts counts = report.counts();
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d generations looked at %,d changes again; the last one took %.1f s. %,d pairs"
                + " compared, %,d items expired, %,d beyond the frontier.",
            counts.generations(),
            counts.changes(),
            counts.lastGeneration().toMillis() / 1e3,
            counts.compared(),
            counts.expired(),
            report.beyond()));
    lines.add(line(counts.asItems()));
    counts.buckets().ifPresent(buckets -> lines.add(line(buckets)));
    if (mode instanceof VerifySettings.Mode.Sample) {
      lines.add(
          String.format(
              Locale.ROOT,
              "With 95 %% confidence fewer than %.4f %% of all items are wrong. Rows without an"
                  + " item are not seen in a sample.",
              100 * bound(report)));
    }
    lines.add(verdict(report));
    return lines;
  }

  private static String verdict(Report report) {
    Report.Counts counts = report.counts();
    return "%s: %s, %s%s"
        .formatted(
            report.verdict(),
            counts.items() == 0 && counts.rowsScanned() == 0
                ? counts.compared() + " pairs compared"
                : "%d items, %d rows".formatted(counts.items(), counts.rowsScanned()),
            words(report.kinds()),
            report.verifiedUntil().map(until -> "; verified up to " + until).orElse(""));
  }

  /** How many of each kind there are; those that everybody asks for also where there is none. */
  static String words(Map<DifferenceKind, Long> kinds) {
    return kinds.entrySet().stream()
        .filter(kind -> kind.getValue() > 0 || isUsual(kind.getKey()))
        .map(kind -> kind.getValue() + " " + kind.getKey().word().replace('_', ' '))
        .collect(Collectors.joining(", "));
  }

  private static boolean isUsual(DifferenceKind kind) {
    return kind == DifferenceKind.MISSING
        || kind == DifferenceKind.EXTRA
        || kind == DifferenceKind.DIFFERENT;
  }

  static String line(Difference difference) {
    String words = difference.kind().word().replace('_', ' ');
    String row = difference.pair().row().map(key -> " row " + key).orElse("");
    String item = difference.pair().item().map(key -> " of item " + key).orElse(" of no item");
    String columns = difference.columns().isEmpty() ? "" : ", columns " + difference.columns();
    String reason = difference.reason().isEmpty() ? "" : ": " + difference.reason();
    return words + ":" + row + item + columns + reason + values(difference.values());
  }

  private static String values(Map<String, List<String>> values) {
    return values.entrySet().stream()
        .map(
            entry ->
                "%n    %s: expected %s, found %s"
                    .formatted(entry.getKey(), entry.getValue().get(0), entry.getValue().get(1)))
        .collect(Collectors.joining());
  }
}
