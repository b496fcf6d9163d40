package dev.messina.source.metrics;

import dev.messina.source.metrics.MetricAttributes.Metric;
import dev.messina.source.metrics.SourceMetrics.BeanNames;
import dev.messina.source.metrics.SourceMetrics.TaskIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the code gives, as text: for the page and for the list of names. */
final class MetricsReference {

  private MetricsReference() {}

  /** The page with the tables between its marks as they ought to be. */
  static String corrected(String page) {
    String corrected = page;
    corrected = between(corrected, "snapshot", table("attribute", SnapshotMetrics.ALL));
    corrected = between(corrected, "streaming", table("attribute", StreamAttributes.ALL));
    corrected = between(corrected, "shards", table("column", ShardRows.COLUMNS));
    return between(corrected, "task", table("attribute", SourceMetrics.ALL));
  }

  /** Every name that others may have written down. */
  static String names() {
    TaskIdentity task = new TaskIdentity("<topic.prefix>", "<connector>", "<task>");
    BeanNames names = new BeanNames(task);
    List<String> lines = new ArrayList<>();
    add(lines, names.table("snapshot", "<table>").toString(), "snapshot", SnapshotMetrics.ALL);
    add(lines, names.table("streaming", "<table>").toString(), "streaming", StreamAttributes.ALL);
    lines.add("    " + ShardRows.KEY + " string");
    ShardRows.COLUMNS.forEach(column -> lines.add("    " + column.name() + " " + type(column)));
    add(lines, names.task().toString(), "task", SourceMetrics.ALL);
    return String.join("\n", lines) + "\n";
  }

  private static <T> void add(
      List<String> lines, String bean, String context, List<Metric<T>> metrics) {
    lines.add(bean);
    for (Metric<T> metric : metrics) {
      String connect =
          metric.inConnect()
              ? " = plugins:context=" + context + ":" + ConnectGauges.name(metric.name())
              : "";
      lines.add("  " + metric.name() + " " + type(metric) + connect);
    }
  }

  private static <T> String table(String head, List<Metric<T>> metrics) {
    return metrics.stream()
        .map(
            metric ->
                "| `%s` | %s | %s |\n"
                    .formatted(
                        metric.name(),
                        type(metric),
                        metric.text() + (metric.inConnect() ? " (also in Connect)" : "")))
        .collect(Collectors.joining("", "| " + head + " | type | meaning |\n|---|---|---|\n", ""));
  }

  private static String type(Metric<?> metric) {
    String name = metric.type().getClassName();
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "Long" -> "long";
      case "Double" -> "double";
      case "Boolean" -> "boolean";
      case "String" -> "string";
      default -> "table";
    };
  }

  private static String between(String page, String mark, String text) {
    Pattern section =
        Pattern.compile(
            "(<!-- begin " + mark + " -->\n).*?(<!-- end " + mark + " -->)", Pattern.DOTALL);
    Matcher found = section.matcher(page);
    if (!found.find()) {
      throw new IllegalStateException("The page has no marks for '" + mark + "'");
    }
    return found.replaceFirst("$1" + Matcher.quoteReplacement(text) + "$2");
  }
}
