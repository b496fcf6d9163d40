package dev.messina.sink;

import static dev.messina.sink.mutation.RecordBuilder.fields;
import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records of other producers that look like rows and are none, in a real table. */
class ThirdPartyRecordsIT {

  private static final String TABLE = "shop.foreign_customers";
  private static final CqlSession CQL = CassandraForTests.session();
  private static final Map<String, String> BY_OFFSET =
      Map.of(
          "write.timestamp.source",
          "offset",
          "unknown.columns",
          "ignore",
          "behavior.on.null.values",
          "ignore");

  @BeforeEach
  void createTable() {
    CQL.execute("DROP TABLE IF EXISTS " + TABLE);
    CQL.execute(
        "CREATE TABLE "
            + TABLE
            + " (id bigint PRIMARY KEY, name text, score double, tags frozen<list<text>>)");
  }

  @Test
  void aDeleteThatWasRewrittenAsARowDeletesIt() {
    try (TaskOnCassandra task = new TaskOnCassandra(TABLE, BY_OFFSET)) {
      task.deliver(row("name", "Ada", "__deleted", "false"));
      assertThat(row().getString("name")).isEqualTo("Ada");
      task.deliver(row("name", null, "__deleted", "true"));
      assertThat(task.deadLetters()).isEmpty();
    }
    assertThat(row()).isNull();
  }

  @Test
  void aValueThatWasNotToldLeavesTheOneThatIsThere() {
    Map<String, String> merging =
        Map.of(
            "write.timestamp.source",
            "offset",
            "write.mode",
            "merge",
            "behavior.on.null.values",
            "ignore");
    try (TaskOnCassandra task = new TaskOnCassandra(TABLE, merging)) {
      task.deliver(
          envelope("c", fields("id", 1L, "name", "Ada", "tags", List.of("a", "b"))),
          envelope(
              "u",
              fields("id", 1L, "name", "Eve", "tags", List.of("__debezium_unavailable_value"))));
      assertThat(task.deadLetters()).isEmpty();
    }
    assertThat(row().getString("name")).isEqualTo("Eve");
    assertThat(row().getList("tags", String.class)).containsExactly("a", "b");
  }

  @Test
  void whatASnapshotReadEarlierHidesNoNewerChange() {
    try (TaskOnCassandra task = new TaskOnCassandra(TABLE, BY_OFFSET)) {
      task.deliver(
          envelope("r", fields("id", 1L, "name", "old")),
          envelope("u", fields("id", 1L, "name", "new")));
    }
    assertThat(row().getString("name")).isEqualTo("new");
  }

  @Test
  void aBareWordOfMongoDbIsADouble() {
    try (TaskOnCassandra task = new TaskOnCassandra(TABLE, BY_OFFSET)) {
      task.deliver(
          record(0)
              .withoutHeaders()
              .key(Map.of("id", "1"))
              .columns(
                  "op",
                  "c",
                  "after",
                  "{\"_id\": 1, \"name\": \"Ada\", \"score\": NaN}",
                  "source",
                  fields("connector", "mongodb"))
              .build());
      assertThat(task.deadLetters()).isEmpty();
    }
    assertThat(row().getDouble("score")).isNaN();
  }

  @Test
  void cellsOfACaptureArePutAside() {
    try (TaskOnCassandra task = new TaskOnCassandra(TABLE, BY_OFFSET)) {
      SinkRecord cells =
          record(0)
              .withoutHeaders()
              .key(Map.of("id", 1L))
              .columns(
                  "op",
                  "u",
                  "before",
                  null,
                  "after",
                  fields("id", 1L, "name", fields("value", "Ada"), "score", null),
                  "source",
                  fields("connector", "scylla"))
              .build();
      task.deliver(cells);
      assertThat(task.deadLetters())
          .singleElement()
          .satisfies(
              letter ->
                  assertThat(letter.reason()).hasMessageContaining("whose columns are cells"));
    }
    assertThat(row()).isNull();
  }

  private static SinkRecord row(Object... columns) {
    return record(0).withoutHeaders().key(Map.of("id", 1L)).columns(columns).build();
  }

  private static SinkRecord envelope(String operation, Map<String, Object> after) {
    return record(0)
        .withoutHeaders()
        .key(Map.of("id", 1L))
        .columns(
            "op",
            operation,
            "before",
            null,
            "after",
            after,
            "source",
            fields("connector", "postgresql", "ts_ms", 1_767_225_610_000L))
        .build();
  }

  private static Row row() {
    return CQL.execute("SELECT * FROM " + TABLE + " WHERE id = 1").one();
  }
}
