package dev.messina.sink;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Connect's own options say about the topics that records will have here. */
final class TopicsOption {

  /** Transforms that are known to leave the topic alone; of any other nobody can say. */
  private static final List<String> KEEPING_TOPICS =
      List.of("dev.messina.transforms.", "org.apache.kafka.connect.transforms.");

  private static final Set<String> RENAMING =
      Set.of(
          "org.apache.kafka.connect.transforms.RegexRouter",
          "org.apache.kafka.connect.transforms.TimestampRouter");

  private TopicsOption() {}

  /** The topics by name; none if they are a pattern or if a transform may rename them. */
  static List<String> names(Map<String, String> options) {
    if (!list(options.get("transforms")).stream()
        .map(name -> options.getOrDefault("transforms." + name + ".type", ""))
        .allMatch(TopicsOption::keepsTopics)) {
      return List.of();
    }
    return list(options.get("topics"));
  }

  private static boolean keepsTopics(String type) {
    return KEEPING_TOPICS.stream().anyMatch(type::startsWith)
        && RENAMING.stream().noneMatch(type::startsWith);
  }

  private static List<String> list(String value) {
    return value == null
        ? List.of()
        : Arrays.stream(value.split(",")).map(String::strip).filter(one -> !one.isEmpty()).toList();
  }
}
