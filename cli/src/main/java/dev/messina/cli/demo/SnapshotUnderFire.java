package dev.messina.cli.demo;

import dev.messina.cli.demo.workload.ChangeWriter;
import dev.messina.cli.local.Console;
import dev.messina.cli.local.Pause;
import dev.messina.stack.ConnectWorker;
import java.time.Duration;
import java.util.Optional;

/**
 * The part of the story in which the snapshot is read while the application writes, and a worker is
 * killed in the middle of it.
 */
final class SnapshotUnderFire {

  private static final Duration LOOK = Duration.ofMillis(100);

  /** The REST API is asked less often than the tally. */
  private static final Duration ASK = Duration.ofSeconds(2);

  /** To ask for the offsets makes the worker read all of them. */
  private static final Duration ASK_FOR_OFFSETS = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Pipeline pipeline;
  private final TopicTally tally;
  private final ChangeWriter writer;
  private final Optional<WorkerKill> kill;
  private final Console console;

  private Optional<Runnable> midway = Optional.empty();
  private long rows;
  private long rowsAtKill;
  private boolean done;
  private long movedNanos;
  private long askedNanos = System.nanoTime();
  private long askedForOffsetsNanos = System.nanoTime();

  SnapshotUnderFire(
      Pipeline pipeline,
      TopicTally tally,
      ChangeWriter writer,
      Optional<WorkerKill> kill,
      Console console) {
    this.pipeline = pipeline;
    this.tally = tally;
    this.writer = writer;
    this.kill = kill;
    this.console = console;
  }

  /**
   * Returns when the snapshot is committed as done and the killed worker is back.
   *
   * @param inTheMiddle run once when half of the rows are on the topic
   * @throws PipelineFailedException if it fails, or stands still for too long
   */
  void run(long items, Runnable inTheMiddle) {
    midway = Optional.of(inTheMiddle);
    movedNanos = System.nanoTime();
    try (Console.Meter meter = console.meter("snapshot", items)) {
      while (!done || (kill.isPresent() && !kill.get().isOver())) {
        look(meter, items);
        Pause.of(LOOK);
      }
    }
  }

  private void look(Console.Meter meter, long items) {
    long now = System.nanoTime();
    long rowsNow = tally.snapshotRows();
    meter.at(Math.min(rowsNow, items));
    if (rowsNow > rows) {
      rows = rowsNow;
      movedNanos = now;
    }
    if (rows > items / 4 || done) {
      strikeOnce();
    }
    if (rows > items / 2 || done) {
      midway.ifPresent(Runnable::run);
      midway = Optional.empty();
    }
    if (now - askedNanos > ASK.toNanos()) {
      askedNanos = now;
      lookAfterTheOthers();
    }
    if (!done && now - askedForOffsetsNanos > ASK_FOR_OFFSETS.toNanos()) {
      askedForOffsetsNanos = now;
      done = pipeline.snapshot().isDone();
    }
    if (now - movedNanos > PATIENCE.toNanos()) {
      throw standstill();
    }
  }

  private PipelineFailedException standstill() {
    Pipeline.SnapshotProgress committed = pipeline.snapshot();
    return new PipelineFailedException(
        "The snapshot has stood at %d rows for %d s, with %d of %d segments committed as done; see the workers' logs."
            .formatted(rows, PATIENCE.toSeconds(), committed.segmentsDone(), committed.segments()));
  }

  /** How many rows of the snapshot had been seen in the topic when the worker was killed. */
  long rowsAtKill() {
    return rowsAtKill;
  }

  private void lookAfterTheOthers() {
    writer.rethrowFailure();
    pipeline.rethrowFailure();
    kill.filter(WorkerKill::revive).ifPresent(back -> console.line(back.victimName() + " is back"));
  }

  private void strikeOnce() {
    if (kill.isEmpty() || kill.get().hasStruck()) {
      return;
    }
    Optional<ConnectWorker> victim = kill.get().strike();
    victim.ifPresent(
        worker -> {
          rowsAtKill = rows;
          console.line(
              "SIGKILL to %s, which runs the source, after %,d rows of the snapshot and %,d changes"
                  .formatted(worker.process().name(), rows, writer.count()));
        });
  }
}
