package dev.messina.source.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** With what settings Connect would create a topic, by its options {@code topic.creation.*}. */
record TopicCreation(Map<String, String> properties) {

  private static final String PREFIX = "topic.creation.";

  /** The option that decides about a setting of a topic, whether or not it is there. */
  String option(String topic, String setting) {
    List<String> groups = new ArrayList<>(list(PREFIX + "groups"));
    groups.removeIf(group -> !matches(topic, group, "include") || matches(topic, group, "exclude"));
    String group = groups.isEmpty() ? "default" : groups.get(0);
    return PREFIX + group + "." + setting;
  }

  /** The setting of a topic, if it is given. */
  Optional<String> setting(String topic, String setting) {
    return Optional.ofNullable(properties.get(option(topic, setting)));
  }

  /** The same as a number; what is none is for Kafka to refuse, when it creates the topic. */
  OptionalLong number(String topic, String setting) {
    try {
      return setting(topic, setting).stream()
          .mapToLong(text -> Long.parseLong(text.strip()))
          .findFirst();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private boolean matches(String topic, String group, String which) {
    return list(PREFIX + group + "." + which).stream().anyMatch(regex -> isMatch(regex, topic));
  }

  private List<String> list(String option) {
    String value = properties.getOrDefault(option, "");
    return Arrays.stream(value.split(",", -1))
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .toList();
  }

  /** A bad expression is for Connect to refuse. */
  private static boolean isMatch(String regex, String topic) {
    try {
      return Pattern.matches(regex, topic);
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
