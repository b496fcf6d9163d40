package dev.messina.cli.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.sweep.Readiness.Refused;
import dev.messina.cli.sweep.TopicLog.Extent;
import dev.messina.verification.frontier.SinkOffsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether a sink has committed the offsets of all records that a topic held at one time. The end of
 * a partition may be a transaction's marker, which no sink commits, so what lies between is looked
 * at.
 */
final class SinkProgress {

  private final TopicLog log;
  private final SweepRoute route;
  private final Map<Integer, Extent> remaining;

  /**
   * @param partitions what the route's topic held when all of the epoch was on it
   */
  SinkProgress(TopicLog log, SweepRoute route, Map<Integer, Extent> partitions) {
    this.log = log;
    this.route = route;
    this.remaining = new HashMap<>(partitions);
  }

  /**
   * @param offsets the sink's, as Connect gives them
   * @return why the epoch is not known to be applied; to be asked again when it is only {@link
   *     Refusal#NOT_APPLIED}
   */
  Optional<Refused> refusal(List<JsonNode> offsets) {
    Map<Integer, Long> committed = SinkOffsets.of(offsets, route.topic());
    for (Map.Entry<Integer, Extent> entry : List.copyOf(remaining.entrySet())) {
      int partition = entry.getKey();
      Extent held = entry.getValue();
      long next = committed.getOrDefault(partition, 0L);
      Optional<Refused> refused = jumped(partition, held, next);
      if (refused.isPresent()) {
        return refused;
      }
      if (isPast(partition, next, held.end())) {
        remaining.remove(partition);
      }
    }
    return remaining.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Refused(
                Refusal.NOT_APPLIED,
                ("Connector %s has not committed all of the epoch in %d partitions of topic %s yet;"
                        + " try again when it has caught up.")
                    .formatted(route.sink().name(), remaining.size(), route.topic())));
  }

  private Optional<Refused> jumped(int partition, Extent held, long next) {
    if (next > held.end() && next > endNow(partition)) {
      return Optional.of(
          new Refused(
              Refusal.TOPIC_REPLACED,
              ("The offset of connector %s lies after the end of partition %s-%d: was the topic"
                      + " created again? Delete the sink's offsets so that it reads the topic.")
                  .formatted(route.sink().name(), route.topic(), partition)));
    }
    if (next < held.begin()) {
      return Optional.of(
          new Refused(
              Refusal.TOPIC_TRIMMED,
              ("Partition %s-%d begins at offset %d, after what connector %s has read: records were"
                      + " removed that it has not written. Scan the table again with the signal"
                      + " execute-snapshot.")
                  .formatted(route.topic(), partition, held.begin(), route.sink().name())));
    }
    return Optional.empty();
  }

  private long endNow(int partition) {
    return log.partitions(route.topic()).getOrDefault(partition, new Extent(0, 0)).end();
  }

  private boolean isPast(int partition, long next, long end) {
    AtomicBoolean found = new AtomicBoolean();
    if (next < end) {
      log.read(
          route.topic(),
          partition,
          next,
          end,
          record -> {
            found.set(true);
            return false;
          });
    }
    return !found.get();
  }
}
