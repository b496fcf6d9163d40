package dev.messina.cli.cutover;

import dev.messina.cli.drain.Drained;
import dev.messina.cli.ready.GateVerdict;
import dev.messina.verification.check.Report;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a cut-over has ended. What it did not come to is empty.
 *
 * @param at when it ended
 * @param steps what was found on the way
 * @param after statements to execute when the application reads and writes the target
 * @param archive the folder of the reports
 */
public record CutoverOutcome(
    State state,
    boolean dryRun,
    Instant at,
    Steps steps,
    List<String> after,
    Optional<Path> archive) {

  /** How it has ended in a word. */
  public enum State {
    /** All is applied and verified: the application may go over. */
    GO,
    /** A criterion does not hold. */
    NOT_READY,
    /** Not all was applied in time; it has cancelled itself. */
    NOT_DRAINED,
    /** The table was written after the writers had stopped; it has cancelled itself. */
    STILL_WRITTEN,
    /** A row is not its item. */
    DIFFERENCES,
    /** Something cannot be read. */
    UNKNOWN
  }

  /**
   * What was found.
   *
   * @param before the gate's verdict at first
   * @param drained how the drain has ended
   * @param late changes that were made after the writers had stopped
   * @param report of the final check
   * @param last the gate's verdict after it
   */
  public record Steps(
      GateVerdict before,
      Optional<Drained> drained,
      Optional<LateChanges> late,
      Optional<Report> report,
      Optional<GateVerdict> last) {

    static Steps of(GateVerdict before) {
      return new Steps(
          before, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    Steps with(Drained found) {
      return new Steps(before, Optional.of(found), late, report, last);
    }

    Steps with(LateChanges found) {
      return new Steps(before, drained, Optional.of(found), report, last);
    }

    Steps with(Report found) {
      return new Steps(before, drained, late, Optional.of(found), last);
    }

    Steps with(GateVerdict found) {
      return new Steps(before, drained, late, report, Optional.of(found));
    }
  }

  public CutoverOutcome {
    after = List.copyOf(after);
  }
}
