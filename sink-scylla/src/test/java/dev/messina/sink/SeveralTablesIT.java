package dev.messina.sink;

import static dev.messina.sink.mutation.RecordBuilder.WRITTEN_AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.messina.sink.evolve.EvolutionMode;
import dev.messina.sink.evolve.SchemaEvolution;
import dev.messina.sink.evolve.TableEvolution;
import dev.messina.sink.evolve.TableEvolution.NewTableOptions;
import dev.messina.sink.mutation.MutationSettings;
import dev.messina.sink.mutation.RowMutations;
import dev.messina.sink.route.TableName;
import dev.messina.stack.CassandraNode;
import io.debezium.data.Uuid;
import io.debezium.time.MicroDuration;
import io.debezium.time.MicroTimestamp;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One task and several tables, which it finds, lacks, makes or alters. */
class SeveralTablesIT {

  private static final CassandraNode NODE = CassandraForTests.node();
  private static final CqlSession CQL = CassandraForTests.session();
  private static final Schema KEY =
      SchemaBuilder.struct().field("pk", Schema.STRING_SCHEMA).build();

  private final FakeTaskContext context = new FakeTaskContext();
  private final ScyllaSinkTask task = new ScyllaSinkTask();
  private final Map<String, String> options = new HashMap<>();

  @AfterEach
  void stopTask() {
    task.stop();
  }

  @Test
  void topicsOverridesAndHeadersDecide() {
    for (String table : List.of("by_topic", "by_override", "by_header")) {
      CQL.execute("CREATE TABLE shop." + table + " (pk text PRIMARY KEY, n int)");
    }
    options.put("table.name.format", "shop.${topic}");
    options.put("table.name.overrides", "an-other:shop.by_override");
    options.put("table.name.header", "messina.target.table");
    start();
    SinkRecord named = row("by_topic", 1, Map.of("n", 3));
    named.headers().addString("messina.target.table", "shop.by_header");
    SinkRecord nowhere = row("by_topic", 2, Map.of("n", 4));
    nowhere.headers().addString("messina.target.table", "shop.nowhere");
    deliver(
        List.of(
            row("by_topic", 0, Map.of("n", 1)),
            named,
            nowhere,
            row("an-other", 0, Map.of("n", 2, "unknown", 1)),
            row("an-other", 1, Map.of("n", 2))));
    assertThat(onlyRow("by_topic").getInt("n")).isEqualTo(1);
    assertThat(onlyRow("by_override").getInt("n")).isEqualTo(2);
    assertThat(onlyRow("by_header").getInt("n")).isEqualTo(3);
    assertThat(context.deadLetters)
        .extracting(letter -> letter.reason().getMessage())
        .containsExactly(
            "Record at by_topic-0@2: its header (table.name.header) names a table that does not"
                + " exist; CREATE TABLE it, or correct whoever sets the header.",
            "Record at an-other-0@0: table shop.by_override has no column 'unknown'; add the"
                + " column, rename or drop the attribute with a transform, or set"
                + " unknown.columns=ignore.");
  }

  @Test
  void aConfiguredTableThatIsMissingStopsTheTask() {
    options.put("table.name.format", "shop.${topic}");
    start();
    task.open(Set.of(new TopicPartition("missing", 0)));
    assertThatThrownBy(
            () -> {
              task.put(List.of(row("missing", 0, Map.of("n", 1))));
              task.put(List.of());
            })
        .isInstanceOf(ConnectException.class)
        .hasStackTraceContaining("There is no table shop.missing; CREATE TABLE it first");
    assertThat(context.deadLetters).isEmpty();
  }

  @Test
  void createsTablesAndAddsColumnsFromTheRecordsSchema() {
    options.put("table.name.format", "shop.${topic}");
    options.put("schema.evolution", "create");
    start();
    Schema first =
        SchemaBuilder.struct()
            .field("n", Schema.OPTIONAL_INT32_SCHEMA)
            .field("at", MicroTimestamp.builder().optional().build())
            .build();
    Schema second =
        SchemaBuilder.struct()
            .field("n", Schema.OPTIONAL_INT32_SCHEMA)
            .field("Id", Uuid.builder().optional().build())
            .field("born", io.debezium.time.Date.builder().optional().build())
            .build();
    UUID id = UUID.randomUUID();
    deliver(
        List.of(
            record("evolved", 0, struct("a"), new Struct(first).put("n", 1).put("at", 1L)),
            record(
                "evolved",
                1,
                struct("b"),
                new Struct(second).put("Id", id.toString()).put("born", 1)),
            row("evolved", 2, Map.of("schemaless", 5))));
    Map<String, Row> rows = new HashMap<>();
    CQL.execute("SELECT * FROM shop.evolved").forEach(row -> rows.put(row.getString("pk"), row));
    assertThat(rows).containsOnlyKeys("a", "b");
    assertThat(rows.get("a").getString("at")).isEqualTo("1970-01-01T00:00:00.000001Z");
    assertThat(rows.get("b").getUuid("\"Id\"")).isEqualTo(id);
    assertThat(rows.get("b").getLocalDate("born")).isEqualTo(LocalDate.of(1970, 1, 2));
    assertThat(context.deadLetters)
        .singleElement()
        .satisfies(
            letter ->
                assertThat(letter.reason().getMessage()).contains("has no column 'schemaless'"));
  }

