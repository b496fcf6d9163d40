package dev.messina.sink;

import static dev.messina.sink.mutation.RecordBuilder.WRITTEN_AT;
import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.sink.evolve.DroppedColumns;
import dev.messina.sink.route.TableName;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/**
 * What a table remembers of its past, and hides from those who write into it with older write
 * timestamps: columns that were dropped, and deletes.
 */
class TableMemoryIT {

  private static final CqlSession CQL = CassandraForTests.session();
  private static final Map<String, String> BY_HEADER =
      Map.of("table.name.header", "messina.target.table");

  @Test
  void theServerHidesWhatWasWrittenUpToTheDropAndShowsTheNextMicrosecond() {
    CQL.execute("CREATE TABLE shop.edges (pk text PRIMARY KEY, a text, b text)");
    long dropped = WRITTEN_AT + 123_456;
    CQL.execute("ALTER TABLE shop.edges DROP b USING TIMESTAMP " + dropped);
    CQL.execute("ALTER TABLE shop.edges ADD b text");
    long until = untilMicros("edges", "b");
    assertThat(until).isBetween(dropped, dropped + 999);
    for (long micros : new long[] {WRITTEN_AT, dropped - 1, dropped, until + 1}) {
      CQL.execute(
          "INSERT INTO shop.edges (pk, b) VALUES ('%d', 'x') USING TIMESTAMP %d"
              .formatted(micros, micros));
    }
    assertThat(shown("edges", WRITTEN_AT)).isNull();
    assertThat(shown("edges", dropped - 1)).isNull();
    assertThat(shown("edges", dropped)).isNull();
    assertThat(shown("edges", until + 1)).isEqualTo("x");
  }

  /** Cassandra believes the last drop of a name; ScyllaDB would keep the latest. */
  @Test
  void onCassandraADropThatIsToldToBeOlderTakesTheOneBeforeBack() {
    dropAndAddAgain("taken_back");
    CQL.execute("ALTER TABLE shop.taken_back DROP b USING TIMESTAMP 1");
    CQL.execute("ALTER TABLE shop.taken_back ADD b text");
    assertThat(errors("shop.taken_back")).isEmpty();
    try (TaskOnCassandra task = new TaskOnCassandra("shop.taken_back")) {
      task.deliver(record(0).columns("a", "1", "b", "2").build());
    }
    assertThat(value("SELECT b FROM shop.taken_back WHERE pk = 'a'")).isEqualTo("2");
  }

  @Test
  void validationRefusesAColumnThatWasDroppedAndAddedAgain() {
    dropAndAddAgain("refused");
    assertThat(errors("shop.refused"))
        .singleElement()
        .asString()
        .startsWith("Column 'b' of shop.refused was dropped at 2")
        .endsWith(
            " and added again, so that the server hides every value in it with a write timestamp up"
                + " to then, permanently; DROP it, and have a column of another name or another"
                + " table take the values.");
  }

  @Test
  void theWayOutThatTheMessageNamesIsOne() {
    dropAndAddAgain("way_out");
    CQL.execute("ALTER TABLE shop.way_out DROP b");
    CQL.execute("ALTER TABLE shop.way_out ADD b2 text");
    assertThat(errors("shop.way_out")).isEmpty();
    try (TaskOnCassandra task = new TaskOnCassandra("shop.way_out")) {
      task.deliver(record(0).columns("a", "1", "b2", "2").build());
      assertThat(task.deadLetters()).isEmpty();
    }
    assertThat(value("SELECT b2 FROM shop.way_out WHERE pk = 'a'")).isEqualTo("2");
  }

  @Test
  void aTaskDoesNotStartOnSuchATable() {
    dropAndAddAgain("started");
    assertThatThrownBy(() -> new TaskOnCassandra("shop.started"))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("Cannot write: column 'b' of shop.started was dropped at ");
  }

  @Test
  void aTableThatOnlyARecordNamesStopsTheTaskAsWell() {
    CQL.execute("CREATE TABLE shop.named_first (pk text PRIMARY KEY, a text, b text)");
    dropAndAddAgain("named_later");
    Map<String, String> options = new HashMap<>(BY_HEADER);
    try (TaskOnCassandra task = new TaskOnCassandra("shop.named_first", options)) {
      SinkRecord later = record(0).columns("a", "1", "b", "2").build();
      later.headers().addString("messina.target.table", "shop.named_later");
      assertThatThrownBy(() -> task.deliver(later))
          .hasStackTraceContaining("column 'b' of shop.named_later was dropped at ");
      assertThat(task.deadLetters()).isEmpty();
    }
  }

  @Test
  void tombstonesThatGoTooSoonStopTheTaskAtATableThatOnlyARecordNames() {
    CQL.execute("CREATE TABLE shop.kept (pk text PRIMARY KEY, a text)");
    CQL.execute(
        "CREATE TABLE shop.not_kept (pk text PRIMARY KEY, a text)" + " WITH gc_grace_seconds = 60");
    try (TaskOnCassandra task = new TaskOnCassandra("shop.kept", BY_HEADER)) {
      SinkRecord later = record(0).columns("a", "1").build();
      later.headers().addString("messina.target.table", "shop.not_kept");
      assertThatThrownBy(() -> task.deliver(later))
          .hasStackTraceContaining(
              "table shop.not_kept keeps tombstones for 60 s only, so that a late, older row could"
                  + " come back after a delete; ALTER TABLE shop.not_kept WITH gc_grace_seconds ="
                  + " 864000");
      assertThat(task.deadLetters()).isEmpty();
    }
  }

