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
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** What a server calls one key, and that no two items of the sink meet in one row of it. */
class KeysOnCassandraIT {

  private static final long STEP = 100;
  private static final CqlSession CQL = CassandraForTests.session();

  @Test
  void decimalsOfAnotherScaleAreOtherPartitionsButOneClusteringRow() {
    String table = table("scales", "pk decimal, ck decimal, n int, PRIMARY KEY (pk, ck)");
    String insert = "INSERT INTO " + table + " (pk, ck, n) VALUES (?, ?, 1)";
    for (String scale : List.of("1", "1.0", "1.00")) {
      CQL.execute(insert, new BigDecimal(scale), BigDecimal.ONE);
    }
    assertThat(CQL.execute("SELECT n FROM " + table).all()).hasSize(3);
    CQL.execute("TRUNCATE " + table);
    for (String scale : List.of("1", "1.0", "1.00")) {
      CQL.execute(insert, BigDecimal.ONE, new BigDecimal(scale));
    }
    assertThat(CQL.execute("SELECT n FROM " + table).all()).hasSize(1);
  }

  @Test
  void aKeysOtherTextIsRejectedAndItsDeleteLeavesTheRowAlone() {
    for (List<Object> forms :
        List.of(
            List.<Object>of("bigint", "7", "007"),
            List.<Object>of("decimal", "1.5", "1.50"),
            List.<Object>of("double", "0", "-0"),
            List.<Object>of(
                "uuid",
                "0f8fad5b-d9cb-469f-a165-70867728950e",
                "0F8FAD5B-D9CB-469F-A165-70867728950E"),
            List.<Object>of("timestamp", "2026-01-01T12:00:00Z", "2026-01-01T13:00:00+01:00"),
            List.<Object>of("inet", "2001:db8::1", "2001:db8:0::1"),
            List.<Object>of("time", "12:00:00", "12:00"))) {
      String table = table("forms", "pk " + forms.get(0) + " PRIMARY KEY, qty int");
      try (TaskOnCassandra task = new TaskOnCassandra(table)) {
        Map<String, Object> key = Map.of("pk", forms.get(1));
        Map<String, Object> other = Map.of("pk", forms.get(2));
        task.deliver(
            record(0).key(key).columns("qty", 1).build(),
            record(1).key(other).columns("qty", 2).writtenAt(WRITTEN_AT + STEP).build(),
            record(2).key(other).writtenAt(WRITTEN_AT + 2 * STEP).build());
        assertThat(task.deadLetters())
            .as("%s", forms)
            .hasSize(2)
            .allSatisfy(
                letter ->
                    assertThat(letter.reason())
                        .hasMessageContaining("is not in the one form of a key column"));
      }
      List<Row> rows = CQL.execute("SELECT qty FROM " + table).all();
      assertThat(rows).as("%s", forms).hasSize(1);
      assertThat(rows.get(0).getInt("qty")).isEqualTo(1);
    }
  }

  @Test
  void aKeyColumnFromTheValueIsRejectedAndLeavesNoRow() {
    String table = table("created", "pk text, created int, PRIMARY KEY (pk, created)");
    try (TaskOnCassandra task = new TaskOnCassandra(table)) {
      task.deliver(
          record(0).columns("created", 1).build(),
          record(1).columns("created", 2).writtenAt(WRITTEN_AT + STEP).build());
      assertThat(task.deadLetters())
          .hasSize(2)
          .allSatisfy(
              letter ->
                  assertThat(letter.reason())
                      .hasMessageContaining("is in the record's value and not in its key")
                      .hasMessageContaining("'key' of ItemToRow's mapping"));
    }
    assertThat(CQL.execute("SELECT * FROM " + table).all()).isEmpty();
  }

  @Test
  void aChoiceThatMakesOneOfTwoKeysStopsTheTask() {
    String table = table("rounded", "pk double PRIMARY KEY, n int");
    assertThatThrownBy(
            () -> new TaskOnCassandra(table, Map.of("column.conversions", "pk:rounded")).close())
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("where 'rounded' would let two items meet in one row");
  }

  @Test
  void aNameOverAnotherBaseTypeCostsNoTaskAndTheNextRecordComes() {
    String table = table("names", "pk text PRIMARY KEY, born date, n int");
    Schema odd = SchemaBuilder.string().name("io.debezium.time.Date").optional().build();
    Schema schema = SchemaBuilder.struct().field("born", odd).build();
    SinkRecord good = record(1).key(Map.of("pk", "b")).columns("n", 1).build();
    try (TaskOnCassandra task = new TaskOnCassandra(table)) {
      task.deliver(record(0).value(new Struct(schema).put("born", "soon")).build(), good);
      assertThat(task.deadLetters()).hasSize(1);
    }
    assertThat(CQL.execute("SELECT pk FROM " + table).all()).hasSize(1);
  }

  @Test
  void whatIsCutOrEmptyOrUnknownInsideIsWrittenAsChosen() {
    CQL.execute("CREATE TYPE IF NOT EXISTS shop.spot (street text, zip int)");
    String table =
        table(
            "chosen",
            "pk text PRIMARY KEY, at timestamp, us bigint, n int, tags set<int>, spot"
                + " frozen<spot>");
    Map<String, String> options =
        Map.of(
            "column.conversions",
            "at:us,at:truncated,us:us,n:empty_as_null,tags:empty_as_null,spot:empty_as_null",
            "unknown.columns",
            "ignore");
    try (TaskOnCassandra task = new TaskOnCassandra(table, options)) {
      task.deliver(
          record(0)
              .columns(
                  "at",
                  1_767_268_800_000_999L,
                  "us",
                  "2026-01-01T12:00:00.000999Z",
                  "n",
                  "",
                  "tags",
                  "",
                  "spot",
                  "{\"street\":\"Via\",\"zip\":\"\",\"owner\":\"me\"}")
              .build());
      assertThat(task.deadLetters()).isEmpty();
      assertThat(task.metric("UnknownColumnsIgnored")).isEqualTo(1);
    }
    Row row = CQL.execute("SELECT * FROM " + table).one();
    assertThat(row.getInstant("at")).isEqualTo("2026-01-01T12:00:00Z");
    assertThat(row.getLong("us")).isEqualTo(1_767_268_800_000_999L);
    assertThat(row.isNull("n")).isTrue();
    assertThat(row.isNull("tags")).isTrue();
    assertThat(row.getUdtValue("spot").getString("street")).isEqualTo("Via");
    assertThat(row.getUdtValue("spot").isNull("zip")).isTrue();
  }

  private static String table(String name, String columns) {
    String table = "shop.keys_" + name;
    CQL.execute("DROP TABLE IF EXISTS " + table);
    CQL.execute("CREATE TABLE " + table + " (" + columns + ")");
    return table;
  }
}
