package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.messina.dynamodb.LocalDynamoDb;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** The task against DynamoDB behind a proxy that makes a busy table of it for a while. */
class ScanUnderLoadIT {

  private static final int ITEMS = 4_000;
  private static final int THREADS = 4;
  private static final int STEADY = 12;
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  /**
   * A tenth of it is never slow, so that a machine which is busy itself does not look like a busy
   * table.
   */
  private static final Duration LATENCY_MAX = Duration.ofSeconds(10);

  /** One scan at once takes less than is ever slow, two take more. */
  private static final Duration DELAY_PER_SCAN = Duration.ofMillis(700);

  private final FakeWorker worker = new FakeWorker();

  @Test
  void theScanGivesWayToALoadedTableAndComesBack() throws IOException {
    try (LocalDynamoDb server = LocalDynamoDb.start();
        LocalTable table = LocalTable.on(GivenDynamoDb.or(server));
        LoadedProxy proxy = new LoadedProxy(table.endpoint())) {
      table.create(StreamViewType.NEW_AND_OLD_IMAGES);
      table.putAll(IntStream.range(0, ITEMS).mapToObj(ScanUnderLoadIT::item).toList());
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
    Map<String, String> config = LocalTable.source(proxy.endpoint(), "localhost:9092");
    config.put("snapshot.page.limit", "4");
    config.put("snapshot.max.threads", Integer.toString(THREADS));
    config.put("snapshot.max.latency.ms", Long.toString(LATENCY_MAX.toMillis()));
    config.put("messina.task.shares", LocalTable.NAME + ":0/1");
    config.put("messina.task.id", "0");
    config.put("messina.task.tables", LocalTable.NAME);
    config.put("write.timestamp.min", "2026-01-01T00:00:00Z");
    task.start(config);
    return task;
  }

  private static Map<String, AttributeValue> item(int number) {
    return Map.of("pk", AttributeValue.fromS("item-" + number));
  }
}
