package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.messina.record.ChangeOperation;
import dev.messina.record.ChangeRecordReader;
import dev.messina.record.ChangeSource;
import dev.messina.stack.LocalStack;
import dev.messina.stack.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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

/** The task against DynamoDB Local, with a worker that keeps its offsets in memory. */
class DynamoDbSourceIT {

  private static final String TABLE = "orders";
  private static final int ITEMS = 400;
  private static final int BATCH = 25;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static LocalStack stack;
  private static DynamoDbClient client;

  private final FakeWorker worker = new FakeWorker();
  private final Random random = new Random(7);

  @BeforeAll
  static void startDynamoDb() {
    stack =
        LocalStack.in(Path.of("target", "dynamodb-source-it"))
            .only(Service.KAFKA, Service.DYNAMODB)
            .dynamoDbInMemory()
            .start();
    client =
        DynamoDbClient.builder()
            .endpointOverride(stack.dynamoDb().endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build();
  }

  @AfterAll
  static void stopDynamoDb() {
    client.close();
    stack.close();
  }

  @Test
  void carriesATableThatIsWrittenToWhileItIsReadOverRestarts() throws InterruptedException {
    createTable();
    load();

    SourceTask task = start();
    for (int turn = 0; turn < 200; turn++) {
      write();
      poll(task);
      if (random.nextInt(5) == 0) {
        worker.commit(pending -> random.nextInt(pending + 1));
      }
      if (turn % 60 == 59) {
        task.stop();
        worker.crash(pending -> random.nextInt(pending + 1));
        task = start();
      }
    }
    SourceTask last = task;
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(1))
        .untilAsserted(
            () -> {
              poll(last);
              worker.commitAll();
              assertThat(rows()).isEqualTo(items());
            });
    task.stop();

    assertThat(changes()).anyMatch(DynamoDbSourceIT::isSnapshot).anyMatch(r -> !isSnapshot(r));
    assertThat(List.copyOf(writeTimesBySequence().values())).doesNotHaveDuplicates().isSorted();
  }

  private void createTable() {
    client.createTable(
        table ->
            table
                .tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    attribute("pk", ScalarAttributeType.S), attribute("sk", ScalarAttributeType.N))
                .keySchema(part("pk", KeyType.HASH), part("sk", KeyType.RANGE))
                .streamSpecification(
                    stream ->
                        stream
                            .streamEnabled(true)
                            .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement part(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private void load() {
    for (int from = 0; from < ITEMS; from += BATCH) {
      List<WriteRequest> batch =
          IntStream.range(from, from + BATCH)
              .mapToObj(
                  i ->
                      WriteRequest.builder()
                          .putRequest(PutRequest.builder().item(item(i)).build())
                          .build())
              .toList();
      client.batchWriteItem(request -> request.requestItems(Map.of(TABLE, batch)));
    }
  }

  private void write() {
    int number = random.nextInt(ITEMS + 50);
    if (random.nextInt(4) == 0) {
      client.deleteItem(request -> request.tableName(TABLE).key(key(number)));
    } else {
      client.putItem(request -> request.tableName(TABLE).item(item(number)));
    }
  }

  private Map<String, AttributeValue> item(int number) {
    Map<String, AttributeValue> item = new TreeMap<>(key(number));
    for (String column : List.of("x", "y", "z")) {
      if (random.nextBoolean()) {
        item.put(column, AttributeValue.fromN(Integer.toString(random.nextInt(1000))));
      }
    }
    return item;
  }

  private static Map<String, AttributeValue> key(int number) {
    return Map.of(
        "pk", AttributeValue.fromS("item-" + number % 40),
        "sk", AttributeValue.fromN(Integer.toString(number)));
  }

  private SourceTask start() {
    DynamoDbSourceTask task = new DynamoDbSourceTask();
    task.initialize(new OldWorkerContext(worker));
    DynamoDbSourceConnector connector = new DynamoDbSourceConnector();
    connector.start(
        Map.of(
            "name", "orders-source",
            "topic.prefix", "shop",
            "tables", TABLE,
            "aws.region", "us-east-1",
            "aws.endpoint", stack.dynamoDb().endpoint().toString(),
            "aws.access.key.id", "local",
            "aws.secret.access.key", "local",
            "snapshot.page.limit", "20",
            "control.kafka.bootstrap.servers", stack.kafka().bootstrapServers()));
    task.start(connector.taskConfigs(1).get(0));
    connector.stop();
    return task;
  }

  private void poll(SourceTask task) throws InterruptedException {
    List<SourceRecord> records = task.poll();
    if (records != null) {
      worker.send(records);
    }
  }

  private List<SourceRecord> changes() {
    return worker.inKafka().stream()
        .filter(record -> record.topic().equals("shop.orders"))
        .toList();
  }

  private static boolean isSnapshot(SourceRecord record) {
    return ChangeRecordReader.read(record).operation() == ChangeOperation.SNAPSHOT;
  }

  private Map<String, Long> writeTimesBySequence() {
    Map<String, Long> writeTimes = new TreeMap<>();
    for (SourceRecord record : changes()) {
      ChangeSource source = ChangeRecordReader.read(record).source();
      if (source.position() instanceof ChangeSource.StreamShard shard) {
        Long known = writeTimes.put(shard.sequence(), source.writeTimeMicros());
        assertThat(known == null || known == source.writeTimeMicros())
            .as("the write time of %s stays when it is read again", shard.sequence())
            .isTrue();
      }
    }
    return writeTimes;
  }

  private Map<String, Map<String, Integer>> rows() {
    return Rows.of(changes(), change -> change.source().writeTimeMicros());
  }

  private static Map<String, Map<String, Integer>> items() {
    Map<String, Map<String, Integer>> items = new TreeMap<>();
    for (Map<String, AttributeValue> item :
        client.scanPaginator(request -> request.tableName(TABLE)).items()) {
      items.put(
          item.get("pk").s() + "/" + item.get("sk").n(), Rows.columns(item, List.of("pk", "sk")));
    }
    return items;
  }
}
