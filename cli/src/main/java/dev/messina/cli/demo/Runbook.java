package dev.messina.cli.demo;

import dev.messina.cli.drain.DrainForms;
import dev.messina.cli.drain.Drained;
import dev.messina.cli.drain.FrontierDrain;
import dev.messina.cli.frontier.FrontierForms;
import dev.messina.cli.frontier.Frontiers;
import dev.messina.cli.local.Console;
import dev.messina.cli.local.Pause;
import dev.messina.cli.migration.PairName;
import dev.messina.cli.ready.Gate;
import dev.messina.cli.ready.GateVerdict;
import dev.messina.cli.ready.ReadyForms;
import dev.messina.cli.ready.ReadySettings;
import dev.messina.cli.status.MigrationStatus;
import dev.messina.cli.status.StatusLines;
import dev.messina.cli.status.StatusReader;
import dev.messina.cli.sweep.Access;
import dev.messina.cli.verify.MigrationSettings;
import dev.messina.cli.verify.ReportForms;
import dev.messina.cli.verify.Verify;
import dev.messina.cli.verify.VerifySettings;
import dev.messina.verification.check.Generation;
import dev.messina.verification.check.Progress;
import dev.messina.verification.check.Report;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The commands of the runbook on the demo's table, as somebody would type them. */
final class Runbook {

  private static final Duration LAG_MOST = Duration.ofMinutes(2);
  private static final Duration VERIFIED_MOST = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration REBALANCE = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration TELL = Duration.ofSeconds(10);
  private static final int OPEN_MOST = 100_000;
  private static final int SHOWN = 10;

  private final MigrationSettings migration;
  private final Path state;
  private final Console console;

  /**
   * @param source name of the connector
   * @param sink name of the connector
   * @param state a folder for the verdict of a verification
   */
  Runbook(URI connect, String source, String sink, Path state, Console console) {
    Access access = new Access(null, null, null, null, null, null, null, Map.of());
    this.migration =
        new MigrationSettings(
            connect, source, sink, Optional.empty(), Optional.empty(), access, Optional.empty());
    this.state = state;
    this.console = console;
  }

  private PairName name() {
    return new PairName(
        migration.connect(), migration.source(), migration.sink(), Optional.empty());
  }

  /** {@code messina status}, when Connect has handed out again what a worker that died had. */
  void status() {
    console.heading("messina status");
    try (StatusReader reader = new StatusReader(name(), migration.access(), Optional.empty())) {
      long deadline = System.nanoTime() + REBALANCE.toNanos();
      MigrationStatus status = reader.read();
      while (status.state() != MigrationStatus.State.RUNNING && System.nanoTime() < deadline) {
        Pause.of(LOOK);
        status = reader.read();
      }
      StatusLines.of(List.of(status), now()).forEach(console::line);
    }
  }

  /**
   * {@code messina verify}.
   *
   * @throws PipelineFailedException if it has not verified all
   */
  void verify() {
    console.heading("messina verify, while the application writes");
    VerifySettings settings =
        new VerifySettings(
            migration,
            new VerifySettings.Mode.Full(),
            new VerifySettings.Reading(0, 0, 2, "LOCAL_QUORUM"),
            VerifySettings.Ending.whenVerified(PATIENCE, OPEN_MOST),
            Optional.of(state),
            false);
    Report report = Verify.run(settings, console::line, any -> new Told(console));
    ReportForms.lines(report, settings.mode(), SHOWN).forEach(console::line);
    if (report.verdict() != Report.Verdict.VERIFIED) {
      throw new PipelineFailedException("messina verify has not verified the table; see above.");
    }
  }

  /** {@code messina ready}; whether it said yes. */
  boolean ready(Set<String> waived) {
    console.heading(
        "messina ready" + (waived.isEmpty() ? "" : " --waive " + String.join(",", waived)));
    ReadySettings settings =
        new ReadySettings(migration, LAG_MOST, VERIFIED_MOST, waived, Set.of(), Optional.of(state));
    try (Gate gate = new Gate(settings)) {
      GateVerdict verdict = gate.look();
      ReadyForms.lines(verdict).forEach(console::line);
      return verdict.isReady();
    }
  }

  /**
   * {@code messina drain}.
   *
   * @throws PipelineFailedException if it gives up
   */
  void drain() {
    console.heading("messina drain, now that the application has stopped writing");
    Instant until = now();
    try (Frontiers frontiers =
        Frontiers.open(List.of(name()), migration.access(), Optional.empty())) {
      long[] told = {System.nanoTime() - TELL.toNanos()};
      Drained drained =
          new FrontierDrain(frontiers::look, LOOK, Clock.systemUTC())
              .await(
                  until,
                  PATIENCE,
                  answer -> {
                    if (System.nanoTime() - told[0] >= TELL.toNanos()) {
                      told[0] = System.nanoTime();
                      console.line(DrainForms.progress(answer, until, now()).strip());
                    }
                  });
      DrainForms.lines(drained, now()).forEach(console::line);
      if (drained.state() != Drained.State.DRAINED) {
        throw new PipelineFailedException(
            "messina drain has given up after %s; see above."
                .formatted(FrontierForms.age(drained.waited())));
      }
    }
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Each step of a verification is a line. */
  private record Told(Console console) implements Progress {

    @Override
    public void phase(String words) {
      console.line(words);
    }

    @Override
    public void reached(long done, long expected) {
      // The steps are short here.
    }

    @Override
    public void generation(Generation ended) {
      // The report says how many there were.
    }
  }
}
