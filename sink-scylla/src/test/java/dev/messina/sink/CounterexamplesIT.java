package dev.messina.sink;

import static dev.messina.sink.mutation.RecordBuilder.WRITTEN_AT;
import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Designs of a sink that look right and end wrong. A test first shows on a real server how naive
 * statements go wrong, in row {@code naive}, and then that the sink does not with that history.
 */
class CounterexamplesIT {

  /** The source's distance between two changes of one item, in microseconds. */
  private static final long STEP = 100;

  private static final long MINUTE = 60_000_000;
  private static final long KAFKA = TaskOnCassandra.KAFKA_MS * 1_000;
  private static final CqlSession CQL = CassandraForTests.session();

  private String table;

  @BeforeEach
  void createTable() {
    table = table("rows", "pk text PRIMARY KEY, status text, price decimal, qty int");
  }

  @Test
  void c01_recordsOfOneKafkaMillisecondStillHaveTheirOrder() {
    naive("INSERT INTO %s (pk, status) VALUES ('naive', 'v0') USING TIMESTAMP %d", KAFKA);
    naive("DELETE FROM %s USING TIMESTAMP %2$d WHERE pk = 'naive'", KAFKA);
    naive("INSERT INTO %s (pk, status) VALUES ('naive', 'v1') USING TIMESTAMP %d", KAFKA);
    assertThat(row("naive")).as("the delete wins the tie").isNull();

    deliver(image(0, "status", "v0"), delete(STEP), image(2 * STEP, "status", "v1"));
    assertThat(row("a").getString("status")).isEqualTo("v1");
  }

  @Test
  void c02_anOffsetIsNoTieBreak() {
    String insert = "INSERT INTO %s (pk, status) VALUES ('naive', '%s') USING TIMESTAMP %d";
    CQL.execute(insert.formatted(table, "older", KAFKA + 1_999 % 1_000));
    CQL.execute(insert.formatted(table, "newer", KAFKA + 2_000 % 1_000));
    assertThat(row("naive").getString("status")).isEqualTo("older");

    try (TaskOnCassandra task = new TaskOnCassandra(table).from(1_999)) {
      task.deliver(image(0, "status", "older"), image(STEP, "status", "newer"));
    }
    assertThat(row("a").getString("status")).isEqualTo("newer");
  }

  @Test
  void c03_aDeleteThatLagsDoesNotTakeALaterInsert() {
    CQL.execute("DELETE FROM %s WHERE pk = 'naive'".formatted(table));
    naive("INSERT INTO %s (pk, status) VALUES ('naive', 'back') USING TIMESTAMP %d", WRITTEN_AT);
    assertThat(row("naive")).as("the delete was stamped on arrival").isNull();

    deliver(image(0, "status", "first"), delete(MINUTE), image(2 * MINUTE, "status", "back"));
    assertThat(row("a").getString("status")).isEqualTo("back");
    deliver(delete(MINUTE));
    assertThat(row("a").getString("status")).isEqualTo("back");
  }

  @Test
  void c04_whatTheSnapshotReadBeforeAnUpdateDoesNotWinOverIt() {
    naive("INSERT INTO %s (pk, status) VALUES ('naive', 'new') USING TIMESTAMP %d", KAFKA);
    naive("INSERT INTO %s (pk, status) VALUES ('naive', 'old') USING TIMESTAMP %d", KAFKA + 500);
    assertThat(row("naive").getString("status")).as("stamped when it was read").isEqualTo("old");

    // Every row of a snapshot is as old as its epoch, however late it is read or arrives.
    deliver(image(STEP, "status", "new"), image(0, "status", "old", "qty", 1));
    assertThat(row("a").getString("status")).isEqualTo("new");
    assertThat(row("a").isNull("qty")).isTrue();
  }

  @Test
  void c05_anAttributeThatWasRemovedIsGone() {
    naive("INSERT INTO %s (pk, status, qty) VALUES ('naive', 'v0', 1) USING TIMESTAMP %d", 1);
    naive("INSERT INTO %s (pk, status) VALUES ('naive', 'v1') USING TIMESTAMP %d", 2);
    assertThat(row("naive").getInt("qty")).as("left unset").isEqualTo(1);

    deliver(image(0, "status", "v0", "qty", 1), image(STEP, "status", "v1"));
    assertThat(row("a").getString("status")).isEqualTo("v1");
    assertThat(row("a").isNull("qty")).isTrue();
  }

