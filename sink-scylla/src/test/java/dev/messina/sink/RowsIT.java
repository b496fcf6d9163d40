package dev.messina.sink;

import static dev.messina.sink.mutation.RecordBuilder.WRITTEN_AT;
import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.messina.sink.mutation.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tasks of different options write into the same rows, on a real CQL server. */
class RowsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final TopicPartition PARTITION = new TopicPartition(RecordBuilder.TOPIC, 0);
  private static final long STEP = 100;
  private static final int ROWS = 300;
  private static final List<String> COLUMNS = List.of("c0", "c1", "c2", "c3", "c4", "c5", "c6");

  private static final CqlSession CQL = CassandraForTests.session();

  private final Map<Map<String, String>, Task> tasks = new HashMap<>();

  @BeforeAll
  static void createTable() {
    CQL.execute("DROP TABLE IF EXISTS shop.rows");
    CQL.execute(
        "CREATE TABLE shop.rows (pk text PRIMARY KEY, c0 text, c1 text, c2 text, c3 text,"
            + " c4 text, c5 text, c6 set<text>) WITH default_time_to_live = 3600");
  }

  @BeforeEach
  void truncate() {
    CQL.execute("TRUNCATE shop.rows");
  }

  @AfterEach
  void stopTasks() {
    tasks.values().forEach(Task::stop);
  }

  @Test
  void anyOrderAnyRepeatsAndAnyMixtureOfStrategiesEndInTheNewestImages() {
    Random random = new Random(11);
    List<SinkRecord> deliveries = new ArrayList<>();
    Map<String, Map<String, Object>> newest = new HashMap<>();
    for (int row = 0; row < ROWS; row++) {
      String key = "row-" + row;
      for (int step = 0; step < 4; step++) {
        Map<String, Object> image = random.nextInt(5) == 0 ? null : image(random);
        newest.put(key, image);
        SinkRecord change = change(key, step, image).build();
        deliveries.addAll(Collections.nCopies(1 + random.nextInt(2), change));
      }
    }
    Collections.shuffle(deliveries, random);
    List<Task> mixture =
        List.of(
            task(Map.of("replace.strategy", "auto")),
            task(Map.of("replace.strategy", "tombstone")),
            task(Map.of("replace.strategy", "nulls")));
    deliveries.forEach(record -> mixture.get(random.nextInt(mixture.size())).put(record));
    mixture.forEach(Task::await);
    newest.values().removeIf(image -> image == null);
    assertThat(table()).isEqualTo(newest);
  }

  @Test
  void aSmallerValueOfALaterGenerationWins() {
    task(Map.of()).deliver(change("a", 1, Map.of("c0", "z", "c1", "z")).build());
    task(Map.of("mapping.generation", "1"))
        .deliver(change("a", 1, Map.of("c0", "a", "c2", "a")).build());
    task(Map.of()).deliver(change("a", 1, Map.of("c0", "z", "c1", "z")).build());
    assertThat(table()).isEqualTo(Map.of("a", Map.of("c0", "a", "c2", "a")));
    task(Map.of()).deliver(change("a", 2, Map.of("c0", "next")).build());
    assertThat(table()).isEqualTo(Map.of("a", Map.of("c0", "next")));
  }

  @Test
  void aMergeTouchesNothingButWhatTheRecordNames() {
    Task task = task(Map.of("write.mode", "merge"));
    task.deliver(change("a", 2, Map.of("c0", "new", "c1", "stays")).build());
    Map<String, Object> cleared = new HashMap<>();
    cleared.put("c0", null);
    task.deliver(change("a", 3, cleared).build());
    task.deliver(change("a", 1, Map.of("c0", "late", "c2", "late but alone")).build());
    assertThat(table()).isEqualTo(Map.of("a", Map.of("c1", "stays", "c2", "late but alone")));
    task.deliver(record(0).key(Map.of("pk", "a")).writtenAt(WRITTEN_AT + 4 * STEP).build());
    assertThat(table()).isEmpty();
  }

  @Test
  void aRowLivesUntilItsExpiryAndAReplayDoesNotLengthenThat() throws InterruptedException {
    long expiresAt = Instant.now().getEpochSecond() + 600;
    SinkRecord image =
        change("a", 1, Map.of("c0", "x")).header("messina.expires.at", expiresAt).build();
    Task task = task(Map.of());
    task.deliver(image);
    int first = lifetime();
    Thread.sleep(2_100);
    task.deliver(image);
    assertThat(first).isBetween(500, 600);
    assertThat(lifetime()).isLessThan(first);
    task.deliver(change("a", 2, Map.of("c0", "y")).build());
    assertThat(lifetime()).isZero();
  }

  @Test
  void anImageThatHasExpiredIsGoneAndALaterOneIsNot() {
    long past = Instant.now().getEpochSecond() - 5;
    Task task = task(Map.of());
    task.deliver(change("a", 3, Map.of("c0", "alive")).build());
    task.deliver(change("a", 2, Map.of("c0", "x")).header("messina.expires.at", past).build());
    assertThat(table()).isEqualTo(Map.of("a", Map.of("c0", "alive")));
    task.deliver(change("a", 4, Map.of("c0", "x")).header("messina.expires.at", past).build());
    assertThat(table()).isEmpty();
    long longAgo = Instant.now().minus(Duration.ofDays(6 * 365)).getEpochSecond();
    task.deliver(change("a", 5, Map.of("c0", "x")).header("messina.expires.at", longAgo).build());
    assertThat(lifetime()).isZero();
  }

  @Test
  void whatHasExpiredIsMergedAndTakesNothingElseWithIt() {
    long past = Instant.now().getEpochSecond() - 5;
    Task task = task(Map.of("write.mode", "merge"));
    task.deliver(change("a", 1, Map.of("c0", "stays", "c1", "goes")).build());
    task.deliver(change("a", 2, Map.of("c1", "gone")).header("messina.expires.at", past).build());
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(table()).isEqualTo(Map.of("a", Map.of("c0", "stays"))));
  }

  @Test
  void anExpiryBeyondWhatTheServerKeepsIsPutAsideWithItsReason() {
    long far = Instant.now().getEpochSecond() + 40L * 365 * 86_400;
    Task task = task(Map.of());
    task.deliver(change("a", 1, Map.of("c0", "x")).header("messina.expires.at", far).build());
    assertThat(table()).isEmpty();
    assertThat(task.context.deadLetters).hasSize(1);
    assertThat(task.context.deadLetters.get(0).reason())
        .hasMessageContaining("maximum supported expiration date of 2038-01-19")
        .hasMessageContaining("set expiry.mode=column");
  }

  private static Map<String, Object> image(Random random) {
    Map<String, Object> image = new LinkedHashMap<>();
    int dropped = 1 + random.nextInt(6);
    for (String column : COLUMNS) {
      if (random.nextInt(dropped) == 0) {
        String text = "v" + random.nextInt(100);
        image.put(column, column.equals("c6") ? List.of(text) : text);
      }
    }
    return image;
  }

  private static RecordBuilder change(String key, int step, Map<String, Object> image) {
    return record(0).key(Map.of("pk", key)).value(image).writtenAt(WRITTEN_AT + step * STEP);
  }

  private static Map<String, Map<String, Object>> table() {
    return CQL.execute("SELECT * FROM shop.rows").all().stream()
        .collect(Collectors.toMap(row -> row.getString("pk"), RowsIT::columns));
  }

  private static Map<String, Object> columns(Row row) {
    Map<String, Object> columns = new LinkedHashMap<>();
    for (String column : COLUMNS) {
      if (!row.isNull(column)) {
        columns.put(
            column,
            column.equals("c6")
                ? List.copyOf(row.getSet(column, String.class))
                : row.getString(column));
      }
    }
    return columns;
  }

  /** Of column c0 of the only row, in seconds; 0 if it stays. */
  private static int lifetime() {
    return CQL.execute("SELECT ttl(c0) AS ttl FROM shop.rows").one().getInt("ttl");
  }

  private Task task(Map<String, String> options) {
    return tasks.computeIfAbsent(options, Task::new);
  }

  /** A task of these options, which takes what it is given as a topic of its own. */
  private static final class Task {
    private final FakeTaskContext context = new FakeTaskContext();
    private final ScyllaSinkTask task = new ScyllaSinkTask();
    private int end;

    Task(Map<String, String> options) {
      Map<String, String> all = new HashMap<>(options);
      all.put("name", "rows");
      all.put("table.name", "shop.rows");
      all.put("scylladb.contact.points", CassandraForTests.node().contactPoint());
      all.put("scylladb.local.datacenter", CassandraForTests.node().localDatacenter());
      task.initialize(context);
      task.start(all);
      task.open(Set.of(PARTITION));
    }

    void deliver(SinkRecord record) {
      put(record);
      await();
    }

    void put(SinkRecord record) {
      task.put(
          List.of(
              new SinkRecord(
                  record.topic(),
                  0,
                  null,
                  record.key(),
                  null,
                  record.value(),
                  end++,
                  null,
                  record.timestampType(),
                  record.headers())));
    }

    void await() {
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                task.put(List.of());
                assertThat(
                        task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(end)))
                            .get(PARTITION)
                            .offset())
                    .isEqualTo(end);
              });
    }

    void stop() {
      task.stop();
    }
  }
}
