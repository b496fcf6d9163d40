package dev.messina.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Waits until a pipeline has carried everything that is at the source. Nothing may be written to
 * the source any more, and the witnesses must have been written last.
 *
 * <p>It is drained when, twice in a row: both connectors run with all their tasks; every segment of
 * the snapshot is committed as done; every witness has its row; the sink has committed the offset
 * of the last record of each partition; and no record has arrived since the look before.
 */
public final class Drain {

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Pipeline pipeline;
  private final TopicTally tally;
  private final BooleanSupplier witnessesArrived;
  private final Duration patience;

  /** Where it stands: what the tally has read, and how much of it the sink has still to do. */
  public record Standing(long records, long lag) {}

  /** Is told where it stands at every look. */
  public interface Listener {
    void standsAt(Standing standing);
  }

  /**
   * @param witnessesArrived whether the rows of the items that were written last exist
   * @param patience how long to wait without seeing any progress
   */
  public Drain(
      Pipeline pipeline, TopicTally tally, BooleanSupplier witnessesArrived, Duration patience) {
    this.pipeline = pipeline;
    this.tally = tally;
    this.witnessesArrived = witnessesArrived;
    this.patience = patience;
  }

  /**
   * @throws PipelineFailedException if a task has failed, or if nothing has moved for too long;
   *     says what was still missing
   */
  public void await(Listener listener) {
    Standing last = new Standing(-1, -1);
    long deadline = System.nanoTime() + patience.toNanos();
    boolean quietBefore = false;
    while (true) {
      pipeline.rethrowFailure();
      Standing standing = new Standing(tally.records(), pipeline.sinkLag(tally.readTo()));
      listener.standsAt(standing);
      boolean moved = !standing.equals(last);
      Optional<String> missing = missing(standing);
      if (missing.isEmpty() && !moved && quietBefore) {
        return;
      }
      quietBefore = missing.isEmpty() && !moved;
      if (moved) {
        deadline = System.nanoTime() + patience.toNanos();
        last = standing;
      } else if (System.nanoTime() > deadline) {
        throw new PipelineFailedException(
            "Nothing has moved for %d s, and still %s; see the workers' logs."
                .formatted(patience.toSeconds(), missing.orElse("records keep arriving")));
      }
      Pause.of(LOOK);
    }
  }

  private Optional<String> missing(Standing standing) {
    List<Optional<String>> conditions =
        List.of(
            pipeline.notRunning(),
            snapshotMissing(),
            when(!witnessesArrived.getAsBoolean(), "the items written last have no rows"),
            when(standing.lag() > 0, "the sink is " + standing.lag() + " records behind"));
    return conditions.stream().flatMap(Optional::stream).findFirst();
  }

  private Optional<String> snapshotMissing() {
    Pipeline.SnapshotProgress snapshot = pipeline.snapshot();
    return when(
        !snapshot.isDone(),
        "the snapshot has committed %d of %d segments"
            .formatted(snapshot.segmentsDone(), snapshot.segments()));
  }

  private static Optional<String> when(boolean missing, String what) {
    return missing ? Optional.of(what) : Optional.empty();
  }
}
