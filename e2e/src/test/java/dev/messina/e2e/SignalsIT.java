package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.messina.cli.demo.workload.Catalogue;
import dev.messina.cli.demo.workload.ItemGenerator;
import dev.messina.e2e.SharedStack.Services;
import dev.messina.e2e.TopicContents.Change;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A running source is steered by records on its control topic. */
@ExtendWith(SharedStack.class)
class SignalsIT {

  private static final Duration STILL = Duration.ofSeconds(8);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Test
  void aPausedSnapshotStandsStillOverARestartUntilItIsResumed(Services services) {
    String table = "paused";
    long items = 2_000;
    try (Capture capture = slow(services, table, items)) {
      SourceTasks tasks = capture.tasks();
      capture.deploy();
      Eventually.isTrue("the snapshot has begun", () -> rows(capture, table) > 40);

      signal(services, capture, "p", "pause-snapshot", "");
      long paused = settledRows(capture, table);
      assertThat(paused).as("the snapshot was over before it was paused").isLessThan(items);

      tasks.order("POST", "/restart?includeTasks=true");
      Eventually.isTrue("the source runs again", tasks::areRunning);
      Map<String, AttributeValue> witness = ItemGenerator.key("witness", "1");
      capture.put(table, witness);
      Eventually.isTrue("the stream goes on", () -> has(capture, table, witness, "c"));
      assertThat(settledRows(capture, table)).isEqualTo(paused);

      signal(services, capture, "t", "throttle-snapshot", ", \"max-rcu\": 5000");
      signal(services, capture, "r", "resume-snapshot", "");
      Eventually.isTrue(
          "the rest of the snapshot comes",
          PATIENCE,
          () -> {
            tasks.rethrowFailure();
            return capture.segmentsDone(table) == 2;
          });
      capture.awaitSame();
      // The witness may have been written before the scan.
      assertThat(rows(capture, table)).isBetween(items, items + 1);
    }
  }

  @Test
  void aTableIsReadAgainUnderALaterEpochWithoutARestart(Services services) {
    String table = "again";
    try (Capture capture =
        new Capture(services, table, 300, List.of(table)).with("tasks.max", "2")) {
      SourceTasks tasks = capture.tasks();
      capture.deploy();
      Eventually.isTrue("the snapshot is done", () -> capture.segmentsDone(table) == 2);
      capture.awaitSame();
      long first = capture.epoch(table);
      long highest = capture.contents(table).newestWriteTimestamp();
      long starts = tasks.settledStarts();

      signal(services, capture, "s", "execute-snapshot", ", \"type\": \"incremental\"");
      Eventually.isTrue("a later epoch", () -> capture.epoch(table) > first);
      long second = capture.epoch(table);
      assertThat(second).isGreaterThan(highest);
      Eventually.isTrue(
          "every item is read again",
          () -> {
            tasks.rethrowFailure();
            return capture.contents(table).rowsAt(second) == 300;
          });

      Map<String, AttributeValue> witness = ItemGenerator.key("witness", "1");
      capture.put(table, witness);
      capture.awaitSame();
      assertThat(writeTimestamp(capture, table, witness, "c")).isGreaterThan(second);
      assertThat(tasks.starts()).isEqualTo(starts);
      assertThat(TopicAudit.of(services, "e2e." + table).violations()).isEmpty();
    }
  }

  @Test
  void listedItemsAreReadAgainAndAbsentOnesDeleted(Services services) {
    String table = "listed";
    try (Capture capture =
        new Capture(services, table, 50, List.of(table)).with("tasks.max", "2")) {
      capture.deploy();
      Eventually.isTrue("the snapshot is done", () -> capture.segmentsDone(table) == 2);
      capture.awaitSame();
      long scan = capture.epoch(table);
      long highest = capture.contents(table).newestWriteTimestamp();
      Map<String, AttributeValue> present = capture.key(7);
      Map<String, AttributeValue> absent = ItemGenerator.key("nobody", "7");
      long before = capture.contents(table).changes().size();

      signal(
          services,
          capture,
          "k",
          "execute-snapshot",
          ", \"keys\": [%s, %s]".formatted(Capture.json(present), Capture.json(absent)));
      Eventually.isTrue("the absent item is deleted", () -> has(capture, table, absent, "d"));
      Eventually.isTrue(
          "the present item is read again",
          () -> capture.contents(table).changes().size() == before + 2);

      long epoch = capture.newestEpoch(table);
      assertThat(epoch).isGreaterThan(highest);
      assertThat(writeTimestamp(capture, table, present, "r")).isEqualTo(epoch);
      assertThat(writeTimestamp(capture, table, absent, "d")).isEqualTo(epoch - 1);
      assertThat(capture.epoch(table)).as("the scan has its own epoch still").isEqualTo(scan);
      capture.awaitSame();
    }
  }

  /** Two tasks that together read about forty items a second. */
  private static Capture slow(Services services, String table, long items) {
    return new Capture(services, table, items, List.of(table))
        .with("tasks.max", "2")
        .with("snapshot.segments", "2")
        .with("snapshot.page.limit", "5")
        .with("snapshot.max.rcu", "4");
  }

  /** Posts a signal about all tables of the connector. */
  private static void signal(
      Services services, Capture capture, String id, String type, String moreData) {
    String value =
        """
        {"id": "%s", "type": "%s", "data": {"data-collections": ["%s"]%s}}"""
            .formatted(id, type, capture.source().option("tables"), moreData);
    Map<String, Object> settings =
        Map.of("bootstrap.servers", services.stack().kafka().bootstrapServers());
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  capture.source().option("control.topic"),
                  capture.source().name() + "#" + id,
                  value))
          .get();
    } catch (ExecutionException refused) {
      throw new IllegalStateException("Signal " + id + " was not sent", refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Signal " + id + " was not sent", interrupted);
    }
  }

  private static long rows(Capture capture, String table) {
    capture.tasks().rethrowFailure();
    return capture.contents(table).rowsAt(capture.epoch(table));
  }

  /** How many rows there are once no more come. */
  private static long settledRows(Capture capture, String table) {
    AtomicLong last = new AtomicLong(-1);
    await("rows of the snapshot stay away")
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(STILL)
        .until(
            () -> {
              long now = rows(capture, table);
              return last.getAndSet(now) == now;
            });
    return last.get();
  }

  private static boolean has(
      Capture capture, String table, Map<String, AttributeValue> key, String operation) {
    capture.tasks().rethrowFailure();
    return capture.contents(table).changes().stream().anyMatch(isOf(key, operation));
  }

  /** Of the newest such record of an item. */
  private static long writeTimestamp(
      Capture capture, String table, Map<String, AttributeValue> key, String operation) {
    return capture.contents(table).changes().stream()
        .filter(isOf(key, operation))
        .mapToLong(Change::writeTimestamp)
        .max()
        .orElseThrow();
  }

  private static Predicate<Change> isOf(Map<String, AttributeValue> key, String operation) {
    String text =
        TopicContents.key(key.get(Catalogue.PARTITION_KEY).s(), key.get(Catalogue.SORT_KEY).n());
    return change -> change.key().equals(text) && change.operation().equals(operation);
  }
}