  @Test
  void c06_aRowThatComesHoursAfterItsDeleteMustStillMeetTheTombstone() {
    deliver(delete(STEP), image(0, "status", "late"));
    assertThat(row("a")).isNull();

    CQL.execute("ALTER TABLE %s WITH gc_grace_seconds = 3599".formatted(table));
    assertRefused(
        "keeps tombstones for 3599 s only, so that a late, older row could come back after a"
            + " delete; ALTER TABLE "
            + table
            + " WITH gc_grace_seconds = 864000.");
  }

  @Test
  void c07_theImageAfterARejectedOneHealsTheRow() {
    naive("INSERT INTO %s (pk, status, qty) VALUES ('naive', 'new', 1) USING TIMESTAMP %d", 1);
    naive("UPDATE %s USING TIMESTAMP %d SET qty = 3 WHERE pk = 'naive'", 3);
    assertThat(row("naive").getString("status")).as("the difference is lost").isEqualTo("new");

    try (TaskOnCassandra task = new TaskOnCassandra(table)) {
      task.deliver(
          image(0, "status", "new", "qty", 1),
          image(STEP, "status", "paid", "qty", "poison"),
          image(2 * STEP, "status", "paid", "qty", 3));
      assertThat(task.deadLetters()).hasSize(1);
    }
    assertThat(row("a").getString("status")).isEqualTo("paid");
    assertThat(row("a").getInt("qty")).isEqualTo(3);
  }

  @Test
  void c07_theColumnsOfOneRowExpireTogether() {
    naive("INSERT INTO %s (pk, status, qty) VALUES ('naive', 'new', 1) USING TTL %d", 100);
    naive("UPDATE %s USING TTL %d SET status = 'paid' WHERE pk = 'naive'", 900);
    assertThat(ttlOf("naive", "qty")).as("half a row will be left").isLessThanOrEqualTo(100);
    assertThat(ttlOf("naive", "status")).isGreaterThan(800);

    deliver(
        expiring(0, inSeconds(100), "status", "new", "qty", 1),
        expiring(STEP, inSeconds(900), "status", "paid", "qty", 1));
    assertThat(ttlOf("a", "qty")).isEqualTo(ttlOf("a", "status")).isBetween(700, 900);
  }

  @Test
  void c08_aLifetimeDoesNotGrowByAReplayAndZeroIsNotForEver() {
    String fixed = "INSERT INTO %s (pk, qty) VALUES ('naive', 1) USING TIMESTAMP 1 AND TTL %d";
    naive(fixed, 100);
    naive(fixed, 100 + 50);
    assertThat(ttlOf("naive", "qty")).as("a replay 50 s later").isGreaterThan(100);
    CQL.execute("DELETE FROM %s WHERE pk = 'naive'".formatted(table));
    naive("INSERT INTO %s (pk, qty) VALUES ('naive', 1) USING TTL %d", 0);
    assertThat(ttlOf("naive", "qty")).as("expired just now, immortal").isNull();

    long expiresAt = inSeconds(900);
    deliver(expiring(0, expiresAt, "qty", 1));
    Integer once = ttlOf("a", "qty");
    deliver(expiring(0, expiresAt, "qty", 1));
    assertThat(once).isBetween(600, 900);
    assertThat(ttlOf("a", "qty")).isLessThanOrEqualTo(once);
    for (long past : List.of(0, -1, -3_600)) {
      deliver(expiring(2 * STEP - past, inSeconds(past), "qty", 2));
      assertThat(row("a")).isNull();
    }
  }

