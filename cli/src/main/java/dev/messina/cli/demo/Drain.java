package dev.messina.cli.demo;

import dev.messina.cli.local.Pause;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Waits until a pipeline has carried everything that is at the source. Nothing may be written to
 * the source any more, and the witnesses must have been written last.
 *
 * <p>It is drained when at two looks, between which the tally has read the topic to its end once
 * more: the sink has committed the offset after the last record of each partition; every witness
 * has its row; both connectors run with all their tasks; every segment of the snapshot is committed
 * as done; and no record has arrived in between.
 *
 * <p>For one use by one thread.
 */
public final class Drain {

  private static final Duration LOOK = Duration.ofMillis(500);

  private final Pipeline pipeline;
  private final TopicTally tally;
  private final BooleanSupplier witnessesArrived;
  private final Duration patience;

  /** Once done it stays done; to ask makes the worker read all of its offsets. */
  private boolean snapshotDone;

  private Standing last = new Standing(-1, -1);
  private long movedNanos;
  private boolean quiet;
  private long quietNanos;

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
    movedNanos = System.nanoTime();
    while (!isDrained(listener)) {
      Pause.of(LOOK);
    }
  }

  private boolean isDrained(Listener listener) {
    pipeline.rethrowFailure();
    long readToTheEnd = tally.readToTheEndNanos();
    Standing standing = new Standing(tally.records(), pipeline.sinkLag(tally.readTo()));
    listener.standsAt(standing);
    Optional<String> missing = missing(standing);
    if (!standing.equals(last)) {
      last = standing;
      movedNanos = System.nanoTime();
      quiet = false;
      return false;
    }
    if (missing.isEmpty() && quiet && readToTheEnd - quietNanos > 0) {
      return true;
    }
    if (missing.isEmpty() != quiet) {
      quiet = missing.isEmpty();
      quietNanos = System.nanoTime();
    }
    if (System.nanoTime() - movedNanos > patience.toNanos()) {
      throw new PipelineFailedException(
          "Nothing has moved for %d s, and still %s; see the workers' logs."
              .formatted(patience.toSeconds(), missing.orElse("the topic is not read to its end")));
    }
    return false;
  }

  /** The first condition that does not hold; the cheap ones are asked first. */
  private Optional<String> missing(Standing standing) {
    return when(standing.lag() > 0, "the sink is " + standing.lag() + " records behind")
        .or(() -> when(!witnessesArrived.getAsBoolean(), "the items written last have no rows"))
        .or(pipeline::notRunning)
        .or(this::snapshotMissing);
  }

  private Optional<String> snapshotMissing() {
    if (snapshotDone) {
      return Optional.empty();
    }
    Pipeline.SnapshotProgress snapshot = pipeline.snapshot();
    snapshotDone = snapshot.isDone();
    return when(
        !snapshotDone,
        "the snapshot has committed %d of %d segments"
            .formatted(snapshot.segmentsDone(), snapshot.segments()));
  }

  private static Optional<String> when(boolean missing, String what) {
    return missing ? Optional.of(what) : Optional.empty();
  }
}
