package dev.messina.sink;

import static dev.messina.sink.mutation.RecordBuilder.fields;
import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.CqlDuration;
import com.datastax.oss.driver.api.core.data.CqlVector;
import com.datastax.oss.driver.api.core.data.TupleValue;
import com.datastax.oss.driver.api.core.data.UdtValue;
import dev.messina.sink.mutation.RecordBuilder;
import dev.messina.stack.CassandraNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A column of every CQL type in a real server's table, written and read back. */
class TypesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final TopicPartition PARTITION = new TopicPartition(RecordBuilder.TOPIC, 0);
  private static final CassandraNode NODE = CassandraForTests.node();
  private static final CqlSession CQL = CassandraForTests.session();
  private static final String TEXT = "NUL \0, 🙂, שלום, ☃";
  private static final String DIGITS = "12345678901234567890123456789012345678";
  private static final String TIMEUUID = "5a4bb1c0-5bff-11ee-8c99-0242ac120002";
  private static final String UUID_TEXT = "0f8fad5b-d9cb-469f-a165-70867728950e";

  private final FakeTaskContext context = new FakeTaskContext();
  private final ScyllaSinkTask task = new ScyllaSinkTask();

  @BeforeAll
  static void createTable() {
    CQL.execute("DROP TABLE IF EXISTS shop.types");
    CQL.execute("CREATE TYPE IF NOT EXISTS shop.place (street text, zip int)");
    CQL.execute(
        "CREATE TABLE shop.types (pk decimal, ck text, t text, a ascii, b blob, f boolean,"
            + " i1 tinyint, i2 smallint, i4 int, i8 bigint, v varint, d decimal, r double, q float,"
            + " u uuid, tu timeuuid, net inet, ts timestamp, da date, ti time, du duration,"
            + " s set<text>, fs frozen<set<decimal>>, l frozen<list<blob>>, m map<text, bigint>,"
            + " fm frozen<map<int, frozen<list<text>>>>, tup frozen<tuple<text, decimal>>,"
            + " p place, fp frozen<place>, ps frozen<list<frozen<place>>>, vec vector<float, 3>,"
            + " doc text, PRIMARY KEY (pk, ck))");
  }

  @BeforeEach
  void startTask() {
    CQL.execute("TRUNCATE shop.types");
    task.initialize(context);
    task.start(
        Map.of(
            "name",
            "types",
            "table.name",
            "shop.types",
            "column.conversions",
            "ts:s,r:rounded,l:base64",
            "scylladb.contact.points",
            NODE.contactPoint(),
            "scylladb.local.datacenter",
            NODE.localDatacenter()));
    task.open(Set.of(PARTITION));
  }

  @AfterEach
  void stopTask() {
    task.stop();
  }

  @Test
  void everyTypeIsReadBackAsItWasWritten() throws UnknownHostException {
    write(record(0).key(fields("pk", "1", "ck", "")).value(image()).build());
    Row row = CQL.execute("SELECT * FROM shop.types WHERE pk = 1 AND ck = ''").one();
    assertThat(values(row)).containsExactlyInAnyOrderEntriesOf(expected());
  }

  @Test
  void whatIsEmptyStaysEmptyWhereTheServerCanTell() {
    write(
        record(0)
            .key(fields("pk", "1", "ck", "x"))
            .columns("t", "", "b", new byte[0], "s", List.of(), "fs", List.of(), "fm", Map.of())
            .build());
    Row row = CQL.execute("SELECT * FROM shop.types").one();
    assertThat(row.getString("t")).isEmpty();
    assertThat(row.getByteBuffer("b")).isEqualTo(ByteBuffer.allocate(0));
    assertThat(row.isNull("s")).isTrue();
    assertThat(row.isNull("fs")).isFalse();
    assertThat(row.isNull("fm")).isFalse();
    assertThat(row.isNull("a")).isTrue();
  }

  @Test
  void equalNumbersAreOneRow() {
    write(
        record(0).key(fields("pk", "1000", "ck", "x")).columns("i4", 1).build(),
        record(1)
            .key(fields("pk", new BigDecimal("1E+3"), "ck", "x"))
            .columns("i4", 2)
            .writtenAt(RecordBuilder.WRITTEN_AT + 1_000)
            .build());
    assertThat(CQL.execute("SELECT i4 FROM shop.types").all())
        .singleElement()
        .satisfies(row -> assertThat(row.getInt("i4")).isEqualTo(2));
  }

  private static Map<String, Object> image() {
    Map<String, Object> image =
        fields(
            "t",
            TEXT,
            "a",
            "ascii",
            "b",
            new byte[] {0, -1},
            "f",
            true,
            "i1",
            "-128",
            "i2",
            32767,
            "i4",
            "1e3",
            "i8",
            "-9223372036854775808",
            "v",
            DIGITS,
            "d",
            "1.50",
            "r",
            DIGITS);
    image.putAll(
        fields(
            "q",
            0.1,
            "u",
            UUID_TEXT,
            "tu",
            TIMEUUID,
            "net",
            "2001:db8::1",
            "ts",
            "1767268800.25",
            "da",
            "-0044-03-15",
            "ti",
            "23:59:59.999999999",
            "du",
            "P1Y2M3DT4H5M6S"));
    image.putAll(
        fields(
            "s",
            List.of("b", "a"),
            "fs",
            List.of("1", "2.5"),
            "l",
            "[\"AP8=\"]",
            "m",
            "{\"k\":7}",
            "fm",
            Map.of("7", List.of("x", "x")),
            "tup",
            List.of("a", "1.0"),
            "p",
            Map.of("street", "Via Roma", "zip", "98121"),
            "fp",
            "{\"zip\":98121}",
            "ps",
            List.of(Map.of("street", "Corso")),
            "vec",
            "[1,0.5,-2]",
            "doc",
            Map.of("k", List.of(1, true))));
    return image;
  }

  private static Map<String, Object> expected() throws UnknownHostException {
    Map<String, Object> expected =
        fields(
            "pk",
            BigDecimal.ONE,
            "ck",
            "",
            "t",
            TEXT,
            "a",
            "ascii",
            "b",
            ByteBuffer.wrap(new byte[] {0, -1}),
            "f",
            true,
            "i1",
            Byte.MIN_VALUE,
            "i2",
            Short.MAX_VALUE,
            "i4",
            1000,
            "i8",
            Long.MIN_VALUE,
            "v",
            new BigInteger(DIGITS),
            "d",
            new BigDecimal("1.5"),
            "r",
            1.2345678901234568e37);
    expected.putAll(
        fields(
            "q",
            0.1f,
            "u",
            UUID.fromString(UUID_TEXT),
            "tu",
            UUID.fromString(TIMEUUID),
            "net",
            InetAddress.getByName("2001:db8::1"),
            "ts",
            Instant.parse("2026-01-01T12:00:00.250Z"),
            "da",
            LocalDate.of(-44, 3, 15),
            "ti",
            LocalTime.MAX,
            "du",
            CqlDuration.from("1y2mo3d4h5m6s")));
    expected.putAll(
        fields(
            "s",
            Set.of("a", "b"),
            "fs",
            Set.of(BigDecimal.ONE, new BigDecimal("2.5")),
            "l",
            List.of(ByteBuffer.wrap(new byte[] {0, -1})),
            "m",
            Map.of("k", 7L),
            "fm",
            Map.of(7, List.of("x", "x")),
            "tup",
            "('a',1)",
            "p",
            "{street:'Via Roma',zip:98121}",
            "fp",
            "{street:NULL,zip:98121}",
            "ps",
            "[{street:'Corso',zip:NULL}]",
            "vec",
            CqlVector.newInstance(1f, 0.5f, -2f),
            "doc",
            "{\"k\":[1,true]}"));
    return expected;
  }

  /** The row's values by column; tuples and user-defined types as CQL writes them. */
  private static Map<String, Object> values(Row row) {
    Map<String, Object> values = new LinkedHashMap<>();
    row.getColumnDefinitions()
        .forEach(
            column -> {
              CqlIdentifier name = column.getName();
              Object value = row.getObject(name);
              boolean ofParts =
                  value instanceof TupleValue
                      || value instanceof UdtValue
                      || name.asInternal().equals("ps");
              values.put(
                  name.asInternal(),
                  ofParts ? row.codecRegistry().codecFor(column.getType()).format(value) : value);
            });
    return values;
  }

  private void write(SinkRecord... records) {
    task.put(List.of(records));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              task.put(List.of());
              assertThat(
                      task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(records.length)))
                          .get(PARTITION)
                          .offset())
                  .isEqualTo(records.length);
            });
    assertThat(context.deadLetters).isEmpty();
  }
}
