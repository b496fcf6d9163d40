package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.e2e.SharedStack.Services;
import dev.messina.stack.LocalStack;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Where Connect's REST API is closed, as in MSK Connect: a worker beside, a cluster of its own with
 * the same topic of offsets, has both connectors stopped and tells the sweep what it asks for.
 */
@ExtendWith(SharedStack.class)
class SweepBesideIT {

  private static final long ITEMS = 200;

  @Test
  void aWorkerThatRunsNothingIsEnoughForASweep(Services services) throws Exception {
    try (Migration migration =
            new Migration(services, "beside", ITEMS).withSource("snapshot.mode", "initial_only");
        LocalStack beside =
            services
                .otherWorker("beside")
                .connectProperties(Map.of("offset.storage.topic", "connect-offsets"))
                .start()) {
      migration.deploy();
      Eventually.isTrue(
          "the snapshot is complete",
          () -> {
            migration.pipeline().rethrowFailure();
            return migration.pipeline().snapshot().isDone();
          });
      migration.delete(0);
      postStopped(beside, migration.source());
      postStopped(beside, migration.sink());

      SweepRun run = SweepRun.of(beside.connect().url(), migration);

      assertThat(run.exitCode()).as("%s", run).isZero();
      assertThat(run.gone()).as("deleted, but not scanned again").isZero();
      assertThat(run.live() + run.undated()).isEqualTo(ITEMS);
    }
  }

  private static void postStopped(LocalStack worker, ConnectorFile connector)
      throws IOException, InterruptedException {
    Map<String, Object> request =
        Map.of(
            "name", connector.name(),
            "config", connector.config(),
            "initial_state", "STOPPED");
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(worker.connect().url().resolve("/connectors"))
                    .header("Content-Type", "application/json")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            new ObjectMapper().writeValueAsString(request)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(201);
  }
}
