package dev.messina.sink.topic;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

@FunctionalInterface
public interface TopicList {

  /** How long an answer may take, in milliseconds. */
  int TIMEOUT_MS = 10_000;

  /**
   * The names of all topics that the client may see.
   *
   * @param client settings of an admin client
   * @throws KafkaException if a setting is no good or Kafka does not answer
   */
  Set<String> names(Map<String, Object> client);

  /** As Kafka answers. */
  static Set<String> ofKafka(Map<String, Object> client) {
    try (Admin admin = Admin.create(patient(client))) {
      return admin.listTopics().names().get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException unanswered) {
      throw new KafkaException(unanswered.getCause().toString(), unanswered.getCause());
    } catch (TimeoutException unanswered) {
      throw new KafkaException("No answer in " + TIMEOUT_MS + " ms", unanswered);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted", interrupted);
    }
  }

  /** The settings with this patience, where they do not say another. */
  static Map<String, Object> patient(Map<String, Object> client) {
    client.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    client.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    return client;
  }

  /** Names of topics in the options that Connect itself reads. */
  final class TopicNames {

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
}
