package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.messina.stack.LocalStack;
import dev.messina.stack.Service;
import java.io.IOException;
import java.nio.file.Path;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** What the source asks of AWS is what the policies of docs/iam permit, no more and no less. */
class ReadOnlyIT {

  private static final String TABLE = "orders";

  private static LocalStack stack;
  private static DynamoDbClient client;

  private final FakeWorker worker = new FakeWorker();

  @BeforeAll
  static void startDynamoDb() {
    stack =
        LocalStack.in(Path.of("target", "read-only-it"))
            .only(Service.DYNAMODB)
            .dynamoDbInMemory()
            .start();
    client =
        DynamoDbClient.builder()
            .endpointOverride(stack.dynamoDb().endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build();
    client.createTable(
        table ->
            table
                .tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName("pk")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(
                    KeySchemaElement.builder().attributeName("pk").keyType(KeyType.HASH).build())
                .streamSpecification(
                    stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE)));
    client.putItem(request -> request.tableName(TABLE).item(item("before")));
  }

  @AfterAll
  static void stopDynamoDb() {
    client.close();
    stack.close();
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
    try (RecordingProxy proxy = new RecordingProxy(stack.dynamoDb().endpoint())) {
      Map<String, String> properties = properties(proxy, mode, discovery);
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
  void runningAsksForNoMoreThanThePolicyPermits(String mode, boolean discovery) throws IOException {
    try (RecordingProxy proxy = new RecordingProxy(stack.dynamoDb().endpoint())) {
      DynamoDbSourceConnector connector = new DynamoDbSourceConnector();
      connector.initialize(new NoRequests());
      connector.start(properties(proxy, mode, discovery));
      Map<String, String> config = new HashMap<>(connector.taskConfigs(1).get(0));
      assertThat(config).containsEntry("messina.task.shares", "orders:0/1");
      DynamoDbSourceTask task = new DynamoDbSourceTask();
      task.initialize(new OldWorkerContext(worker));
      // Nobody can be asked what the topic held before.
      config.put("epoch.floor", "2026-01-01T00:00:00Z");
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
        client.putItem(request -> request.tableName(TABLE).item(item(after)));
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
      RecordingProxy proxy, String mode, boolean discovery) {
    Map<String, String> properties = new HashMap<>();
    properties.put("name", "orders-source");
    properties.put("topic.prefix", "shop");
    properties.put(discovery ? "tables.tag" : "tables", discovery ? "migrate=now" : TABLE);
    properties.put("snapshot.mode", mode);
    properties.put("aws.region", "us-east-1");
    properties.put("aws.endpoint", proxy.url());
    properties.put("aws.access.key.id", "local");
    properties.put("aws.secret.access.key", "local");
    // Nobody is there to say anything about topics, and nobody waits for it.
    properties.put("control.kafka.bootstrap.servers", "127.0.0.1:1");
    properties.put("control.kafka.default.api.timeout.ms", "100");
    properties.put("control.kafka.request.timeout.ms", "100");
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
