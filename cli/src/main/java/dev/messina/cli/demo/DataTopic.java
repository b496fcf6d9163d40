package dev.messina.cli.demo;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Makes the topic of a table before anybody writes to it, as one would in production. */
public final class DataTopic {

  private DataTopic() {}

  /** Creates a topic on one replica that is kept by time, never by key. */
  public static void create(String bootstrapServers, String topic, int partitions) {
    NewTopic table =
        new NewTopic(topic, partitions, (short) 1)
            .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE));
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      admin.createTopics(List.of(table)).all().get();
    } catch (ExecutionException refused) {
      throw new IllegalStateException(
          "Topic " + topic + " cannot be created: " + refused.getCause().getMessage(), refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while creating topic " + topic, interrupted);
    }
  }
}
