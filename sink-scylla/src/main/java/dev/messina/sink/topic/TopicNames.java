package dev.messina.sink.topic;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Names of topics in the options that Connect itself reads. */
public final class TopicNames {

  static final String TOPICS = "topics";

  private TopicNames() {}

  /** Those of the option {@code topics}; none if the connector has a pattern. */
  public static List<String> listed(Map<String, String> options) {
    return list(options.get(TOPICS));
  }

  /** The entries of a list as Connect writes one, without the space around them. */
  public static List<String> list(String value) {
    return value == null
        ? List.of()
        : Stream.of(value.split(",")).map(String::strip).filter(one -> !one.isEmpty()).toList();
  }
}