  @Test
  void c09_anExpiryInAPlainColumnIsNotCarriedOutWhileItsExtensionIsUnderWay() {
    long now = System.currentTimeMillis() * 1_000;
    naive("DELETE FROM %s USING TIMESTAMP %2$d WHERE pk = 'naive'", now);
    naive("INSERT INTO %s (pk, qty) VALUES ('naive', 2) USING TIMESTAMP %d", now - 5 * MINUTE);
    assertThat(row("naive")).as("the server's own expiry is stamped by its clock").isNull();

    // Until the application has moved, DynamoDB's own deletes are what ends a row.
    table = table("expiring", "pk text PRIMARY KEY, expires_at bigint");
    try (TaskOnCassandra task = new TaskOnCassandra(table, Map.of("expiry.mode", "column"))) {
      task.deliver(expiring(0, inSeconds(-60), "expires_at", inSeconds(-60)));
      assertThat(row("a").getLong("expires_at")).isLessThan(inSeconds(0));
      task.deliver(expiring(STEP, 1_900_000_000, "expires_at", 1_900_000_000));
      assertThat(row("a").getLong("expires_at")).isEqualTo(1_900_000_000);
      assertThat(ttlOf("a", "expires_at")).isNull();
      task.deliver(delete(2 * STEP));
      assertThat(row("a")).isNull();
    }
  }

  @Test
  void c10_aListIsNotAppendedToByARepeat() {
    table = table("lists", "pk text PRIMARY KEY, l list<text>");
    for (int attempt = 0; attempt < 2; attempt++) {
      naive("INSERT INTO %s (pk, l) VALUES ('naive', ['a', 'b']) USING TIMESTAMP %d", KAFKA);
    }
    assertThat(row("naive").getList("l", String.class)).containsExactly("a", "b", "a", "b");
    assertRefused("column 'l' of " + table + " is a list that is not frozen");

    table = table("frozen_lists", "pk text PRIMARY KEY, l frozen<list<text>>");
    deliver(image(0, "l", List.of("a", "b")), image(0, "l", List.of("a", "b")));
    assertThat(row("a").getList("l", String.class)).containsExactly("a", "b");
  }

  @Test
  void c11_setsOfTwoImagesAreNotUnited() {
    table = table("sets", "pk text PRIMARY KEY, s set<text>");
    naive("INSERT INTO %s (pk, s) VALUES ('naive', {'x'}) USING TIMESTAMP %d", KAFKA);
    naive("INSERT INTO %s (pk, s) VALUES ('naive', {'y'}) USING TIMESTAMP %d", KAFKA);
    assertThat(row("naive").getSet("s", String.class)).containsExactly("x", "y");

    SinkRecord first = image(0, "s", List.of("x"));
    SinkRecord second = image(STEP, "s", List.of("y"));
    for (List<SinkRecord> order : List.of(List.of(first, second), List.of(second, first))) {
      CQL.execute("TRUNCATE " + table);
      deliver(order.toArray(SinkRecord[]::new));
      assertThat(row("a").getSet("s", String.class)).containsExactly("y");
    }
  }

  @Test
  void c12_aNumberIsThePartitionThatAnApplicationLooksFor() {
    table = table("numbers", "pk decimal PRIMARY KEY, qty int");
    String select = "SELECT qty FROM " + table + " WHERE pk = ?";
    CQL.execute("INSERT INTO " + table + " (pk, qty) VALUES (?, 1)", new BigDecimal("1E+3"));
    assertThat(CQL.execute(select, new BigDecimal("1000")).one()).isNull();

    CQL.execute("TRUNCATE " + table);
    List<Object> spellings =
        List.of("1000", new BigDecimal("1000.0"), new BigDecimal("1E+3"), 1_000, 1e3);
    for (int i = 0; i < spellings.size(); i++) {
      Map<String, Object> key = Map.of("pk", spellings.get(i));
      deliver(record(0).key(key).columns("qty", i).writtenAt(WRITTEN_AT + i * STEP).build());
      assertThat(CQL.execute(select, new BigDecimal("1000")).one().getInt("qty")).isEqualTo(i);
    }
    assertThat(CQL.execute("SELECT * FROM " + table).all()).hasSize(1);
  }

  @Test
  void c13_aReplayDoesNotCountTwice() {
    table = table("counters", "pk text PRIMARY KEY, hits counter");
    for (int attempt = 0; attempt < 2; attempt++) {
      CQL.execute("UPDATE %s SET hits = hits + 1 WHERE pk = 'naive'".formatted(table));
    }
    assertThat(row("naive").getLong("hits")).isEqualTo(2);
    assertRefused("column 'hits' of " + table + " is a counter");

    table = table("counts", "pk text PRIMARY KEY, hits bigint");
    deliver(image(0, "hits", 1), image(0, "hits", 1));
    assertThat(row("a").getLong("hits")).isEqualTo(1);
  }