  @Test
  void aColumnThatIsDroppedAndAddedWhileTheTaskRunsStopsIt() {
    CQL.execute("CREATE TABLE shop.meanwhile (pk text PRIMARY KEY, a text, b text)");
    try (TaskOnCassandra task = new TaskOnCassandra("shop.meanwhile")) {
      task.deliver(record(0).columns("a", "1", "b", "2").build());
      CQL.execute("ALTER TABLE shop.meanwhile DROP b");
      CQL.execute("ALTER TABLE shop.meanwhile ADD b text");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThatThrownBy(
                          () -> task.deliver(record(0).columns("a", "3", "b", "4").build()))
                      .hasStackTraceContaining("column 'b' of shop.meanwhile was dropped at "));
      assertThat(task.deadLetters()).isEmpty();
    }
  }

  /** Records are told to be an hour late at most, and one is older than that after all. */
  @Test
  void aValueThatWouldBeHiddenIsNotSentWhereverTheColumnMayStand() {
    CQL.execute("CREATE TABLE shop.long_ago (pk text PRIMARY KEY, a text, b text)");
    long dropped = micros(Instant.now().minus(2, ChronoUnit.HOURS));
    CQL.execute("ALTER TABLE shop.long_ago DROP b USING TIMESTAMP " + dropped);
    CQL.execute("ALTER TABLE shop.long_ago ADD b text");
    long until = untilMicros("long_ago", "b");
    Map<String, String> punctual = Map.of("write.lateness.max.ms", "3600000");
    try (TaskOnCassandra task = new TaskOnCassandra("shop.long_ago", punctual)) {
      task.deliver(
          record(0).columns("a", "1", "b", "2").writtenAt(until + 1).build(),
          record(0).key(Map.of("pk", "b")).columns("a", "1", "b", null).writtenAt(until).build(),
          record(0).key(Map.of("pk", "c")).columns("a", "1").writtenAt(until).build());
      assertThat(value("SELECT b FROM shop.long_ago WHERE pk = 'a'")).isEqualTo("2");
      assertThatThrownBy(
              () ->
                  task.deliver(
                      record(0)
                          .key(Map.of("pk", "d"))
                          .columns("a", "1", "b", "2")
                          .writtenAt(until)
                          .build()))
          .hasStackTraceContaining("column 'b' of shop.long_ago was dropped at ");
      assertThat(task.deadLetters()).isEmpty();
    }
    assertThat(value("SELECT pk FROM shop.long_ago WHERE pk = 'c'")).isEqualTo("c");
    assertThat(value("SELECT pk FROM shop.long_ago WHERE pk = 'd'")).isNull();
  }

  @Test
  void schemaEvolutionDoesNotAddANameThatWasDropped() {
    CQL.execute("CREATE TABLE shop.evolving (pk text PRIMARY KEY, a text, b text)");
    CQL.execute("ALTER TABLE shop.evolving DROP b");
    Schema both =
        SchemaBuilder.struct()
            .field("b", Schema.OPTIONAL_STRING_SCHEMA)
            .field("c", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    Schema other = SchemaBuilder.struct().field("c", Schema.OPTIONAL_STRING_SCHEMA).build();
    try (TaskOnCassandra task =
        new TaskOnCassandra("shop.evolving", Map.of("schema.evolution", "add-columns"))) {
      task.deliver(
          record(0).value(new Struct(both).put("b", "1")).build(),
          record(0).value(new Struct(other).put("c", "2")).build());
      assertThat(task.deadLetters())
          .singleElement()
          .satisfies(
              letter ->
                  assertThat(letter.reason().getMessage())
                      .startsWith(
                          "Record at shop.orders-0@0: schema.evolution does not add column 'b' to"
                              + " shop.evolving, which was dropped at ")
                      .endsWith(
                          ": in a new one of that name the server would hide every value with a"
                              + " write timestamp up to then; rename the field with a transform, or"
                              + " write to another table."));
    }
    assertThat(value("SELECT c FROM shop.evolving WHERE pk = 'a'")).isEqualTo("2");
    assertThat(columns("evolving")).containsExactlyInAnyOrder("pk", "a", "c");
  }

  @Test
  void aTableThatIsCreatedKeepsItsTombstonesForAsLongAsRowsMayBeLate() {
    Map<String, String> late =
        Map.of("schema.evolution", "create", "write.lateness.max.ms", "2592000000");
    Schema key = SchemaBuilder.struct().field("pk", Schema.STRING_SCHEMA).build();
    Schema row = SchemaBuilder.struct().field("a", Schema.OPTIONAL_STRING_SCHEMA).build();
    try (TaskOnCassandra task = new TaskOnCassandra("shop.created_late", late)) {
      task.deliver(
          record(0)
              .key(new Struct(key).put("pk", "a"))
              .value(new Struct(row).put("a", "1"))
              .build());
      assertThat(task.deadLetters()).isEmpty();
    }
    assertThat(
            value(
                "SELECT gc_grace_seconds FROM system_schema.tables WHERE keyspace_name = 'shop' AND"
                    + " table_name = 'created_late'"))
        .isEqualTo(2_592_000);
  }

  /** What the documentation says of a table that is to be written again. */
  @Test
  void aReplayFillsATruncatedTableAndNotOneWhoseRowsCqlHasDeleted() {
    CQL.execute("CREATE TABLE shop.replayed (pk text PRIMARY KEY, a text)");
    SinkRecord row = record(0).columns("a", "1").build();
    try (TaskOnCassandra task = new TaskOnCassandra("shop.replayed")) {
      task.deliver(row);
      CQL.execute("DELETE FROM shop.replayed WHERE pk = 'a'");
      task.from(0).deliver(row);
      assertThat(value("SELECT a FROM shop.replayed WHERE pk = 'a'")).isNull();
    }
    try (TaskOnCassandra task =
        new TaskOnCassandra("shop.replayed", Map.of("mapping.generation", "49"))) {
      task.deliver(row);
      assertThat(value("SELECT a FROM shop.replayed WHERE pk = 'a'")).isNull();
      CQL.execute("TRUNCATE shop.replayed");
      task.from(0).deliver(row);
    }
    assertThat(value("SELECT a FROM shop.replayed WHERE pk = 'a'")).isEqualTo("1");
  }

  /**
   * Offsets make write timestamps of the year 2007: whatever CQL itself has written lies above
   * them.
   */
  @Test
  void withWriteTimestampsOfOffsetsACqlDeleteHidesNewChangesToo() {
    CQL.execute("CREATE TABLE shop.by_offset (pk text PRIMARY KEY, a text)");
    try (TaskOnCassandra task =
        new TaskOnCassandra("shop.by_offset", Map.of("write.timestamp.source", "offset"))) {
      task.deliver(record(0).columns("a", "1").build());
      CQL.execute("DELETE FROM shop.by_offset WHERE pk = 'a'");
      task.deliver(record(0).columns("a", "2").build());
      assertThat(value("SELECT a FROM shop.by_offset WHERE pk = 'a'")).isNull();
      CQL.execute("TRUNCATE shop.by_offset");
      task.deliver(record(0).columns("a", "3").build());
    }
    assertThat(value("SELECT a FROM shop.by_offset WHERE pk = 'a'")).isEqualTo("3");
  }

  /** The driver hears of a DROP later than the server's own tables show it. */
  @Test
  void aColumnThatWasDroppedAndIsNotBackHidesNothing() {
    TableName table = new TableName("shop", "gone_column");
    CQL.execute("CREATE TABLE " + table + " (pk text PRIMARY KEY, a text, b text)");
    assertThat(DroppedColumns.addedAgain(CQL, table)).isEqualTo(DroppedColumns.NONE);
    CQL.execute("ALTER TABLE " + table + " DROP b");
    assertThat(DroppedColumns.of(CQL, table).untilMicros()).containsOnlyKeys("b");
    assertThat(DroppedColumns.addedAgain(CQL, table)).isEqualTo(DroppedColumns.NONE);
    CQL.execute("ALTER TABLE " + table + " ADD b text");
    assertThat(DroppedColumns.addedAgain(CQL, table)).isEqualTo(DroppedColumns.of(CQL, table));
  }

  private static void dropAndAddAgain(String table) {
    CQL.execute("CREATE TABLE shop." + table + " (pk text PRIMARY KEY, a text, b text)");
    CQL.execute("ALTER TABLE shop." + table + " DROP b");
    CQL.execute("ALTER TABLE shop." + table + " ADD b text");
  }

  private static long untilMicros(String table, String column) {
    return DroppedColumns.of(CQL, new TableName("shop", table)).untilMicros().get(column);
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  private static String shown(String table, long pk) {
    return (String) value("SELECT b FROM shop." + table + " WHERE pk = '" + pk + "'");
  }

  private static Object value(String query) {
    var row = CQL.execute(query).one();
    return row == null ? null : row.getObject(0);
  }

  private static Set<String> columns(String table) {
    return Set.copyOf(
        CQL.execute(
                "SELECT column_name FROM system_schema.columns WHERE keyspace_name = 'shop' AND"
                    + " table_name = '"
                    + table
                    + "'")
            .map(row -> row.getString(0))
            .all());
  }

  private static List<String> errors(String table) {
    Map<String, String> options = new HashMap<>();
    options.put("name", "orders");
    options.put("topics", "shop.orders");
    options.put("table.name", table);
    options.put("scylladb.contact.points", CassandraForTests.node().contactPoint());
    options.put("scylladb.local.datacenter", CassandraForTests.node().localDatacenter());
    List<String> errors = new ArrayList<>();
    for (ConfigValue value : new ScyllaSinkConnector().validate(options).configValues()) {
      errors.addAll(value.errorMessages());
    }
    return errors;
  }
}
