package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.messina.dynamodb.LocalDynamoDb;
import dev.messina.stack.KafkaBroker;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** What the source asks of AWS is what the policies of docs/iam permit, no more and no less. */
@ExtendWith(SharedKafka.class)
class ReadOnlyIT {

  private static LocalDynamoDb server;
  private static LocalTable table;

  private final FakeWorker worker = new FakeWorker();

  @BeforeAll
  static void startDynamoDb() {
    server = LocalDynamoDb.start();
    table = LocalTable.on(server.endpoint());
    table.create(StreamViewType.NEW_IMAGE);
    table.tag("migrate", "now");
    table.put(item("before"));
  }

  @AfterAll
  static void stopDynamoDb() {
    table.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "initial, false",
    "initial, true",
    "when_needed, false",
    "initial_only, false",
    "initial_only, true",
    "no_data, false",
    "no_data, true"
  })
  void validationTriesExactlyWhatThePolicyPermits(String mode, boolean discovery)
      throws IOException {
    try (RecordingProxy proxy = new RecordingProxy(table.endpoint())) {
      // Nobody is there to say anything about topics, and nobody waits for it.
      Map<String, String> properties = properties(proxy, mode, discovery, "127.0.0.1:1");
      properties.put("control.kafka.default.api.timeout.ms", "100");
      properties.put("control.kafka.request.timeout.ms", "100");
      new DynamoDbSourceConnector().validate(properties);

      assertThat(proxy.actions())
          .containsExactlyElementsOf(IamPolicies.actions(IamPolicies.file(mode, discovery)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "initial, false",
    "initial, true",
    "when_needed, false",
    "initial_only, false",
    "no_data, false"
  })
  void runningAsksForNoMoreThanThePolicyPermits(String mode, boolean discovery, KafkaBroker kafka)
      throws IOException {
    try (RecordingProxy proxy = new RecordingProxy(table.endpoint())) {
      DynamoDbSourceConnector connector = new DynamoDbSourceConnector();
      connector.initialize(new NoRequests());
      connector.start(properties(proxy, mode, discovery, kafka.bootstrapServers()));
      Map<String, String> config = new HashMap<>(connector.taskConfigs(1).get(0));
      assertThat(config).containsEntry("messina.task.shares", "orders:0/1");
      DynamoDbSourceTask task = new DynamoDbSourceTask();
      task.initialize(new OldWorkerContext(worker));
      task.start(config);
      boolean scans = !mode.equals("no_data");
      boolean streams = !mode.equals("initial_only");
      pollUntil(
          task,
          () ->
              (!scans || sees("before"))
                  && (!streams || proxy.actions().contains("dynamodb:GetRecords")));
      if (streams) {
        String after = "after-" + mode + discovery;
        table.put(item(after));
        pollUntil(task, () -> sees(after));
      }
      task.stop();
      connector.stop();

      assertThat(IamPolicies.actions(IamPolicies.file(mode, discovery)))
          .containsAll(proxy.actions());
      assertThat(proxy.actions().contains("dynamodb:Scan")).isEqualTo(scans);
      assertThat(proxy.actions())
          .allMatch(action -> action.matches("dynamodb:(Describe|Get|List|Scan).*"));
    }
  }

  private void pollUntil(DynamoDbSourceTask task, BooleanSupplier done) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              List<SourceRecord> records = task.poll();
              worker.send(records == null ? List.of() : records);
              worker.commitAll();
              return done.getAsBoolean();
            });
  }

  private boolean sees(String key) {
    return worker.inKafka().stream()
        .anyMatch(
            record ->
                record.topic().equals("shop.orders")
                    && record.key().toString().contains("pk=" + key));
  }

  private static Map<String, String> properties(
      RecordingProxy proxy, String mode, boolean discovery, String kafka) {
    Map<String, String> properties = LocalTable.source(proxy.endpoint(), kafka);
    if (discovery) {
      properties.remove("tables");
      properties.put("tables.tag", "migrate=now");
    }
    properties.put("snapshot.mode", mode);
    return properties;
  }

  private static Map<String, AttributeValue> item(String key) {
    return Map.of("pk", AttributeValue.fromS(key));
  }

  private static final class NoRequests implements SourceConnectorContext {

    @Override
    public OffsetStorageReader offsetStorageReader() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void requestTaskReconfiguration() {
      throw new AssertionError("the tables have not changed");
    }

    @Override
    public void raiseError(Exception failure) {
      throw new AssertionError(failure);
    }

    @Override
    public org.apache.kafka.common.metrics.PluginMetrics pluginMetrics() {
      throw new UnsupportedOperationException();
    }
  }
}
