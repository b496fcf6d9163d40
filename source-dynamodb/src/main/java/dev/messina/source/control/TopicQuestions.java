package dev.messina.source.control;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a task asks Kafka about topics. Each answer may take seconds. */
@FunctionalInterface
public interface TopicQuestions extends Function<String, TopicHistory> {

  /**
   * Kafka's ids of topics, by name; those that do not exist are absent.
   *
   * @return empty if Kafka does not say
   */
  default Optional<Map<String, String>> ids(Collection<String> topics) {
    return Optional.empty();
  }
}
