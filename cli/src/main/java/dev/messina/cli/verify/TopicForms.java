package dev.messina.cli.verify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.verification.check.Difference;
import dev.messina.verification.check.TopicReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The forms of what a comparison with the topic has found: lines of JSON, and text for people. */
public final class TopicForms {

  private TopicForms() {}

  /** A line for each difference, then one that sums up. */
  public static List<String> json(TopicReport report) {
    List<String> lines = new ArrayList<>();
    report.differences().forEach(one -> lines.add(json(one, report, true)));
    report.doubtful().forEach(one -> lines.add(json(one, report, false)));
    lines.add(summary(report).toString());
    return lines;
  }

  private static String json(Difference difference, TopicReport report, boolean counts) {
    return ReportForms.json(difference, report.ended()).put("settled", counts).toString();
  }

  private static ObjectNode summary(TopicReport report) {
    TopicReport.Counts counts = report.counts();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "summary")
            .put("mode", new VerifySettings.Mode.FromTopic().word())
            .put("verdict", report.verdict().name().toLowerCase(Locale.ROOT))
            .put("changes", counts.changes())
            .put("items", counts.items())
            .put("compared", counts.compared());
    ObjectNode kinds = json.putObject("differences");
    report.kinds().forEach((kind, number) -> kinds.put(kind.word(), number));
    json.put("doubtful", report.doubtful().size())
        .put("in_flight", report.inFlight())
        .put("expired", counts.expired())
        .put("not_compared", counts.notCompared())
        .put("read_units", counts.readUnits());
    ReportForms.put(json, counts.asItems());
    ArrayNode unknown = json.putArray("unknown");
    report.doubts().forEach(unknown::add);
    ArrayNode notSeen = json.putArray("not_seen");
    report.notSeen().forEach(notSeen::add);
    return json;
  }

  /**
   * For people: the first differences, why not all is known, what is never seen, the verdict.
   *
   * @param shown how many differences at most
   */
  public static List<String> lines(TopicReport report, int shown) {
    List<String> lines = new ArrayList<>();
    report.differences().stream().limit(shown).map(ReportForms::line).forEach(lines::add);
    report.doubtful().stream()
        .limit(Math.max(0, shown - report.differences().size()))
        .forEach(one -> lines.add("perhaps " + ReportForms.line(one)));
    long more = report.differences().size() + report.doubtful().size() - (long) shown;
    if (more > 0) {
      lines.add("and " + more + " more; --json lists all");
    }
    lines.addAll(report.doubts());
    lines.add(ReportForms.line(report.counts().asItems()));
    report.notSeen().forEach(what -> lines.add("Not seen: " + what + "."));
    lines.add(
        "%s: %d changes of %d items on the topic, %s"
            .formatted(
                report.verdict(),
                report.counts().changes(),
                report.counts().items(),
                ReportForms.words(report.kinds())));
    return lines;
  }
}
