package dev.messina.cli.verify;

import dev.messina.verification.check.Difference;
import dev.messina.verification.check.Generation;
import dev.messina.verification.check.Report;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A report as one page of HTML that needs no other file: the verdict first, then the counts, how
 * they came about, and the first differences. Whatever comes from a table is escaped.
 */
public final class ReportPage {

  private static final int DIFFERENCES_MAX = 200;

  private static final String STYLE =
      """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
.verified { color: #176b2c; } .differences { color: #a3140f; } .unknown { color: #7a5200; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { border: 1px solid #ccc; padding: .3rem .5rem; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
svg { width: 100%; height: 8rem; background: #f6f6f6; } polyline { fill: none; stroke: #245; }
figure { margin: 1rem 0; } figcaption { font-size: .9rem; }
@media (prefers-color-scheme: dark) { body { background: #161616; color: #ddd; }
  svg { background: #222; } polyline { stroke: #9bd; } .verified { color: #6c6; }
  .differences { color: #f77; } .unknown { color: #db6; } th, td { border-color: #555; } }
""";

  private final Report report;
  private final String title;
  private final StringBuilder page = new StringBuilder();

  private ReportPage(Report report, String title) {
    this.report = report;
    this.title = title;
  }

  /**
   * The page.
   *
   * @param title what was verified
   */
  public static String of(Report report, String title) {
    return new ReportPage(report, title).html();
  }

  private String html() {
    String verdict = report.verdict().name().toLowerCase(Locale.ROOT);
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\">")
        .append("<meta http-equiv=\"Content-Security-Policy\"")
        .append(" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
    element("title", "", title + ": " + verdict);
    page.append("<style>").append(STYLE).append("</style></head><body>\n");
    element("h1", "id=\"verdict\" class=\"" + verdict + "\"", verdict(verdict));
    report.doubts().forEach(doubt -> element("p", "class=\"unknown\"", doubt));
    counts();
    plots();
    differences();
    element("p", "", "Made at " + report.ended() + ".");
    return page.append("</body></html>\n").toString();
  }

  private String verdict(String word) {
    String until =
        report
            .verifiedUntil()
            .map(time -> (word.equals("verified") ? " up to " : ", verified up to ") + time)
            .orElse("");
    return title + ": " + word + until;
  }

  private void counts() {
    Report.Counts counts = report.counts();
    page.append("<h2>Counts</h2>\n<table id=\"counts\"><tbody>\n");
    count("items", counts.items());
    count("rows", counts.rowsScanned());
    report.kinds().forEach((kind, number) -> count(kind.word().replace('_', ' '), number));
    count("expired", counts.expired());
    count("beyond the frontier", report.beyond());
    count("pairs compared", counts.compared());
    count("changes looked at again", counts.changes());
    count("generations", counts.generations());
    row("longest difference", seconds(report.longest()));
    row("last generation: what a final check costs", seconds(counts.lastGeneration()));
    row("read units", String.format(Locale.ROOT, "%,.1f", counts.readUnits()));
    page.append("</tbody></table>\n");
  }

  private void count(String name, long number) {
    row(name, String.format(Locale.ROOT, "%,d", number));
  }

  private void row(String name, String value) {
    page.append("<tr>");
    element("th", "scope=\"row\"", name);
    element("td", "", value);
    page.append("</tr>\n");
  }

  private void plots() {
    if (report.history().isEmpty()) {
      return;
    }
    page.append("<h2>Generations</h2>\n");
    plot("changes looked at again", Generation::changes);
    plot("open differences", Generation::open);
    plot("differences that count", Generation::settled);
    plot("seconds from the verified frontier to the present", ReportPage::lagSeconds);
  }

  private static double lagSeconds(Generation generation) {
    return generation
        .verifiedUntil()
        .map(until -> Duration.between(until, generation.at()).toMillis() / 1e3)
        .orElse(0.0);
  }

  private void plot(String name, ToDoubleFunction<Generation> value) {
    List<Generation> history = report.history();
    double most = Math.max(1e-9, history.stream().mapToDouble(value).max().orElse(0));
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < history.size(); i++) {
      double x = history.size() == 1 ? 0 : 1_000.0 * i / (history.size() - 1);
      double y = 100 - 96 * value.applyAsDouble(history.get(i)) / most;
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
    }
    String last = number(value.applyAsDouble(history.get(history.size() - 1)));
    page.append("<figure>");
    element(
        "figcaption",
        "",
        "%s: at most %s, at last %s".formatted(name, number(most < 1e-6 ? 0 : most), last));
    page.append("<svg viewBox=\"0 0 1000 100\" preserveAspectRatio=\"none\" role=\"img\"")
        .append(" aria-label=\"")
        .append(escaped(name))
        .append("\"><polyline vector-effect=\"non-scaling-stroke\" stroke-width=\"2\" points=\"")
        .append(points)
        .append("\"/></svg></figure>\n");
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : String.format(Locale.ROOT, "%,.1f", value);
  }

  private void differences() {
    List<Difference> all = report.differences();
    if (all.isEmpty()) {
      return;
    }
    element("h2", "", "Differences");
    page.append("<table id=\"differences\"><thead><tr>");
    List.of("class", "item", "row", "columns", "since")
        .forEach(name -> element("th", "scope=\"col\"", name));
    page.append("</tr></thead><tbody>\n");
    all.stream().limit(DIFFERENCES_MAX).forEach(this::difference);
    page.append("</tbody></table>\n");
    if (all.size() > DIFFERENCES_MAX) {
      element("p", "", "and %,d more".formatted(all.size() - DIFFERENCES_MAX));
    }
  }

  private void difference(Difference difference) {
    page.append("<tr>");
    element("td", "", difference.kind().word().replace('_', ' '));
    element("td", "", text(difference.pair().item()));
    element("td", "", text(difference.pair().row()));
    element("td", "", columns(difference));
    element("td", "", difference.since() + (difference.settled() ? "" : ", not settled"));
    page.append("</tr>\n");
  }

  private static String columns(Difference difference) {
    if (!difference.reason().isEmpty()) {
      return difference.reason();
    }
    Map<String, List<String>> values = difference.values();
    return difference.columns().stream()
        .map(
            column ->
                values.containsKey(column)
                    ? "%s: expected %s, found %s"
                        .formatted(column, values.get(column).get(0), values.get(column).get(1))
                    : column)
        .collect(Collectors.joining("; "));
  }

  private static String text(Optional<?> key) {
    return key.map(Object::toString).orElse("none");
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%,.1f s", duration.toMillis() / 1e3);
  }

  private void element(String name, String attributes, String text) {
    page.append('<')
        .append(name)
        .append(attributes.isEmpty() ? "" : " ")
        .append(attributes)
        .append('>')
        .append(escaped(text))
        .append("</")
        .append(name)
        .append('>');
  }

  /** What a browser takes as text, whatever it holds; control characters as their pictures. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(point < ' ' ? point + 0x2400 : point);
              }
            });
    return escaped.toString();
  }
}
