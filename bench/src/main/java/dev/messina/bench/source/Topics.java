package dev.messina.bench.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Topics for one measurement, which would fill the disk if they stayed. */
final class Topics implements AutoCloseable {

  private static final int PARTITIONS = 4;

  private final Admin admin;

  Topics(String bootstrapServers) {
    admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  void create(List<String> names) throws InterruptedException, ExecutionException {
    admin
        .createTopics(
            names.stream()
                .map(
                    name ->
                        new NewTopic(name, Optional.of(PARTITIONS), Optional.empty())
                            .configs(Map.of(TopicConfig.FILE_DELETE_DELAY_MS_CONFIG, "0")))
                .toList())
        .all()
        .get();
  }

  void delete(List<String> names) throws InterruptedException, ExecutionException {
    admin.deleteTopics(names).all().get();
  }

  @Override
  public void close() {
    admin.close();
  }
}
