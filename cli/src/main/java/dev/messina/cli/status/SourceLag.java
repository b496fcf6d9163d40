package dev.messina.cli.status;

import dev.messina.verification.topic.RecordJson;
import dev.messina.verification.topic.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long after a change the source handled it, of the newest changes that the sink has committed.
 * DynamoDB's times are whole seconds, so each may be a second too long.
 *
 * @param sample how many changes were looked at, at least one
 */
public record SourceLag(Duration p50, Duration p95, Duration p99, int sample) {

  private static final int RECORDS_MAX = 1_000;
  private static final int RECORDS_MIN = 10;
  private static final Duration STUCK = Duration.ofSeconds(2);

  /** The lag by a sample; empty if it is empty. */
  static Optional<SourceLag> of(List<Duration> sample) {
    if (sample.isEmpty()) {
      return Optional.empty();
    }
    List<Duration> sorted = sample.stream().sorted().toList();
    return Optional.of(
        new SourceLag(rank(sorted, 0.50), rank(sorted, 0.95), rank(sorted, 0.99), sorted.size()));
  }

  /** The nearest rank: the least that is not below so large a part of all. */
  private static Duration rank(List<Duration> sorted, double part) {
    return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
  }

  /**
   * Takes a sample from the end of what the sink has committed of each partition.
   *
   * @param begins the first offsets that the topic keeps
   */
  static Optional<SourceLag> read(
      TopicReader reader, String topic, Map<Integer, Long> begins, Map<Integer, Long> committed) {
    List<Duration> sample = new ArrayList<>();
    int each = Math.max(RECORDS_MIN, RECORDS_MAX / Math.max(1, committed.size()));
    committed.forEach(
        (partition, end) -> {
          long from = Math.max(begins.getOrDefault(partition, 0L), end - each);
          if (from < end) {
            reader.readSome(
                topic,
                partition,
                from,
                end,
                STUCK,
                record -> {
                  RecordJson.delay(record).ifPresent(sample::add);
                  return true;
                });
          }
        });
    return of(sample);
  }
}
