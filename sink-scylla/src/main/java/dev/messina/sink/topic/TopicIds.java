package dev.messina.sink.topic;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Kafka's ids of the topics that were read. A topic that is created again has another. */
final class TopicIds {

  /** A broker that has just started may not know a topic yet. */
  private static final int MISSING_MAX = 2;

  private final TopicStops stops;
  private final Map<String, String> ids = new HashMap<>();
  private final Map<String, Integer> missing = new HashMap<>();

  /** The former id of each topic that is another one now. */
  private final Map<String, String> replaced = new HashMap<>();

  TopicIds(TopicStops stops) {
    this.stops = stops;
  }

  /** An offset was committed for a topic of this id. */
  void belonged(String topic, String id) {
    if (!ids.computeIfAbsent(topic, unknown -> id).equals(id)) {
      replaced.put(topic, id);
    }
  }

  /**
   * Takes in what Kafka says.
   *
   * @param topics those that it was asked about
   * @param found the id of each that exists
   * @throws org.apache.kafka.connect.errors.ConnectException if one is another, or was deleted
   */
  void learn(Set<String> topics, Map<String, String> found) {
    for (String topic : topics) {
      String id = found.get(topic);
      if (id == null) {
        if (missing.merge(topic, 1, Integer::sum) >= MISSING_MAX) {
          throw stops.missingTopic(topic);
        }
        continue;
      }
      missing.remove(topic);
      String known = id.isEmpty() ? id : ids.computeIfAbsent(topic, unknown -> id);
      if (!known.equals(id)) {
        replaced.put(topic, known);
      }
      if (replaced.containsKey(topic)) {
        throw stops.anotherTopic(topic);
      }
    }
  }

  Set<String> topics() {
    return Set.copyOf(ids.keySet());
  }

  boolean areMissing() {
    return !missing.isEmpty();
  }

  /** Empty if it is not known. */
  String of(String topic) {
    return ids.getOrDefault(topic, "");
  }

  /** The former id of a topic that is another one now. */
  Optional<String> replaced(String topic) {
    return Optional.ofNullable(replaced.get(topic));
  }
}
