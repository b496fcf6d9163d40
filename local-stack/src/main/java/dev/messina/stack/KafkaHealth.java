package dev.messina.stack;

import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Healthy when the broker lists itself as a member of the cluster, which is when it is unfenced.
 */
final class KafkaHealth implements HealthCheck {
  private static final int PATIENCE_MS = (int) TimeUnit.SECONDS.toMillis(5);

  private final String bootstrapServers;

  KafkaHealth(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  @Override
  public void check() throws IOException, InterruptedException {
    knock();
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    try (Admin admin = Admin.create(settings)) {
      if (admin.describeCluster().nodes().get(PATIENCE_MS, TimeUnit.MILLISECONDS).isEmpty()) {
        throw new IOException("the cluster at " + bootstrapServers + " has no broker yet");
      }
    } catch (ExecutionException | TimeoutException silence) {
      throw new IOException("describeCluster at " + bootstrapServers + " failed", silence);
    }
  }

  /** A closed port is found without the client library, which would warn about it in our log. */
  private void knock() throws IOException {
    try (Socket socket = HostAndPort.parse(bootstrapServers).connect(PATIENCE_MS)) {
      socket.shutdownOutput();
    }
  }
}
