package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.messina.dynamodb.LocalDynamoDb;
import dev.messina.record.ChangeOperation;
import dev.messina.record.ChangeRecordReader;
import dev.messina.record.ChangeSource;
import dev.messina.stack.KafkaBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** The task against DynamoDB, with a worker that keeps its offsets in memory. */
@ExtendWith(SharedKafka.class)
class DynamoDbSourceIT {

  private static final int ITEMS = 400;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static LocalDynamoDb server;
  private static LocalTable table;
  private static KafkaBroker broker;

  private final FakeWorker worker = new FakeWorker();
  private final Random random = new Random(7);

  @BeforeAll
  static void startDynamoDb(KafkaBroker kafka) {
    broker = kafka;
    server = LocalDynamoDb.start();
    table = LocalTable.on(GivenDynamoDb.or(server));
    table.createWithSortKey(StreamViewType.NEW_AND_OLD_IMAGES);
  }

  @AfterAll
  static void stopDynamoDb() {
    table.close();
    server.close();
  }

  @Test
  void carriesATableThatIsWrittenToWhileItIsReadOverRestarts() throws InterruptedException {
    table.putAll(IntStream.range(0, ITEMS).mapToObj(this::item).toList());

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
    assertThat(writeTimestampsByKey())
        .isNotEmpty()
        .allSatisfy((key, times) -> assertThat(times).doesNotHaveDuplicates().isSorted());
  }

  private void write() {
    int number = random.nextInt(ITEMS + 50);
    if (random.nextInt(4) == 0) {
      table.delete(key(number));
    } else {
      table.put(item(number));
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
    Map<String, String> config = LocalTable.source(table.endpoint(), broker.bootstrapServers());
    config.put("snapshot.page.limit", "20");
    connector.start(config);
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

  /** Of each item, in the order in which its changes were first sent. */
  private Map<String, List<Long>> writeTimestampsByKey() {
    Map<ChangeSource.StreamShard, Long> known = new HashMap<>();
    Map<String, List<Long>> writeTimestamps = new TreeMap<>();
    for (SourceRecord record : changes()) {
      ChangeSource source = ChangeRecordReader.read(record).source();
      if (source.position() instanceof ChangeSource.StreamShard change) {
        Long earlier = known.putIfAbsent(change, source.writeTimestampMicros());
        if (earlier == null) {
          writeTimestamps
              .computeIfAbsent(record.key().toString(), first -> new ArrayList<>())
              .add(source.writeTimestampMicros());
        } else {
          assertThat(source.writeTimestampMicros())
              .as("the write timestamp of %s stays when it is read again", change)
              .isEqualTo(earlier);
        }
      }
    }
    return writeTimestamps;
  }

  private Map<String, Map<String, Integer>> rows() {
    return Rows.of(changes(), change -> change.source().writeTimestampMicros());
  }

  private static Map<String, Map<String, Integer>> items() {
    Map<String, Map<String, Integer>> items = new TreeMap<>();
    for (Map<String, AttributeValue> item : table.items()) {
      items.put(
          item.get("pk").s() + "/" + item.get("sk").n(), Rows.columns(item, List.of("pk", "sk")));
    }
    return items;
  }
}
