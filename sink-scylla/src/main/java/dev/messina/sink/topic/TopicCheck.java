package dev.messina.sink.topic;

import dev.messina.plugin.NearestName;
import dev.messina.plugin.OptionError;
import dev.messina.sink.session.Reasons;
import dev.messina.sink.topic.TopicList.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;

/** Whether the topics that a configuration names are there. */
public final class TopicCheck {

  private static final String TOPICS_REGEX = "topics.regex";

  private final TopicList list;

  public TopicCheck(TopicList list) {
    this.list = list;
  }

  /** What is wrong, by option; nothing where Kafka is not to be asked. */
  public List<OptionError> problems(Map<String, String> options) {
    Map<String, Object> client = KafkaSettings.client(options);
    if (client.isEmpty()) {
      return List.of();
    }
    Set<String> existing;
    try {
      existing = list.names(client);
    } catch (KafkaException unanswered) {
      return List.of(
          new OptionError(
              KafkaSettings.BOOTSTRAP_SERVERS,
              "Kafka at %s cannot be asked about the topics: %s. Check the address and the other kafka.*"
                      .formatted(
                          options.get(KafkaSettings.BOOTSTRAP_SERVERS), Reasons.of(unanswered))
                  + " options, or leave them out."));
    }
    List<OptionError> problems = new ArrayList<>();
    String absent =
        TopicNames.listed(options).stream()
            .filter(topic -> !existing.contains(topic))
            .map(topic -> absent(topic, existing))
            .collect(Collectors.joining(" "));
    if (!absent.isEmpty()) {
      problems.add(new OptionError(TopicNames.TOPICS, absent));
    }
    if (matchesNone(options.get(TOPICS_REGEX), existing)) {
      problems.add(
          new OptionError(
              TOPICS_REGEX,
              "No topic matches the pattern; correct it, or create the topics first (the source"
                  + " creates them with its first records)."));
    }
    return problems;
  }

  private static String absent(String topic, Set<String> existing) {
    return "Topic '"
        + topic
        + "' does not exist"
        + NearestName.hint(topic, existing)
        + "; correct the name, or create the topic first (the source creates it with its first"
        + " record).";
  }

  /** A pattern that is none is Connect's to refuse. */
  private static boolean matchesNone(String pattern, Set<String> existing) {
    try {
      return pattern != null
          && !pattern.isBlank()
          && existing.stream().noneMatch(Pattern.compile(pattern).asMatchPredicate());
    } catch (PatternSyntaxException malformed) {
      return false;
    }
  }
}
