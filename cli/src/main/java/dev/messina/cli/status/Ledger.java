package dev.messina.cli.status;

import java.util.Map;
import java.util.OptionalLong;

/**
 * How many records of a table have come how far, by Kafka's offsets. A source with exactly-once
 * support writes markers of transactions among them, which count too.
 *
 * @param onTopic all that were ever written to the topic
 * @param kept those that the topic still holds
 * @param committed those that the sink has written, or dead-lettered
 * @param lag those that the sink has not committed
 * @param deadLetters what the topics of dead letters hold, of all tables; empty if there are none
 */
public record Ledger(long onTopic, long kept, long committed, long lag, OptionalLong deadLetters) {

  /**
   * @param committed by partition, the sink's; what it has never read is not committed
   */
  static Ledger of(
      Map<Integer, Long> begins,
      Map<Integer, Long> ends,
      Map<Integer, Long> committed,
      OptionalLong deadLetters) {
    long onTopic = sum(ends);
    long lag =
        ends.entrySet().stream()
            .mapToLong(
                end -> Math.max(0, end.getValue() - committed.getOrDefault(end.getKey(), 0L)))
            .sum();
    return new Ledger(onTopic, onTopic - sum(begins), sum(committed), lag, deadLetters);
  }

  private static long sum(Map<Integer, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }
}
