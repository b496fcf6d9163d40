package dev.messina.cli.plan.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Kafka, and those of the topics that are there already.
 *
 * @param brokers how many
 * @param topics by name
 */
public record KafkaSide(Reached reached, int brokers, Map<String, Topic> topics) {

  /**
   * A topic that is there.
   *
   * @param cleanup its {@code cleanup.policy}
   * @param retentionMs its {@code retention.ms}
   */
  public record Topic(int partitions, String cleanup, long retentionMs) {}

  /**
   * @param settings of a client
   * @param wanted topics
   * @throws RuntimeException if Kafka does not answer
   */
  public static KafkaSide of(Map<String, String> settings, List<String> wanted) {
    Map<String, Object> config = new HashMap<>(settings);
    try (Admin admin = Admin.create(config)) {
      long begin = System.nanoTime();
      int brokers = answered(admin.describeCluster().nodes()).size();
      long took = (System.nanoTime() - begin) / 1_000_000;
      Set<String> there = answered(admin.listTopics().names());
      Map<String, Topic> topics = new HashMap<>();
      wanted.stream().filter(there::contains).forEach(name -> topics.put(name, topic(admin, name)));
      return new KafkaSide(
          new Reached(
              "Kafka", settings.get("bootstrap.servers"), took, "%d brokers".formatted(brokers)),
          brokers,
          topics);
    }
  }

  private static Topic topic(Admin admin, String name) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    TopicDescription topic =
        answered(admin.describeTopics(List.of(name)).allTopicNames()).get(name);
    Config config = answered(admin.describeConfigs(List.of(resource)).all()).get(resource);
    return new Topic(
        topic.partitions().size(),
        config.get("cleanup.policy").value(),
        Long.parseLong(config.get("retention.ms").value()));
  }

  private static <T> T answered(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException refused) {
      throw new KafkaException(refused.getCause().getMessage(), refused.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KafkaException("The request was interrupted.", interrupted);
    }
  }
}
