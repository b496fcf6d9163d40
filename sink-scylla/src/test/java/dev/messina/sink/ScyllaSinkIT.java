package dev.messina.sink;

import static dev.messina.sink.mutation.RecordBuilder.WRITTEN_AT;
import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.messina.sink.mutation.RecordBuilder;
import dev.messina.stack.CassandraNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A task against a real CQL server, with the cases in which a naive sink ends wrong. */
class ScyllaSinkIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final TopicPartition PARTITION = new TopicPartition(RecordBuilder.TOPIC, 0);

  /** The source's distance between two changes of one item. */
  private static final long STEP = 100;

  private static final CassandraNode NODE = CassandraForTests.node();
  private static final CqlSession CQL = CassandraForTests.session();

  private final FakeTaskContext context = new FakeTaskContext();
  private final ScyllaSinkTask task = new ScyllaSinkTask();

  @BeforeAll
  static void createTable() {
    CQL.execute("DROP TABLE IF EXISTS shop.orders");
    CQL.execute(
        "CREATE TABLE shop.orders (pk text PRIMARY KEY, status text, price decimal, qty int,"
            + " tags frozen<set<text>>, lines frozen<list<text>>, open_tags set<text>)"
            + " WITH default_time_to_live = 3600");
  }

  @BeforeEach
  void startTask() {
    CQL.execute("TRUNCATE shop.orders");
    task.initialize(context);
    task.start(options());
    task.open(Set.of(PARTITION));
  }

  @AfterEach
  void stopTask() {
    task.stop();
  }

  @Test
  void anyOrderAndAnyNumberOfDeliveriesEndInTheNewestImage() {
    List<SinkRecord> history =
        List.of(
            image(0, 0, "status", "new", "qty", 1).build(),
            image(1, 1, "status", "paid", "price", "9.90").build(),
            record(2).writtenAt(WRITTEN_AT + 2 * STEP).build(),
            image(3, 3, "status", "again", "tags", List.of("x")).build(),
            image(4, 4, "qty", 7, "open_tags", List.of("b", "a")).build());
    Random random = new Random(1);
    for (int round = 0; round < 30; round++) {
      CQL.execute("TRUNCATE shop.orders");
      List<SinkRecord> deliveries = new ArrayList<>(history);
      deliveries.addAll(history.subList(0, random.nextInt(history.size())));
      Collections.shuffle(deliveries, random);
      deliver(deliveries);
      Row row = onlyRow();
      assertThat(row.getInt("qty")).isEqualTo(7);
      assertThat(row.getSet("open_tags", String.class)).containsExactly("a", "b");
      assertThat(row.isNull("status")).isTrue();
      assertThat(row.isNull("price")).isTrue();
      assertThat(row.isNull("tags")).isTrue();
    }
  }

  @Test
  void deleteAndInsertOneStepApartBothCount() {
    deliver(
        List.of(
            record(0).writtenAt(WRITTEN_AT).build(),
            image(1, 1, "status", "back").build(),
            record(2).writtenAt(WRITTEN_AT + 2).build()));
    assertThat(onlyRow().getString("status")).isEqualTo("back");
    deliver(List.of(record(3).writtenAt(WRITTEN_AT + STEP + 1).build()));
    assertThat(rows()).isEmpty();
  }

  @Test
  void anItemThatMovesToAnotherRowAndBackIsInOneRowWhateverTheOrder() {
    SinkRecord first = image(0, 0, "status", "first").build();
    SinkRecord there = moved(image(1, 1, "status", "there"), "b", "a");
    SinkRecord back = moved(image(2, 2, "status", "back"), "a", "b");
    List<SinkRecord> history = new ArrayList<>(List.of(first, there, back));
    for (int round = 0; round < 6; round++) {
      CQL.execute("TRUNCATE shop.orders");
      Collections.rotate(history, 1);
      if (round == 3) {
        Collections.reverse(history);
      }
      deliver(history);
      assertThat(onlyRow().getString("status")).isEqualTo("back");
      assertThat(onlyRow().getString("pk")).isEqualTo("a");
    }
  }

  private static SinkRecord moved(RecordBuilder record, String to, String from) {
    SinkRecord moved = record.key(Map.of("pk", to)).build();
    moved.headers().add("messina.moved.from", Map.of("pk", from), null);
    return moved;
  }

  @Test
  void aDeleteThatLagsBehindDoesNotTakeALaterInsert() {
    deliver(List.of(image(5, 9, "status", "later").build()));
    deliver(List.of(record(6).writtenAt(WRITTEN_AT + 8 * STEP).build()));
    assertThat(onlyRow().getString("status")).isEqualTo("later");
  }

  @Test
  void anAttributeThatIsGoneIsGone() {
    deliver(
        List.of(
            image(0, 0, "status", "new", "qty", 1, "open_tags", List.of("a")).build(),
            image(1, 1, "status", "paid").build()));
    assertThat(onlyRow().isNull("qty")).isTrue();
    assertThat(onlyRow().getSet("open_tags", String.class)).isEmpty();
  }

  @Test
  void anItemOfNothingButItsKeyIsARow() {
    deliver(List.of(image(0, 0).build()));
    assertThat(onlyRow().getString("pk")).isEqualTo("a");
  }

  @Test
  void aReplayLeavesTheSameWriteTimestamps() {
    List<SinkRecord> history =
        List.of(
            image(0, 0, "status", "new", "qty", 1).build(),
            image(1, 1, "status", "paid", "qty", 2, "lines", List.of("l")).build());
    deliver(history);
    String before = writeTimestamps();
    task.close(Set.of(PARTITION));
    task.open(Set.of(PARTITION));
    deliver(history);
    assertThat(before).isEqualTo((WRITTEN_AT + STEP) + " " + (WRITTEN_AT + STEP));
    assertThat(writeTimestamps()).isEqualTo(before);
    assertThat(onlyRow().getInt("qty")).isEqualTo(2);
  }

  @Test
  void aTablesDefaultLifetimeDoesNotExpireRows() {
    deliver(List.of(image(0, 0, "status", "stays").build()));
    Row row = CQL.execute("SELECT ttl(status) AS ttl FROM shop.orders").one();
    assertThat(row.isNull("ttl")).isTrue();
  }

  @Test
  void thirtyEightDigitsArriveAsTheyAre() {
    String digits = "12345678901234567890123456789012345678";
    deliver(List.of(image(0, 0, "price", digits).build()));
    assertThat(onlyRow().getBigDecimal("price")).isEqualTo(new BigDecimal(digits));
  }

  @Test
  void aPoisonousRecordIsPutAsideAndTheGoodOnesAroundItAreWritten() {
    deliver(
        List.of(
            record(0).key(Map.of("pk", "good-1")).columns("qty", 1).build(),
            record(1).key(Map.of("pk", "bad")).columns("qty", "secret").build(),
            record(2).key(Map.of("pk", "good-2")).columns("qty", 2).build()));
    assertThat(rows()).extracting(row -> row.getString("pk")).containsOnly("good-1", "good-2");
    assertThat(context.deadLetters).hasSize(1);
    assertThat(context.deadLetters.get(0).reason())
        .hasMessage(
            "Record at shop.orders-0@1: column 'qty' of shop.orders is int and the record has a"
                + " string that is no number; correct the data or convert the field with a"
                + " transform, or map it to a new column that is text and replay"
                + " (docs/types.md#a-column-of-another-type).");
    assertThat(committable(3)).isEqualTo(3);
  }

  @Test
  void whatOnlyTheServerFindsWrongIsPutAside() {
    CQL.execute("CREATE INDEX orders_status ON shop.orders (status)");
    deliver(
        List.of(
            record(0).columns("status", "x".repeat(70_000)).build(),
            record(1).key(Map.of("pk", "good")).columns("qty", 2).build()));
    assertThat(rows()).extracting(row -> row.getString("pk")).containsExactly("good");
    assertThat(context.deadLetters).hasSize(1);
    assertThat(context.deadLetters.get(0).reason())
        .hasMessageContaining("Record at shop.orders-0@0: table shop.orders did not take it after ")
        .hasMessageContaining("Cannot index value of size 70000");
    CQL.execute("DROP INDEX shop.orders_status");
  }

  @Test
  void aColumnThatIsAddedWhileTheTaskRunsIsWritten() {
    deliver(List.of(image(0, 0, "added", "too early").build()));
    assertThat(context.deadLetters).hasSize(1);
    CQL.execute("ALTER TABLE shop.orders ADD added text");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              task.close(Set.of(PARTITION));
              task.open(Set.of(PARTITION));
              deliver(List.of(image(1, 1, "added", "in time").build()));
              assertThat(onlyRow().getString("added")).isEqualTo("in time");
            });
    CQL.execute("ALTER TABLE shop.orders DROP added");
  }

  @Test
  void anOutageHoldsOffsetsBackAndLosesNothing() {
    deliver(List.of(image(0, 0, "status", "before").build()));
    NODE.process().suspend();
    try {
      task.put(List.of(image(1, 1, "status", "during").build()));
      assertThat(committable(2)).isEqualTo(1);
    } finally {
      NODE.process().resume();
    }
    awaitCommittable(2);
    assertThat(onlyRow().getString("status")).isEqualTo("during");
  }

  private static Map<String, String> options() {
    return Map.of(
        "name",
        "orders",
        "table.name",
        "shop.orders",
        "scylladb.contact.points",
        NODE.contactPoint(),
        "scylladb.local.datacenter",
        NODE.localDatacenter(),
        "scylladb.request.timeout.ms",
        "1000");
  }

  /** The image that row {@code a} has that many steps after the first. */
  private static RecordBuilder image(long offset, int steps, Object... columns) {
    return record(offset).columns(columns).writtenAt(WRITTEN_AT + steps * STEP);
  }

  /** Delivers records at the offsets that a topic in this order would give them. */
  private void deliver(List<SinkRecord> records) {
    task.close(Set.of(PARTITION));
    task.open(Set.of(PARTITION));
    List<SinkRecord> inOrder = new ArrayList<>();
    for (SinkRecord record : records) {
      inOrder.add(
          new SinkRecord(
              record.topic(),
              0,
              null,
              record.key(),
              null,
              record.value(),
              inOrder.size(),
              null,
              record.timestampType(),
              record.headers()));
    }
    task.put(inOrder);
    awaitCommittable(inOrder.size());
  }

  private void awaitCommittable(long end) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              task.put(List.of());
              assertThat(committable(end)).isEqualTo(end);
            });
  }

  private long committable(long consumed) {
    return task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(consumed)))
        .get(PARTITION)
        .offset();
  }

  private static List<Row> rows() {
    return CQL.execute("SELECT * FROM shop.orders").all();
  }

  private static Row onlyRow() {
    assertThat(rows()).hasSize(1);
    return rows().get(0);
  }

  private static String writeTimestamps() {
    Row row =
        CQL.execute("SELECT writetime(status) AS s, writetime(qty) AS q FROM shop.orders").one();
    return row.getLong("s") + " " + row.getLong("q");
  }
}
