package dev.messina.source;

import dev.messina.source.aws.Shard;
import dev.messina.source.change.Epoch;
import dev.messina.source.metrics.StreamMetrics;
import dev.messina.source.position.GapPosition;
import dev.messina.source.position.ShardPosition;
import dev.messina.source.position.SourcePartition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a gap in a table's changes: the task stops, or the gap is recorded and reading
 * goes on behind it. It goes on only when the record has been read back as committed, so that a
 * crash in between finds the gap again.
 */
final class Gaps {

  private static final Logger LOG = LoggerFactory.getLogger(Gaps.class);

  private final TaskScope scope;
  private final StreamMetrics metrics;
  private final List<Found> found = new ArrayList<>();

  Gaps(TaskScope scope, StreamMetrics metrics) {
    this.scope = scope;
    this.metrics = metrics;
  }

  /**
   * A shard was trimmed or has vanished before it was read to its end.
   *
   * @param position how far it was read, or null if its lineage is not known: then nothing is read
   *     behind the gap before the table has a later epoch
   * @param floorMicros the table's newest epoch
   * @param goOn reads on behind the gap
   */
  void found(
      StreamOrigin stream,
      Shard shard,
      ShardPosition position,
      long floorMicros,
      Exception cause,
      Runnable goOn) {
    Instant now = scope.clock().instant();
    metrics.gap();
    GapPolicy policy = scope.config().epochs().gapPolicy();
    if (policy == GapPolicy.FAIL) {
      throw stream.gap(shard.id(), position, now, cause);
    }
    GapPosition gap = stream.gapPosition(shard.id(), position, floorMicros, now, policy);
    LOG.error("{}", stream.gapFound(shard.id(), position, now, policy), cause);
    scope.outbox().add(scope.control().carrier(new SourcePartition.Gap(stream.table()), gap));
    scope
        .notifications()
        .gap(
            stream.table(),
            stream.label(),
            shard.id(),
            Epoch.instant(gap.fromMicros()),
            Epoch.instant(gap.toMicros()),
            policy.name().toLowerCase(Locale.ROOT))
        .ifPresent(scope.outbox()::add);
    found.add(new Found(gap, position == null, goOn));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** Reads on behind the gaps that are recorded. */
  void agree(Agreement agreement) {
    List<Found> passable =
        found.stream()
            .filter(
                gap ->
                    agreement.gap() != null
                        && agreement.gap().epochMicros() >= gap.gap.epochMicros()
                        && (!gap.needsEpoch
                            || agreement.table().floorMicros() > gap.gap.epochMicros()))
            .toList();
    found.removeAll(passable);
    passable.forEach(gap -> gap.goOn.run());
  }

  private record Found(GapPosition gap, boolean needsEpoch, Runnable goOn) {}
}
