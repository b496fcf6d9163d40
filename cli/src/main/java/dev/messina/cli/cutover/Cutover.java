package dev.messina.cli.cutover;

import dev.messina.cli.cutover.CutoverOutcome.State;
import dev.messina.cli.cutover.CutoverOutcome.Steps;
import dev.messina.cli.drain.DrainForms;
import dev.messina.cli.drain.Drained;
import dev.messina.cli.drain.FrontierDrain;
import dev.messina.cli.frontier.Frontiers;
import dev.messina.cli.migration.OpenPair;
import dev.messina.cli.ready.Gate;
import dev.messina.cli.ready.GateVerdict;
import dev.messina.cli.sweep.Access;
import dev.messina.cli.verify.MigrationSettings;
import dev.messina.cli.verify.PassCourse;
import dev.messina.cli.verify.Verify;
import dev.messina.cli.verify.VerifySettings;
import dev.messina.verification.check.Report;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Takes a table over the last steps: the gate, the drain, the final check, the gate again, and the
 * archive. It pauses and changes nothing of the migration. Whatever does not hold cancels it. For
 * one use by one thread.
 */
public final class Cutover {

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final double ROWS_A_SECOND = 20_000;
  private static final int SEGMENTS = 4;
  private static final int OPEN_MOST = 100_000;

  private final CutoverSettings settings;
  private final Supplier<Instant> writersStopped;
  private final Consumer<String> teller;
  private final PassCourse course = new PassCourse(Clock.systemUTC());

  /**
   * @param writersStopped asked once, when the writers are to stop: when they had; not asked in a
   *     dry run
   * @param teller is told what is done and found, in lines
   */
  public Cutover(
      CutoverSettings settings, Supplier<Instant> writersStopped, Consumer<String> teller) {
    this.settings = settings;
    this.writersStopped = writersStopped;
    this.teller = teller;
  }

  /**
   * Runs once.
   *
   * @throws IllegalArgumentException if a setting cannot be followed
   * @throws RuntimeException if a service does not answer
   */
  public CutoverOutcome run() {
    try (Gate gate = new Gate(settings.gate())) {
      teller.accept("1 of 4: the gate");
      GateVerdict before = gate.look();
      if (!before.isReady()) {
        return ended(ofGate(before), Steps.of(before));
      }
      return drained(gate, Steps.of(before));
    }
  }

  private static State ofGate(GateVerdict verdict) {
    return verdict.state() == GateVerdict.State.UNKNOWN ? State.UNKNOWN : State.NOT_READY;
  }

  private CutoverOutcome drained(Gate gate, Steps steps) {
    teller.accept("2 of 4: the drain");
    Instant stopped =
        settings.dryRun()
            ? Instant.now().truncatedTo(ChronoUnit.MILLIS)
            : writersStopped.get().truncatedTo(ChronoUnit.MILLIS);
    Drained drained;
    try (Frontiers frontiers = Frontiers.open(List.of(gate.name()), access(), where().dynamoDb())) {
      drained =
          new FrontierDrain(frontiers::look, LOOK, Clock.systemUTC())
              .await(
                  stopped,
                  settings.timeout(),
                  answer -> teller.accept(DrainForms.progress(answer, stopped, Instant.now())));
    }
    Steps further = steps.with(drained);
    if (drained.state() != Drained.State.DRAINED) {
      return ended(
          drained.state() == Drained.State.UNKNOWN ? State.UNKNOWN : State.NOT_DRAINED, further);
    }
    return settings.dryRun() ? verified(gate, further) : quiet(gate, further);
  }

  private CutoverOutcome quiet(Gate gate, Steps steps) {
    Steps further = steps.with(late(gate, steps));
    return ofLate(further)
        .map(state -> ended(state, further))
        .orElseGet(() -> verified(gate, further));
  }

  private LateChanges late(Gate gate, Steps steps) {
    try (OpenPair open = new OpenPair(gate.name(), access(), where().dynamoDb())) {
      Instant stopped = steps.drained().orElseThrow().until();
      return LateChanges.of(open.reader(), gate.migration().topic(), stopped);
    }
  }

  /** What changes after the writers had stopped make of it; empty without any. */
  private static Optional<State> ofLate(Steps steps) {
    LateChanges late = steps.late().orElseThrow();
    if (late.changes() > 0) {
      return Optional.of(State.STILL_WRITTEN);
    }
    return late.untimed() > 0 ? Optional.of(State.UNKNOWN) : Optional.empty();
  }

  private CutoverOutcome verified(Gate gate, Steps steps) {
    teller.accept("3 of 4: the final check of all that has changed since it was verified");
    Report report =
        Verify.run(finalCheck(steps.drained().orElseThrow().until()), teller, migration -> course);
    Steps further = steps.with(report);
    if (report.verdict() != Report.Verdict.VERIFIED) {
      State state =
          report.verdict() == Report.Verdict.DIFFERENCES ? State.DIFFERENCES : State.UNKNOWN;
      return archived(gate, ended(state, further));
    }
    teller.accept("4 of 4: the gate again");
    GateVerdict last = gate.look();
    Steps looked = further.with(last);
    Steps all = settings.dryRun() ? looked : looked.with(late(gate, looked));
    Optional<State> written = settings.dryRun() ? Optional.empty() : ofLate(all);
    if (written.isPresent() || !last.isReady()) {
      return archived(gate, ended(written.orElseGet(() -> ofGate(last)), all));
    }
    return archived(gate, ended(State.GO, all, after(gate)));
  }

  private static List<String> after(Gate gate) {
    return gate.tombstones().restore().stream().toList();
  }

  private VerifySettings finalCheck(Instant until) {
    return new VerifySettings(
        where(),
        new VerifySettings.Mode.SinceVerified(Optional.of(until), !settings.dryRun()),
        new VerifySettings.Reading(settings.readUnits(), ROWS_A_SECOND, SEGMENTS, "LOCAL_QUORUM"),
        VerifySettings.Ending.whenVerified(settings.timeout(), OPEN_MOST),
        settings.gate().state(),
        false);
  }

  private CutoverOutcome archived(Gate gate, CutoverOutcome outcome) {
    if (settings.dryRun()) {
      return outcome;
    }
    Path folder =
        new Archive(settings.archive()).write(gate.migration(), outcome, gate.status(), course);
    return new CutoverOutcome(
        outcome.state(),
        outcome.dryRun(),
        outcome.at(),
        outcome.steps(),
        outcome.after(),
        Optional.of(folder));
  }

  private CutoverOutcome ended(State state, Steps steps) {
    return ended(state, steps, List.of());
  }

  private CutoverOutcome ended(State state, Steps steps, List<String> after) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new CutoverOutcome(state, settings.dryRun(), now, steps, after, Optional.empty());
  }

  private MigrationSettings where() {
    return settings.gate().migration();
  }

  private Access access() {
    return where().access();
  }
}
