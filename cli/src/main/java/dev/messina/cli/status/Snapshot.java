package dev.messina.cli.status;

import dev.messina.verification.frontier.SourceProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How far the newest snapshot of a table is, by the source's committed offsets.
 *
 * @param segments into how many it is cut; 0 if there is none
 * @param done how many of them are all on the topic
 * @param items how many items are on the topic
 * @param estimated how many the table holds, as DynamoDB said some hours ago; 0 if that is not
 *     known
 */
public record Snapshot(
    Phase phase, int segments, long done, long items, long estimated, Instant began) {

  private static final int WHOLE = 100;

  /** How a table stands. */
  public enum Phase {
    /** The source has no offset of it. */
    NOT_STARTED,
    /** The snapshot is being read. */
    SNAPSHOT,
    /** The snapshot was given up. */
    STOPPED,
    /** The stream is followed, whether it brings changes or not; the snapshot is on the topic. */
    LIVE,
    /** The snapshot is on the topic, and the stream is not followed. */
    COMPLETE
  }

  static Snapshot of(SourceProgress source, long estimated) {
    return new Snapshot(
        phase(source),
        source.segments(),
        source.doneSegments(),
        source.scannedItems(),
        estimated,
        source.snapshotBegan());
  }

  private static Phase phase(SourceProgress source) {
    if (!source.hasBegun()) {
      return Phase.NOT_STARTED;
    }
    if (source.isSnapshotStopped()) {
      return Phase.STOPPED;
    }
    if (!source.isSnapshotDone()) {
      return Phase.SNAPSHOT;
    }
    return source.followsStream() ? Phase.LIVE : Phase.COMPLETE;
  }

  /** From 0 to 100, and 100 only when all of it is on the topic; empty if it cannot be told. */
  public OptionalInt percent() {
    return switch (phase) {
      case LIVE, COMPLETE -> segments == 0 ? OptionalInt.empty() : OptionalInt.of(WHOLE);
      case SNAPSHOT ->
          estimated == 0
              ? OptionalInt.empty()
              : OptionalInt.of((int) Math.min(WHOLE - 1, items * WHOLE / estimated));
      case NOT_STARTED, STOPPED -> OptionalInt.empty();
    };
  }

  /** How long it still takes at its pace until now; empty if it cannot be told. */
  public Optional<Duration> left(Instant now) {
    Duration taken = Duration.between(began, now);
    if (phase != Phase.SNAPSHOT || items == 0 || estimated <= items || taken.isNegative()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofMillis((long) (taken.toMillis() * (double) (estimated - items) / items)));
  }
}
