package dev.messina.cli.verify;

import dev.messina.verification.check.Difference;
import dev.messina.verification.check.Generation;
import dev.messina.verification.check.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A report as one page of HTML that needs no other file: the verdict first, then the counts, how
 * they came about, and the first differences side by side. Whatever comes from a table is escaped.
 */
public final class ReportPage {

  private static final int DIFFERENCES_MAX = 200;
  private static final int VALUE_MAX = 2_000;
  private static final double MILLIS_PER_SECOND = 1_000;
  private static final String STYLE = "report.css";

  private final Report report;
  private final VerifySettings.Mode mode;
  private final String title;
  private final List<PassCourse.Phase> pass;
  private final Markup page = new Markup();

  private ReportPage(
      Report report, VerifySettings.Mode mode, String title, List<PassCourse.Phase> pass) {
    this.report = report;
    this.mode = mode;
    this.title = title;
    this.pass = pass;
  }

  /**
   * The page.
   *
   * @param title what was verified
   * @param pass how far the pass was at which time; none if there was no pass
   */
  public static String of(
      Report report, VerifySettings.Mode mode, String title, List<PassCourse.Phase> pass) {
    return new ReportPage(report, mode, title, pass).html();
  }

  private String html() {
    String verdict = ReportForms.word(report.verdict());
    page.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .raw("<meta name=\"color-scheme\" content=\"light dark\">")
        .raw("<meta http-equiv=\"Content-Security-Policy\"")
        .raw(" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
    page.element("title", "", verdict + ": " + title);
    page.raw("<style>\n").raw(style()).raw("</style></head><body>\n");
    page.open("header", "class=\"" + verdict + "\"");
    page.element("h1", "id=\"verdict\"", verdict).element("p", "id=\"title\"", title);
    page.element("p", "id=\"until\"", until()).close("header").raw("\n");
    report.doubts().forEach(doubt -> page.element("p", "class=\"doubt\"", doubt).raw("\n"));
    counts();
    plots();
    differences();
    page.element("footer", "", "Made at " + report.ended() + " by messina verify.");
    return page.raw("</body></html>\n").toString();
  }

  private String until() {
    String until =
        report
            .verifiedUntil()
            .map(time -> "verified up to " + time)
            .orElse("up to when all is verified is unknown");
    return switch (report.verdict()) {
      case VERIFIED -> "All that was compared is the same on both sides, " + until + ".";
      case DIFFERENCES ->
          "%,d differences count, %s.".formatted(report.differences().size(), until);
      case UNKNOWN -> "No difference counts, but not all is known; " + until + ".";
    };
  }

  private void counts() {
    Report.Counts counts = report.counts();
    page.element("h2", "", "Counts").open("dl", "id=\"counts\"").raw("\n");
    count("items", counts.items());
    count("rows", counts.rowsScanned());
    report.kinds().forEach((kind, number) -> count(kind.word().replace('_', ' '), number));
    count("expired", counts.expired());
    count("beyond the frontier", report.beyond());
    count("pairs compared", counts.compared());
    count("values compared as items", counts.asItems().compared());
    count("values not compared as items", counts.asItems().leftOut());
    if (counts.buckets().isPresent()) {
      count("parts of the table", counts.buckets().get().all());
      count("parts with other digests", counts.buckets().get().differing());
    }
    count("changes looked at again", counts.changes());
    count("generations", counts.generations());
    count("oldest difference", seconds(report.longest()));
    count("last generation", seconds(counts.lastGeneration()));
    count("read units", String.format(Locale.ROOT, "%,.1f", counts.readUnits()));
    page.close("dl").raw("\n");
    if (mode instanceof VerifySettings.Mode.Sample) {
      String share =
          String.format(
              Locale.ROOT,
              "Of a sample: with 95 %% confidence fewer than %.4f %% of all items are wrong."
                  + " Rows without an item are not seen in one.",
              100 * ReportForms.bound(report));
      page.element("p", "id=\"sample\"", share).raw("\n");
    }
  }

  private void count(String name, long number) {
    count(name, String.format(Locale.ROOT, "%,d", number));
  }

  private void count(String name, String value) {
    page.open("div", "").element("dt", "", name).element("dd", "", value).close("div").raw("\n");
  }

  private void plots() {
    List<ReportPlot> plots = new ArrayList<>();
    if (!pass.isEmpty()) {
      plots.add(
          new ReportPlot("progress", "Read in the pass", pass.stream().map(this::line).toList()));
    }
    if (!report.history().isEmpty()) {
      plots.add(
          new ReportPlot(
              "changes",
              "Changes looked at again",
              List.of(line("all", one -> OptionalDouble.of(one.changes())))));
      plots.add(
          new ReportPlot(
              "lag",
              "Age of the verified frontier, seconds",
              List.of(line("age", ReportPage::lagSeconds))));
      plots.add(
          new ReportPlot(
              "open",
              "Open differences",
              List.of(
                  line("open", one -> OptionalDouble.of(one.open().all())),
                  line("those that count", one -> OptionalDouble.of(one.open().settled())))));
    }
    if (!plots.isEmpty()) {
      page.element("h2", "", "Course").open("div", "id=\"plots\"").raw("\n");
      plots.forEach(plot -> plot.write(page));
      page.close("div").raw("\n");
    }
  }

  private ReportPlot.Line line(PassCourse.Phase phase) {
    return new ReportPlot.Line(
        phase.words(),
        phase.points().stream()
            .map(point -> new ReportPlot.Point(point.at(), OptionalDouble.of(point.done())))
            .toList());
  }

  private ReportPlot.Line line(String name, Function<Generation, OptionalDouble> value) {
    return new ReportPlot.Line(
        name,
        report.history().stream()
            .map(one -> new ReportPlot.Point(one.at(), value.apply(one)))
            .toList());
  }

  private static OptionalDouble lagSeconds(Generation generation) {
    return generation
        .verifiedUntil()
        .map(until -> Duration.between(until, generation.at()).toMillis() / MILLIS_PER_SECOND)
        .map(age -> OptionalDouble.of(Math.max(0, age)))
        .orElse(OptionalDouble.empty());
  }

  private void differences() {
    List<Difference> all = report.differences();
    if (all.isEmpty()) {
      return;
    }
    page.element("h2", "", "Differences").open("table", "id=\"differences\"");
    page.open("thead", "").open("tr", "");
    List.of("Class", "Item's side", "Row's side")
        .forEach(name -> page.element("th", "scope=\"col\"", name));
    page.close("tr").close("thead").raw("\n");
    all.stream().limit(DIFFERENCES_MAX).forEach(this::difference);
    page.close("table").raw("\n");
    if (all.size() > DIFFERENCES_MAX) {
      page.element("p", "id=\"more\"", "and %,d more".formatted(all.size() - DIFFERENCES_MAX));
    }
  }

  private void difference(Difference difference) {
    page.open("tbody", "").open("tr", "class=\"keys\"");
    page.open("th", "scope=\"row\"");
    page.element("span", "class=\"class\"", difference.kind().word().replace('_', ' '));
    page.raw(" ").element("small", "", "since " + difference.since());
    difference
        .writeMicros()
        .ifPresent(micros -> page.raw(" ").element("small", "", "row written " + written(micros)));
    if (!difference.settled()) {
      page.raw(" ").element("small", "", "not settled");
    }
    page.close("th");
    page.element("td", "", difference.pair().item().map(Object::toString).orElse("no item"));
    page.element("td", "", difference.pair().row().map(Object::toString).orElse("no row"));
    page.close("tr").raw("\n");
    if (!difference.reason().isEmpty()) {
      page.open("tr", "").element("th", "scope=\"row\"", "reason");
      page.element("td", "colspan=\"2\"", difference.reason()).close("tr").raw("\n");
    }
    difference.columns().forEach(column -> column(column, difference.values().get(column)));
    page.close("tbody").raw("\n");
  }

  /**
   * @param values what is expected and what was found; null where values are not wanted
   */
  private void column(String name, List<String> values) {
    page.open("tr", "class=\"column\"").element("th", "scope=\"row\"", name);
    if (values == null) {
      page.element("td", "colspan=\"2\" class=\"hidden\"", "differs");
    } else {
      values.forEach(value -> page.element("td", "", cut(value)));
    }
    page.close("tr").raw("\n");
  }

  /** The page stays one that a browser opens, whatever the values' size. */
  private static String cut(String value) {
    int length = value.codePointCount(0, value.length());
    return length <= VALUE_MAX
        ? value
        : "%s… and %,d characters more"
            .formatted(
                value.substring(0, value.offsetByCodePoints(0, VALUE_MAX)), length - VALUE_MAX);
  }

  private static String written(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%,.1f s", duration.toMillis() / MILLIS_PER_SECOND);
  }

  private static String style() {
    try (InputStream style = ReportPage.class.getResourceAsStream(STYLE)) {
      return new String(style.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The style of the report cannot be read", unreadable);
    }
  }
}
