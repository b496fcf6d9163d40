package dev.messina.cli.signal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.verification.topic.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a source tells on its notification topic from a moment on, where it has one. JSON is read,
 * with or without a schema around it. For use by one thread.
 */
final class Notifications {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SIGNAL = "Signal";

  private final TopicReader reader;
  private final String topic;
  private final String connector;
  private final Map<Integer, Long> positions;
  private final List<JsonNode> told = new ArrayList<>();
  private boolean unreadable;

  /** From now on. */
  Notifications(TopicReader reader, ConnectorFile source) {
    this.reader = reader;
    this.topic = source.config().getOrDefault("notification.topic", "").strip();
    this.connector = source.name();
    this.positions = new HashMap<>(isConfigured() ? reader.ends(topic) : Map.of());
  }

  boolean isConfigured() {
    return !topic.isEmpty();
  }

  /** Whether there was something that is no JSON. */
  boolean isUnreadable() {
    return unreadable;
  }

  /** Takes in what has come. */
  void look() {
    if (!isConfigured()) {
      return;
    }
    reader
        .stableEnds(topic)
        .forEach(
            (partition, end) -> {
              long from = positions.getOrDefault(partition, 0L);
              if (from < end) {
                reader.read(topic, partition, from, end, this::take);
                positions.put(partition, end);
              }
            });
  }

  private boolean take(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() != null) {
      try {
        JsonNode tree = JSON.readTree(new String(record.value(), StandardCharsets.UTF_8));
        told.add(tree.has("payload") ? tree.get("payload") : tree);
      } catch (JsonProcessingException noJson) {
        unreadable = true;
      }
    }
    return true;
  }

  /** How many times a signal was said to be followed: once by each of its tables. */
  long accepted(String id) {
    return told.stream().filter(one -> isAbout(one, id, "ACCEPTED")).count();
  }

  /** Why it was refused; empty if that was not said. */
  Optional<String> refused(String id) {
    return told.stream()
        .filter(one -> isAbout(one, id, "REFUSED"))
        .findFirst()
        .map(one -> one.path("additional_data").path("reason").asText());
  }

  /** What was said of keys of an epoch that could not be read. */
  List<String> refusedKeys(String table, long epochMicros) {
    return told.stream()
        .filter(one -> isAbout(one, table + "/" + epochMicros, "KEY_REFUSED"))
        .map(one -> one.path("additional_data"))
        .map(data -> "key " + data.path("key").asText() + ": " + data.path("reason").asText())
        .distinct()
        .toList();
  }

  private boolean isAbout(JsonNode one, String id, String type) {
    return one.path("aggregate_type").asText().equals(SIGNAL)
        && one.path("type").asText().equals(type)
        && one.path("id").asText().equals(id)
        && one.path("additional_data").path("connector_name").asText().equals(connector);
  }
}
