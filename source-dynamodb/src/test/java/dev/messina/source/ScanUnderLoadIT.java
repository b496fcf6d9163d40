package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.messina.stack.LocalStack;
import dev.messina.stack.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The task against DynamoDB Local behind a proxy that makes a busy table of it for a while. */
class ScanUnderLoadIT {

  private static final String TABLE = "orders";
  private static final int ITEMS = 4_000;
  private static final int BATCH = 25;
  private static final int THREADS = 4;
  private static final int STEADY = 12;
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  /** Of a bound of three seconds, pages below 300 ms are never slow: one scan at once is not. */
  private static final Duration DELAY_PER_SCAN = Duration.ofMillis(200);

  private final FakeWorker worker = new FakeWorker();

  @Test
  void theScanGivesWayToALoadedTableAndComesBack() throws IOException {
    try (LocalStack stack =
            LocalStack.in(Path.of("target", "scan-under-load-it"))
                .only(Service.DYNAMODB)
                .dynamoDbInMemory()
                .start();
        LoadedProxy proxy = new LoadedProxy(stack.dynamoDb().endpoint())) {
      load(stack);
      SourceTask task = start(proxy);

      untilScansAtOnce(task, proxy, THREADS);
      proxy.delayPerScan(DELAY_PER_SCAN);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(1))
          .untilAsserted(
              () -> {
                poll(task);
                List<Integer> scans = proxy.scansAtOnce();
                assertThat(scans).hasSizeGreaterThan(STEADY);
                assertThat(scans.subList(scans.size() - STEADY, scans.size()))
                    .as("scans at once on the busy table")
                    .allMatch(atOnce -> atOnce <= THREADS / 2);
              });

      proxy.delayPerScan(Duration.ZERO);
      untilScansAtOnce(task, proxy, THREADS);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(1))
          .untilAsserted(
              () -> {
                poll(task);
                assertThat(keysInKafka()).isEqualTo(ITEMS);
              });
      task.stop();
    }
  }

  private void untilScansAtOnce(SourceTask task, LoadedProxy proxy, int atOnce) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(1))
        .untilAsserted(
            () -> {
              poll(task);
              assertThat(proxy.scansAtOnce()).contains(atOnce);
            });
  }

  private void poll(SourceTask task) throws InterruptedException {
    List<SourceRecord> records = task.poll();
    if (records != null) {
      worker.send(records);
      worker.commitAll();
    }
  }

  private long keysInKafka() {
    return worker.inKafka().stream()
        .filter(record -> record.topic().equals("shop.orders"))
        .filter(record -> record.sourcePartition().get("kind").equals("segment"))
        .map(SourceRecord::key)
        .distinct()
        .count();
  }

  private SourceTask start(LoadedProxy proxy) {
    DynamoDbSourceTask task = new DynamoDbSourceTask();
    task.initialize(new OldWorkerContext(worker));
    task.start(
        Map.ofEntries(
            Map.entry("name", "orders-source"),
            Map.entry("topic.prefix", "shop"),
            Map.entry("tables", TABLE),
            Map.entry("aws.region", "us-east-1"),
            Map.entry("aws.endpoint", proxy.endpoint().toString()),
            Map.entry("aws.access.key.id", "local"),
            Map.entry("aws.secret.access.key", "local"),
            Map.entry("snapshot.page.limit", "4"),
            Map.entry("snapshot.max.threads", Integer.toString(THREADS)),
            Map.entry("snapshot.max.latency.ms", "3000"),
            Map.entry("messina.task.shares", TABLE + ":0/1"),
            Map.entry("messina.task.id", "0"),
            Map.entry("messina.task.tables", TABLE),
            Map.entry("epoch.floor", "2026-01-01T00:00:00Z"),
            Map.entry("control.kafka.bootstrap.servers", "localhost:9092")));
    return task;
  }

  private static void load(LocalStack stack) {
    try (DynamoDbClient client =
        DynamoDbClient.builder()
            .endpointOverride(stack.dynamoDb().endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build()) {
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
                      stream ->
                          stream
                              .streamEnabled(true)
                              .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
      for (int from = 0; from < ITEMS; from += BATCH) {
        List<WriteRequest> batch =
            IntStream.range(from, from + BATCH).mapToObj(ScanUnderLoadIT::put).toList();
        client.batchWriteItem(request -> request.requestItems(Map.of(TABLE, batch)));
      }
    }
  }

  private static WriteRequest put(int number) {
    return WriteRequest.builder()
        .putRequest(
            PutRequest.builder().item(Map.of("pk", AttributeValue.fromS("item-" + number))).build())
        .build();
  }
}
