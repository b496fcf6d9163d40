package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.messina.dynamodb.LocalDynamoDb;
import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordReader;
import dev.messina.record.ChangeSource;
import dev.messina.source.metrics.Jmx;
import dev.messina.stack.KafkaBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The source over a DynamoDB in this process, whose clock and faults are at hand. Its tasks are
 * polled one after the other on the test's thread, with workers that keep offsets in memory and
 * commit whatever they were given.
 */
final class LiveSource implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String NUMBER = "x";

  final LocalDynamoDb server;
  final LocalTable table;
  private final FakeWorker worker = new FakeWorker();
  private final Map<String, String> options;
  private final List<Turn> turns = new ArrayList<>();

  private record Turn(SourceTask task, FakeWorker worker) {

    void take() throws InterruptedException {
      List<SourceRecord> records = task.poll();
      worker.send(records == null ? List.of() : records);
      worker.commitAll();
    }
  }

  /** Nothing is there yet but the server. */
  LiveSource(KafkaBroker kafka) {
    server = LocalDynamoDb.start();
    table = LocalTable.on(server.endpoint());
    options = LocalTable.source(server.endpoint(), kafka.bootstrapServers());
  }

  LiveSource option(String name, String value) {
    options.put(name, value);
    return this;
  }

  /** Starts the tasks of one connector. */
  LiveSource start(int tasks) {
    for (int number = 0; number < tasks; number++) {
      DynamoDbSourceTask task = new DynamoDbSourceTask();
      FakeWorker its = number == 0 ? worker : worker.another();
      task.initialize(new OldWorkerContext(its));
      Map<String, String> config = new TreeMap<>(options);
      config.put("messina.task.shares", LocalTable.NAME + ":" + number + "/" + tasks);
      config.put("messina.task.id", Integer.toString(number));
      config.put("messina.task.tables", LocalTable.NAME);
      task.start(config);
      turns.add(new Turn(task, its));
    }
    return this;
  }

  /** One turn of each task. */
  void turn() {
    try {
      for (Turn turn : turns) {
        turn.take();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Not waited for a turn", interrupted);
    }
  }

  /** Turns until it is so. */
  void until(String what, Callable<Boolean> condition) {
    await(what)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              turn();
              return condition.call();
            });
  }

  /** Turns until the records, applied by CQL's rules, say the same as the table. */
  void untilSame() {
    await("rows and items are the same")
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .untilAsserted(
            () -> {
              turn();
              assertThat(rows()).isEqualTo(items());
            });
  }

  void put(String key, int value) {
    table.put(
        Map.of(
            "pk",
            AttributeValue.fromS(key),
            NUMBER,
            AttributeValue.fromN(Integer.toString(value))));
  }

  /** Items of these numbers, each with its number as its value. */
  void putAll(int from, int to) {
    table.putAll(
        IntStream.range(from, to)
            .mapToObj(
                number ->
                    Map.of(
                        "pk",
                        AttributeValue.fromS(key(number)),
                        NUMBER,
                        AttributeValue.fromN(Integer.toString(number))))
            .toList());
  }

  void delete(String key) {
    table.delete(Map.of("pk", AttributeValue.fromS(key)));
  }

  static String key(int number) {
    return "item-" + number;
  }

  /** In the order in which Kafka has those of one shard. */
  List<ChangeRecord> streamed() {
    return changes().stream()
        .map(ChangeRecordReader::read)
        .filter(change -> change.source().position() instanceof ChangeSource.StreamShard)
        .toList();
  }

  List<ChangeRecord> scanned() {
    return changes().stream()
        .map(ChangeRecordReader::read)
        .filter(change -> change.source().position() instanceof ChangeSource.ScanSegment)
        .toList();
  }

  /** The shards of which there are records. */
  List<String> shards() {
    return streamed().stream()
        .map(change -> ((ChangeSource.StreamShard) change.source().position()).shard())
        .distinct()
        .toList();
  }

  /** Of each item, in the order in which its changes were sent. */
  Map<String, List<Long>> streamedWriteTimestamps() {
    Map<String, List<Long>> times = new TreeMap<>();
    for (SourceRecord record : changes()) {
      ChangeSource source = ChangeRecordReader.read(record).source();
      if (source.position() instanceof ChangeSource.StreamShard) {
        times
            .computeIfAbsent(record.key().toString(), key -> new ArrayList<>())
            .add(source.writeTimestampMicros());
      }
    }
    return times;
  }

  /** The committed offsets of a kind of partition. */
  Map<Map<String, ?>, Map<String, Object>> committed(String kind) {
    return worker.committed(kind);
  }

  /** The sum of a metric over all tasks. */
  long metric(String context, String name) {
    long sum = 0;
    for (int task = 0; task < turns.size(); task++) {
      sum += ((Number) metric(context, name, task, 0)).longValue();
    }
    return sum;
  }

  /** A metric of the first task. */
  String text(String context, String name) {
    return (String) metric(context, name, 0, "");
  }

  /**
   * @param unread before the task has begun with the table
   */
  private static Object metric(String context, String name, int task, Object unread) {
    try {
      return Jmx.ask(
          "dev.messina.source:type=connector-metrics,context=%s,server=shop,task=%d,table=%s"
              .formatted(context, task, LocalTable.NAME),
          name);
    } catch (InstanceNotFoundException notYet) {
      return unread;
    } catch (JMException missing) {
      throw new IllegalStateException("No metric " + name, missing);
    }
  }

  /** What the records leave behind: the values by key. */
  Map<String, Map<String, Integer>> rows() {
    return Rows.of(changes(), change -> change.source().writeTimestampMicros());
  }

  private Map<String, Map<String, Integer>> items() {
    Map<String, Map<String, Integer>> items = new TreeMap<>();
    for (Map<String, AttributeValue> item : table.items()) {
      String sort = item.containsKey("sk") ? "/" + item.get("sk").n() : "";
      items.put(item.get("pk").s() + sort, Rows.columns(item, List.of("pk", "sk")));
    }
    return items;
  }

  private List<SourceRecord> changes() {
    return worker.inKafka().stream()
        .filter(record -> record.topic().equals("shop." + LocalTable.NAME))
        .toList();
  }

  @Override
  public void close() {
    turns.forEach(turn -> turn.task().stop());
    table.close();
    server.close();
  }
}
