package dev.messina.cli.topic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes a topic, with the brokers' own replication factor. For use by one thread. */
public final class TopicCreation implements AutoCloseable {

  private final Admin admin;

  /**
   * @param settings of a Kafka client
   */
  public TopicCreation(Map<String, String> settings) {
    this.admin = Admin.create(Map.copyOf(settings));
  }

  /** What has become of it. */
  public sealed interface Made {
    /** It is new. */
    record New() implements Made {}

    /** It was there already and is as wanted. */
    record Same() implements Made {}

    /**
     * It was there already and is another one.
     *
     * @param difference what it has, such as {@code 3 partitions}
     */
    record Other(String difference) implements Made {}
  }

  /**
   * @param partitions how many, 1 or more
   * @param compacted whether the newest record of each key is kept, or all for a time
   * @throws IllegalStateException if Kafka refuses or does not answer
   */
  public Made create(String topic, int partitions, boolean compacted) {
    String policy =
        compacted ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE;
    NewTopic wanted =
        new NewTopic(topic, Optional.of(partitions), Optional.empty())
            .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, policy));
    try {
      admin.createTopics(List.of(wanted)).all().get();
      return new Made.New();
    } catch (ExecutionException refused) {
      if (refused.getCause() instanceof TopicExistsException) {
        return existing(topic, partitions, policy);
      }
      throw new IllegalStateException(
          "Kafka does not make topic %s: %s".formatted(topic, refused.getCause().getMessage()),
          refused);
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
  }

  private Made existing(String topic, int partitions, String policy) {
    int found =
        answer(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic).partitions().size();
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config = answer(admin.describeConfigs(List.of(resource)).all()).get(resource);
    String foundPolicy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
    return found == partitions && foundPolicy.equals(policy)
        ? new Made.Same()
        : new Made.Other(found + " partitions and cleanup.policy=" + foundPolicy);
  }

  private static <T> T answer(KafkaFuture<T> asked) {
    try {
      return asked.get();
    } catch (ExecutionException refused) {
      throw new IllegalStateException(
          "Kafka does not tell about the topic: " + refused.getCause().getMessage(), refused);
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
  }

  private static IllegalStateException interrupted(InterruptedException interrupted) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("Interrupted while asking Kafka.", interrupted);
  }

  @Override
  public void close() {
    admin.close();
  }
}
