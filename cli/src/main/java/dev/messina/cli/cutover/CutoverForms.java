package dev.messina.cli.cutover;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.messina.cli.cutover.CutoverOutcome.State;
import dev.messina.cli.cutover.CutoverOutcome.Steps;
import dev.messina.cli.drain.DrainForms;
import dev.messina.cli.drain.Drained;
import dev.messina.cli.ready.GateVerdict;
import dev.messina.cli.ready.ReadyForms;
import dev.messina.cli.verify.Migration;
import dev.messina.cli.verify.ReportForms;
import dev.messina.cli.verify.VerifySettings;
import dev.messina.verification.check.Report;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a cut-over has ended, for programs and for people. docs/migrate.md has the fields. */
public final class CutoverForms {

  private static final VerifySettings.Mode MODE =
      new VerifySettings.Mode.SinceVerified(Optional.empty(), true);

  private CutoverForms() {}

  /** All of it, as one object. */
  public static ObjectNode json(CutoverOutcome outcome) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    Steps steps = outcome.steps();
    Migration migration = steps.before().migration();
    json.put("at", outcome.at().toString());
    json.put("state", outcome.state().name().toLowerCase(Locale.ROOT));
    json.put("dry_run", outcome.dryRun());
    json.put("source", migration.source().name());
    json.put("sink", migration.sink().name());
    json.put("table", migration.table());
    json.put("target", migration.target());
    json.put(
        "writers_stopped",
        steps
            .drained()
            .filter(any -> !outcome.dryRun())
            .map(Drained::until)
            .map(Instant::toString)
            .orElse(null));
    json.set("ready", ReadyForms.json(steps.before()));
    json.putNull("drain");
    steps.drained().ifPresent(drained -> json.set("drain", DrainForms.json(drained, outcome.at())));
    json.putNull("late_changes");
    steps.late().ifPresent(late -> json.put("late_changes", late.changes()));
    json.putNull("verify");
    steps.report().ifPresent(report -> json.putRawValue("verify", new RawValue(summary(report))));
    json.putNull("ready_at_the_end");
    steps.last().ifPresent(last -> json.set("ready_at_the_end", ReadyForms.json(last)));
    json.put("archive", outcome.archive().map(Path::toString).orElse(null));
    json.putArray("next");
    next(outcome).forEach(json.withArray("next")::add);
    return json;
  }

  private static String summary(Report report) {
    List<String> lines = ReportForms.json(report, MODE);
    return lines.get(lines.size() - 1);
  }

  /** For people; the last line says how it has ended. */
  public static List<String> lines(CutoverOutcome outcome) {
    Steps steps = outcome.steps();
    List<String> lines = new ArrayList<>();
    GateVerdict gate = steps.last().orElse(steps.before());
    if (outcome.state() == State.NOT_READY || gate.state() == GateVerdict.State.UNKNOWN) {
      lines.addAll(ReadyForms.lines(gate));
    }
    steps.drained().ifPresent(drained -> lines.addAll(DrainForms.lines(drained, outcome.at())));
    steps.report().ifPresent(report -> lines.addAll(ReportForms.lines(report, MODE, 20)));
    outcome.archive().ifPresent(folder -> lines.add("The reports are in " + folder + "."));
    lines.addAll(next(outcome));
    lines.add(verdict(outcome));
    return lines;
  }

  private static List<String> next(CutoverOutcome outcome) {
    List<String> next = new ArrayList<>();
    String target = outcome.steps().before().migration().target();
    boolean stopped = outcome.steps().drained().isPresent() && !outcome.dryRun();
    switch (outcome.state()) {
      case GO -> {
        if (outcome.dryRun()) {
          next.add("Do it: messina cutover, and stop the writers when it says so.");
        } else {
          next.add(
              "Stop the sink, so that a writer that was forgotten changes nothing there: PUT"
                  + " /connectors/%s/stop."
                      .formatted(outcome.steps().before().migration().sink().name()));
          next.add("Have the application read and write %s, and start it.".formatted(target));
          outcome.after().forEach(statement -> next.add("Then: " + statement));
          next.add("When nobody needs DynamoDB any more: messina end.");
        }
      }
      case NOT_READY -> next.add("Do what is said above, then try again.");
      case NOT_DRAINED -> next.add("See messina status for the cause, then try again.");
      case STILL_WRITTEN ->
          next.add(
              "%d changes were made after the writers had stopped, the newest at %s. Find who still"
                      .formatted(
                          outcome.steps().late().orElseThrow().changes(),
                          Instant.ofEpochMilli(outcome.steps().late().orElseThrow().newestMillis()))
                  + " writes the table.");
      case DIFFERENCES -> next.add("Mend what is told with messina repair, then try again.");
      case UNKNOWN -> {
        outcome
            .steps()
            .late()
            .filter(late -> late.untimed() > 0)
            .ifPresent(
                late ->
                    next.add(
                        ("Of %d changes the topic does not tell when they were made; it needs"
                                + " message.timestamp.type=CreateTime.")
                            .formatted(late.untimed())));
        next.add("Put right what cannot be read, then try again.");
      }
    }
    if (stopped && outcome.state() != State.GO) {
      next.add("Have the writers write to DynamoDB again.");
    }
    return next;
  }

  private static String verdict(CutoverOutcome outcome) {
    String ran = outcome.dryRun() ? "dry run: " : "";
    return "cutover: "
        + ran
        + switch (outcome.state()) {
          case GO -> outcome.dryRun() ? "would go" : "go";
          case NOT_READY -> "no, not ready; nothing was changed";
          case NOT_DRAINED -> "cancelled, not drained in time; nothing was changed";
          case STILL_WRITTEN -> "cancelled, the table is still written; nothing was changed";
          case DIFFERENCES -> "no, differences";
          case UNKNOWN -> "no, not all can be read; nothing was changed";
        };
  }
}
