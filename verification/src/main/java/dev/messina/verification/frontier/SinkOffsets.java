package dev.messina.verification.frontier;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A sink's committed offsets: everything below them is written, or in the dead-letter queue. */
public final class SinkOffsets {

  private SinkOffsets() {}

  /**
   * Those of one topic, by partition.
   *
   * @param offsets a list of {@code partition} and {@code offset}, as Connect gives them
   */
  public static Map<Integer, Long> of(List<JsonNode> offsets, String topic) {
    Map<Integer, Long> committed = new HashMap<>();
    for (JsonNode entry : offsets) {
      JsonNode partition = entry.path("partition");
      if (partition.path("kafka_topic").asText().equals(topic)) {
        committed.put(
            partition.path("kafka_partition").asInt(),
            entry.path("offset").path("kafka_offset").asLong());
      }
    }
    return committed;
  }
}
