package dev.messina.cli.cutover;

import dev.messina.cli.frontier.FrontierForms;
import dev.messina.cli.ready.GateVerdict;
import dev.messina.cli.ready.ReadyForms;
import dev.messina.cli.status.MigrationStatus;
import dev.messina.cli.status.StatusForms;
import dev.messina.cli.verify.Migration;
import dev.messina.cli.verify.PassCourse;
import dev.messina.cli.verify.ReportForms;
import dev.messina.cli.verify.ReportPage;
import dev.messina.cli.verify.VerifySettings;
import dev.messina.verification.check.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** A folder with all that a cut-over has found. No values of items. */
final class Archive {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final VerifySettings.Mode MODE =
      new VerifySettings.Mode.SinceVerified(Optional.empty(), true);

  private final Optional<Path> place;

  /**
   * @param place where the folder is made; empty for the usual place
   */
  Archive(Optional<Path> place) {
    this.place = place;
  }

  /**
   * Writes it.
   *
   * @return the folder
   * @throws UncheckedIOException if it cannot be written
   */
  Path write(
      Migration migration, CutoverOutcome outcome, MigrationStatus status, PassCourse course) {
    String name = migration.sink().name() + "-" + migration.target();
    Path folder =
        place
            .orElseGet(() -> Path.of(".messina", "cutover"))
            .resolve(name)
            .resolve(NAME.format(outcome.at()));
    try {
      Files.createDirectories(folder);
      write(folder, "cutover.json", CutoverForms.json(outcome).toString());
      GateVerdict gate = outcome.steps().last().orElse(outcome.steps().before());
      write(folder, "ready.json", ReadyForms.json(gate).toString());
      Instant now = outcome.at();
      write(folder, "status.json", StatusForms.json(List.of(status), now).toString());
      if (outcome.steps().drained().isPresent()) {
        write(
            folder,
            "frontier.json",
            FrontierForms.json(outcome.steps().drained().get().last(), now).toString());
      }
      if (outcome.steps().report().isPresent()) {
        Report report = outcome.steps().report().get();
        write(folder, "verify.jsonl", String.join("\n", ReportForms.json(report, MODE)));
        String title = migration.source().name() + " to " + migration.sink().name();
        write(folder, "verify.html", ReportPage.of(report, MODE, title, course.phases()));
      }
      Path audit = Path.of(".messina", "repair", name + ".jsonl");
      if (Files.exists(audit)) {
        Files.copy(audit, folder.resolve("repair.jsonl"));
      }
      return folder;
    } catch (IOException refused) {
      throw new UncheckedIOException("The archive " + folder + " cannot be written", refused);
    }
  }

  private static void write(Path folder, String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text + "\n");
  }
}
