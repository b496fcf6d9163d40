package dev.messina.cli.sweep;

import dev.messina.cli.sweep.Readiness.Refused;
import dev.messina.cli.sweep.TopicLog.Extent;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether the topic still holds everything since the epoch began. Otherwise a sink that was away
 * may have jumped over rows of the epoch, and its offsets would not tell.
 */
final class RetentionCheck {

  private RetentionCheck() {}

  static Optional<Refused> refusal(
      TopicLog log, String topic, Map<Integer, Extent> partitions, WholeTableEpoch epoch) {
    if (partitions.isEmpty()) {
      return Optional.of(
          new Refused(
              Refusal.TOPIC_MISSING,
              "There is no topic %s; are these the brokers of the connectors?".formatted(topic)));
    }
    return partitions.entrySet().stream()
        .filter(entry -> isTrimmed(log, topic, entry.getKey(), entry.getValue(), epoch))
        .findFirst()
        .map(
            entry ->
                new Refused(
                    Refusal.TOPIC_TRIMMED,
                    ("Partition %s-%d no longer holds what came before epoch %s, so nobody can tell"
                         + " whether the sink has read all rows of the epoch. Scan the table again"
                         + " with the signal execute-snapshot, and sweep before the topic's"
                         + " retention has passed.")
                        .formatted(topic, entry.getKey(), epoch.instant())));
  }

  /**
   * Before the epoch every task has stopped giving lower write timestamps, so the oldest one tells.
   */
  private static boolean isTrimmed(
      TopicLog log, String topic, int partition, Extent extent, WholeTableEpoch epoch) {
    if (extent.begin() == 0) {
      return false;
    }
    AtomicReference<OptionalLong> oldest = new AtomicReference<>(OptionalLong.empty());
    log.read(
        topic,
        partition,
        extent.begin(),
        extent.end(),
        record -> {
          oldest.set(record.writeMicros());
          return false;
        });
    return oldest.get().isEmpty() || oldest.get().getAsLong() >= epoch.micros();
  }
}
