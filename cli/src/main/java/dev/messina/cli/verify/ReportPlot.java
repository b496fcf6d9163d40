package dev.messina.cli.verify;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Values over time as a figure with inline SVG. Where a value is not known the line is broken.
 *
 * @param id of the figure
 * @param title what is shown, with its unit
 * @param lines one or two
 */
record ReportPlot(String id, String title, List<Line> lines) {

  private static final double WIDTH = 1_000;
  private static final double HEIGHT = 100;

  /**
   * One line.
   *
   * @param name what it shows
   * @param points by time
   */
  record Line(String name, List<Point> points) {

    private String summary() {
      List<Double> known =
          points.stream().flatMapToDouble(point -> point.value().stream()).boxed().toList();
      OptionalDouble last = points.get(points.size() - 1).value();
      long unknown = (long) points.size() - known.size();
      return "%s: at most %s, at last %s%s"
          .formatted(
              name,
              known.stream().max(Double::compare).map(ReportPlot::number).orElse("unknown"),
              last.isPresent() ? number(last.getAsDouble()) : "unknown",
              unknown > 0 ? ", unknown %,d times".formatted(unknown) : "");
    }
  }

  /** A value, empty where it is not known. */
  record Point(Instant at, OptionalDouble value) {}

  void write(Markup page) {
    double top = top();
    page.open("figure", "id=\"" + id + "\"");
    page.open("figcaption", "").element("strong", "", title);
    for (int i = 0; i < lines.size(); i++) {
      page.raw(" ").element("span", "class=\"line" + i + "\"", lines.get(i).summary());
    }
    page.close("figcaption").open("div", "class=\"plot\"");
    page.open("div", "class=\"scale\"").element("span", "class=\"top\"", number(top));
    page.element("span", "", "0").close("div");
    page.raw("<svg viewBox=\"0 0 1000 100\" preserveAspectRatio=\"none\" role=\"img\"")
        .raw(" aria-label=\"" + Markup.escaped(title) + "\">");
    page.raw("<path class=\"grid\" d=\"M0 0H1000M0 50H1000M0 100H1000\"/>");
    for (int i = 0; i < lines.size(); i++) {
      curve(page, i, top);
    }
    page.raw("</svg>").open("div", "class=\"times\"");
    page.element("time", "class=\"from\"", from().truncatedTo(ChronoUnit.SECONDS).toString());
    page.element("time", "class=\"to\"", to().truncatedTo(ChronoUnit.SECONDS).toString());
    page.close("div").close("div").close("figure").raw("\n");
  }

  private void curve(Markup page, int line, double top) {
    StringBuilder part = new StringBuilder();
    for (Point point : lines.get(line).points()) {
      if (point.value().isPresent()) {
        part.append(String.format(Locale.ROOT, "%.2f,", x(point.at())));
        part.append(
            String.format(Locale.ROOT, "%.5f ", HEIGHT * (1 - point.value().getAsDouble() / top)));
      } else {
        part(page, line, part);
      }
    }
    part(page, line, part);
  }

  /** A point alone is given twice: its round ends make it a dot. */
  private static void part(Markup page, int line, StringBuilder points) {
    if (points.isEmpty()) {
      return;
    }
    String text = points.toString().trim();
    page.raw("<polyline class=\"line" + line + "\" points=\"")
        .raw(text.contains(" ") ? text : text + " " + text)
        .raw("\"/>");
    points.setLength(0);
  }

  private double x(Instant at) {
    double whole = Duration.between(from(), to()).toMillis();
    return whole == 0 ? 0 : WIDTH * Duration.between(from(), at).toMillis() / whole;
  }

  private Instant from() {
    return points().map(Point::at).min(Instant::compareTo).orElseThrow();
  }

  private Instant to() {
    return points().map(Point::at).max(Instant::compareTo).orElseThrow();
  }

  private Stream<Point> points() {
    return lines.stream().flatMap(line -> line.points().stream());
  }

  /** The next of 1, 2 and 5 times a power of ten that is not below any value. */
  private double top() {
    double most = points().flatMapToDouble(point -> point.value().stream()).max().orElse(0);
    double power = 1;
    while (true) {
      for (int factor : new int[] {1, 2, 5}) {
        if (factor * power >= most) {
          return factor * power;
        }
      }
      power *= 10;
    }
  }

  static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : String.format(Locale.ROOT, "%,.1f", value);
  }
}