  @Test
  void c14_anItemThatMovesLeavesNoRowBehind() {
    SinkRecord moved = image(STEP, "status", "there");
    moved = moved.newRecord(null, 0, null, Map.of("pk", "b"), null, moved.value(), null);
    moved.headers().addLong("messina.write.ts.us", WRITTEN_AT + STEP);
    moved.headers().add("messina.moved.from", Map.of("pk", "a"), null);

    deliver(image(0, "status", "here"), moved);
    assertThat(row("a")).isNull();
    assertThat(row("b").getString("status")).isEqualTo("there");
  }

  @Test
  void c15_whatTheServerFailsOnEachTimeHoldsNothingUp() {
    CQL.execute("CREATE INDEX ON " + table + " (status)");
    SinkRecord poison = image(0, "status", "x".repeat(70_000));
    SinkRecord good = record(0).key(Map.of("pk", "b")).columns("qty", 1).build();
    try (TaskOnCassandra task = new TaskOnCassandra(table)) {
      task.deliver(poison, good);
      assertThat(task.deadLetters()).hasSize(1);
      assertThat(task.deadLetters().get(0).reason())
          .hasMessageContaining(table + " did not take it after ");
    }
    assertThat(row("a")).isNull();
    assertThat(row("b").getInt("qty")).isEqualTo(1);
  }

  @Test
  void c17_aRestartedTaskGivesTheWriteTimestampsOfTheOneBefore() {
    // A clock in the sink gives the first record after a restart what another has had already.
    naive("INSERT INTO %s (pk, status) VALUES ('naive', 'v0') USING TIMESTAMP %d", KAFKA);
    naive("DELETE FROM %s USING TIMESTAMP %2$d WHERE pk = 'naive'", KAFKA + 1);
    naive("INSERT INTO %s (pk, status) VALUES ('naive', 'v1') USING TIMESTAMP %d", KAFKA);
    assertThat(row("naive")).isNull();

    deliver(image(0, "status", "v0"), delete(STEP));
    deliver(image(2 * STEP, "status", "v1"));
    assertThat(writeTimestampOf("status")).isEqualTo(WRITTEN_AT + 2 * STEP);
    deliver(image(0, "status", "v0"), delete(STEP));
    assertThat(writeTimestampOf("status")).isEqualTo(WRITTEN_AT + 2 * STEP);
    assertThat(row("a").getString("status")).isEqualTo("v1");
  }

  private static String table(String name, String columns) {
    String table = "shop.example_" + name;
    CQL.execute("DROP TABLE IF EXISTS " + table);
    CQL.execute("CREATE TABLE " + table + " (" + columns + ")");
    return table;
  }

  /**
   * @param statement with a place for the table and one for the write timestamp or the lifetime
   */
  private void naive(String statement, long time) {
    CQL.execute(statement.formatted(table, time));
  }

  /** The image that item {@code a} has that much later. */
  private static SinkRecord image(long later, Object... columns) {
    return record(0).columns(columns).writtenAt(WRITTEN_AT + later).build();
  }

  private static SinkRecord expiring(long later, long expiresAt, Object... columns) {
    SinkRecord image = image(later, columns);
    image.headers().addLong("messina.expires.at", expiresAt);
    return image;
  }

  private static long inSeconds(long fromNow) {
    return System.currentTimeMillis() / 1_000 + fromNow;
  }

  private static SinkRecord delete(long later) {
    return record(0).writtenAt(WRITTEN_AT + later).build();
  }

  /** By a task that is started for it. */
  private void deliver(SinkRecord... records) {
    try (TaskOnCassandra task = new TaskOnCassandra(table)) {
      task.deliver(records);
      assertThat(task.deadLetters()).isEmpty();
    }
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> new TaskOnCassandra(table))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(reason);
  }

  private Row row(String key) {
    return CQL.execute("SELECT * FROM " + table + " WHERE pk = ?", key).one();
  }

  /** What remains of the column's life in seconds; null if it has no end. */
  private Integer ttlOf(String key, String column) {
    return (Integer) function("TTL", column, key);
  }

  private long writeTimestampOf(String column) {
    return (Long) function("WRITETIME", column, "a");
  }

  private Object function(String name, String column, String key) {
    return CQL.execute("SELECT %s(%s) FROM %s WHERE pk = ?".formatted(name, column, table), key)
        .one()
        .getObject(0);
  }
}
