package dev.messina.source.control;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.connect.errors.ConnectException;

/** What the connector asks Kafka about topics. */
public final class KafkaTopics implements AutoCloseable {

  private static final Set<String> SETTING_NAMES = allSettingNames();
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final Admin admin;
  private final Duration timeout;

  private KafkaTopics(Admin admin, Duration timeout) {
    this.admin = admin;
    this.timeout = timeout;
  }

  /**
   * Connects to Kafka.
   *
   * @param timeout how long an answer may take
   * @throws org.apache.kafka.common.KafkaException if the settings are no good
   */
  public static KafkaTopics connect(Map<String, Object> settings, Duration timeout) {
    Map<String, Object> client = new HashMap<>(settings);
    int millis = Math.toIntExact(timeout.toMillis());
    client.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    client.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    return new KafkaTopics(Admin.create(client), timeout);
  }

  /**
   * The {@code cleanup.policy} of each of these topics; those that do not exist are absent.
   *
   * @throws ConnectException if Kafka does not answer or refuses to say
   */
  public Map<String, String> cleanupPolicies(Collection<String> topics) {
    List<ConfigResource> resources =
        topics.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Map<String, String> policies = new HashMap<>();
    admin
        .describeConfigs(resources)
        .values()
        .forEach(
            (topic, answer) -> {
              try {
                Config config = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
                policies.put(topic.name(), config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value());
              } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                  throw unanswered(e.getCause());
                }
              } catch (TimeoutException e) {
                throw unanswered(e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unanswered(e);
              }
            });
    return policies;
  }

  @Override
  public void close() {
    admin.close(CLOSE_TIMEOUT);
  }

  private static ConnectException unanswered(Throwable cause) {
    return new ConnectException(cause.getMessage(), cause);
  }

  /** The names of all settings that Kafka's clients themselves have. */
  public static Set<String> settingNames() {
    return SETTING_NAMES;
  }

  private static Set<String> allSettingNames() {
    Set<String> names = new TreeSet<>(AdminClientConfig.configNames());
    names.addAll(ConsumerConfig.configNames());
    names.addAll(ProducerConfig.configNames());
    return Set.copyOf(names);
  }
}
