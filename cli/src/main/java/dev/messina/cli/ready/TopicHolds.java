package dev.messina.cli.ready;

import java.util.Map;
import java.util.Optional;

/**
 * What a table's topic still holds.
 *
 * @param begins by partition, the first offset that is kept
 * @param ends by partition, the offset after the last record
 * @param committed by partition, the sink's offsets
 * @param compacted whether older records of a key may be gone; empty if Kafka does not tell
 */
record TopicHolds(
    Map<Integer, Long> begins,
    Map<Integer, Long> ends,
    Map<Integer, Long> committed,
    Optional<Boolean> compacted) {

  /** Whether all is there from these offsets on. */
  boolean holds(Map<Integer, Long> from) {
    return from.entrySet().stream()
        .allMatch(
            next ->
                begins.getOrDefault(next.getKey(), Long.MAX_VALUE) <= next.getValue()
                    && ends.getOrDefault(next.getKey(), 0L) >= next.getValue());
  }

  /** Whether nothing that was ever written to it is gone. */
  boolean isWhole() {
    return begins.values().stream().allMatch(begin -> begin == 0);
  }
}