  @Test
  void aColumnThatTheServerRefusesCostsItsRecord() {
    CQL.execute("CREATE TABLE shop.refusing (pk text PRIMARY KEY)");
    options.put("table.name", "shop.refusing");
    options.put("schema.evolution", "add-columns");
    start();
    Schema byDuration =
        SchemaBuilder.map(MicroDuration.schema(), Schema.INT32_SCHEMA).optional().build();
    Schema schema = SchemaBuilder.struct().field("n", byDuration).build();
    Schema other = SchemaBuilder.struct().field("m", Schema.INT32_SCHEMA).build();
    deliver(
        List.of(
            record("any", 0, struct("a"), new Struct(schema).put("n", Map.of(1L, 1))),
            record("any", 1, struct("b"), new Struct(other).put("m", 1))));
    assertThat(onlyRow("refusing").getInt("m")).isEqualTo(1);
    assertThat(context.deadLetters)
        .singleElement()
        .satisfies(
            letter ->
                assertThat(letter.reason().getMessage())
                    .startsWith(
                        "Record at any-0@0: schema.evolution would add"
                            + " {n=frozen<map<duration, int>>} to shop.refusing, which the server"
                            + " refuses ("));
  }

  @Test
  void tasksThatRaceMakeOneTableWithTheColumnsOfAll() throws Exception {
    int rounds = 4;
    CyclicBarrier barrier = new CyclicBarrier(2);
    try (CqlSession one = session();
        CqlSession two = session()) {
      CompletableFuture<Void> first =
          CompletableFuture.runAsync(() -> race(one, "x", rounds, barrier));
      CompletableFuture<Void> second =
          CompletableFuture.runAsync(() -> race(two, "y", rounds, barrier));
      first.get();
      second.get();
    }
    for (int round = 0; round < rounds; round++) {
      CQL.execute(
          "INSERT INTO shop.race_"
              + round
              + " (pk, both, x1, y1, x2, y2) VALUES ('a', 1, 1, 1, 1, 1)");
    }
  }

  /** Makes the table, then adds two columns, of which the other task adds one as well. */
  private static void race(CqlSession session, String own, int rounds, CyclicBarrier barrier) {
    TableEvolution evolution =
        SchemaEvolution.of(EvolutionMode.CREATE, session, NewTableOptions.NONE);
    RowMutations mutations = new RowMutations(MutationSettings.DEFAULTS, Clock.systemUTC());
    for (int round = 0; round < rounds; round++) {
      for (List<String> columns :
          List.of(List.of(own + "1"), List.of(own + "1", "both", own + "2"))) {
        SchemaBuilder schema = SchemaBuilder.struct();
        columns.forEach(column -> schema.field(column, Schema.OPTIONAL_INT32_SCHEMA));
        Struct value = new Struct(schema.build());
        meet(barrier);
        evolution.fit(
            new TableName("shop", "race_" + round),
            mutations.from(record("any", 0, struct("a"), value)));
      }
    }
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static CqlSession session() {
    return CqlSession.builder()
        .addContactPoint(new InetSocketAddress(NODE.host(), NODE.port()))
        .withLocalDatacenter(NODE.localDatacenter())
        .build();
  }

  private void start() {
    options.put("name", "several");
    options.put("scylladb.contact.points", NODE.contactPoint());
    options.put("scylladb.local.datacenter", NODE.localDatacenter());
    task.initialize(context);
    task.start(options);
  }

  private void deliver(List<SinkRecord> records) {
    Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
    for (SinkRecord record : records) {
      ends.put(
          new TopicPartition(record.topic(), 0), new OffsetAndMetadata(record.kafkaOffset() + 1));
    }
    task.open(ends.keySet());
    task.put(records);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              task.put(List.of());
              assertThat(task.preCommit(ends)).isEqualTo(ends);
            });
  }

  private static SinkRecord row(String topic, long offset, Map<String, Object> columns) {
    return record(topic, offset, Map.of("pk", "a"), columns);
  }

  private static SinkRecord record(String topic, long offset, Object key, Object value) {
    ConnectHeaders headers = new ConnectHeaders();
    headers.addLong("messina.write.ts.us", WRITTEN_AT);
    return new SinkRecord(
        topic, 0, null, key, null, value, offset, null, TimestampType.NO_TIMESTAMP_TYPE, headers);
  }

  private static Struct struct(String pk) {
    return new Struct(KEY).put("pk", pk);
  }

  private static Row onlyRow(String table) {
    List<Row> rows = CQL.execute("SELECT * FROM shop." + table).all();
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }
}
