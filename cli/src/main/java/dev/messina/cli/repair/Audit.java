package dev.messina.cli.repair;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.cli.verify.Migration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;

/** Who has repaired what, when and why: lines of JSON that are only ever added to. No values. */
final class Audit {

  private final Path file;
  private final Clock clock;
  private final String run;

  private Audit(Path file, Clock clock, String run) {
    this.file = file;
    this.clock = clock;
    this.run = run;
  }

  /**
   * Begins a run.
   *
   * @param folder where the file is or will be
   * @param run an id of the run
   * @throws UncheckedIOException if nothing can be written there
   */
  static Audit begin(Path folder, Migration migration, String run, String why, Clock clock) {
    Audit audit =
        new Audit(
            folder.resolve(migration.sink().name() + "-" + migration.target() + ".jsonl"),
            clock,
            run);
    try {
      Files.createDirectories(folder);
    } catch (IOException refused) {
      throw new UncheckedIOException("The folder " + folder + " cannot be made", refused);
    }
    ObjectNode begins = audit.line("begin").put("user", System.getProperty("user.name"));
    begins.put("source", migration.source().name()).put("sink", migration.sink().name());
    begins.put("table", migration.table()).put("target", migration.target()).put("why", why);
    audit.write(List.of(begins));
    return audit;
  }

  /** What a run is about to do, or has done. */
  void steps(String type, List<Repaired> steps) {
    write(steps.stream().map(step -> step.addTo(line(type))).toList());
  }

  /** How a run has ended. */
  void end(RepairReport report) {
    write(List.of(report.addTo(line("end"))));
  }

  private ObjectNode line(String type) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", type)
        .put("run", run)
        .put("at", clock.instant().toString());
  }

  private void write(List<ObjectNode> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    try {
      Files.writeString(
          file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException refused) {
      throw new UncheckedIOException("The audit " + file + " cannot be written", refused);
    }
  }

  Path file() {
    return file;
  }
}
