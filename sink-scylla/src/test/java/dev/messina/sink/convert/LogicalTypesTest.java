package dev.messina.sink.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.data.CqlDuration;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LogicalTypesTest {

  private static final Instant TIME = Instant.parse("2026-01-01T12:00:00.250Z");
  private static final Schema MICROS =
      SchemaBuilder.int64().name("io.debezium.time.MicroTimestamp").optional().build();
  private static final Schema ANY_SCALE =
      SchemaBuilder.struct()
          .name("io.debezium.data.VariableScaleDecimal")
          .field("scale", Schema.INT32_SCHEMA)
          .field("value", Schema.BYTES_SCHEMA)
          .build();

  @ParameterizedTest(name = "{0}")
  @MethodSource("read")
  void readsWhatTheSchemaMeans(String name, Schema schema, Object value, Object expected) {
    assertThat(schema.name()).isEqualTo(name);
    assertThat(LogicalTypes.reading(schema).apply(value)).isEqualTo(expected);
  }

  static Stream<Arguments> read() {
    LocalTime second = LocalTime.of(0, 0, 1);
    return Stream.of(
        Arguments.of(
            "org.apache.kafka.connect.data.Timestamp",
            org.apache.kafka.connect.data.Timestamp.SCHEMA,
            Date.from(TIME),
            TIME),
        Arguments.of(
            "org.apache.kafka.connect.data.Date",
            org.apache.kafka.connect.data.Date.SCHEMA,
            new Date(-86_400_000),
            LocalDate.of(1969, 12, 31)),
        Arguments.of(
            "org.apache.kafka.connect.data.Time",
            org.apache.kafka.connect.data.Time.SCHEMA,
            new Date(1_000),
            second),
        debezium("time.Date", SchemaBuilder.int32(), -1, LocalDate.of(1969, 12, 31)),
        debezium("time.Time", SchemaBuilder.int32(), 1_000, second),
        debezium("time.MicroTime", SchemaBuilder.int64(), 1_000_000L, second),
        debezium("time.NanoTime", SchemaBuilder.int64(), 1_000_000_000L, second),
        debezium("time.ZonedTime", SchemaBuilder.string(), "00:00:01Z", second),
        debezium("time.Timestamp", SchemaBuilder.int64(), TIME.toEpochMilli(), TIME),
        debezium("time.MicroTimestamp", SchemaBuilder.int64(), 1767268800250000L, TIME),
        debezium("time.NanoTimestamp", SchemaBuilder.int64(), 1767268800250000000L, TIME),
        debezium(
            "time.ZonedTimestamp", SchemaBuilder.string(), "2026-01-01T13:00:00.25+01:00", TIME),
        debezium(
            "time.MicroDuration",
            SchemaBuilder.int64(),
            -3L,
            CqlDuration.newInstance(0, 0, -3_000)),
        debezium("time.NanoDuration", SchemaBuilder.int64(), 3L, CqlDuration.newInstance(0, 0, 3)),
        debezium(
            "time.IsoDate",
            SchemaBuilder.string(),
            "1969-12-31Z",
            new Meant("1969-12-31Z", LocalDate.of(1969, 12, 31))),
        debezium(
            "time.IsoTime", SchemaBuilder.string(), "00:00:01Z", new Meant("00:00:01Z", second)),
        debezium(
            "time.IsoTimestamp",
            SchemaBuilder.string(),
            "2026-01-01T12:00:00.25Z",
            new Meant("2026-01-01T12:00:00.25Z", TIME)),
        Arguments.of(
            "io.debezium.data.VariableScaleDecimal",
            ANY_SCALE,
            new Struct(ANY_SCALE).put("scale", 2).put("value", new byte[] {1, 0}),
            new BigDecimal("2.56")));
  }

  @Test
  void thereIsACaseOfEachOne() {
    Set<String> cases =
        Stream.concat(
                read().map(arguments -> (String) arguments.get()[0]),
                DebeziumTypesTest.values().map(arguments -> ((Schema) arguments.get()[0]).name()))
            .collect(Collectors.toSet());
    assertThat(cases).containsAll(LogicalTypes.names());
  }

  @Test
  void readsInsideArraysMapsAndStructs() {
    Schema inner =
        SchemaBuilder.struct().field("at", MICROS).field("n", Schema.INT32_SCHEMA).build();
    Schema schema =
        SchemaBuilder.array(SchemaBuilder.map(Schema.STRING_SCHEMA, inner).build()).build();
    Struct struct = new Struct(inner).put("at", 0L).put("n", 5);
    assertThat(LogicalTypes.reading(schema).apply(List.of(Map.of("k", struct))))
        .isEqualTo(List.of(Map.of("k", Map.of("at", Instant.EPOCH, "n", 5))));
  }

  @Test
  void keepsNullsAndWhatHasNoMeaningOfItsOwn() {
    assertThat(LogicalTypes.reading(MICROS).apply(null)).isNull();
    assertThat(
            LogicalTypes.reading(SchemaBuilder.array(MICROS).build())
                .apply(Arrays.asList(0L, null)))
        .isEqualTo(Arrays.asList(Instant.EPOCH, null));
    Schema year = SchemaBuilder.int32().name("io.debezium.time.Year").build();
    assertThat(LogicalTypes.reading(year).apply(2026)).isEqualTo(2026);
  }

  @ParameterizedTest(name = "{0} refuses {1}")
  @MethodSource("refused")
  void refusesWhatTheSchemaCannotMeanButNotInText(
      String name, Object value, DataType type, String found) {
    Schema schema =
        (value instanceof Long ? SchemaBuilder.int64() : SchemaBuilder.string())
            .name("io.debezium.time." + name)
            .build();
    Object read = LogicalTypes.reading(schema).apply(value);
    assertThat(Column.of("c", 0, DataTypes.TEXT, Set.of()).encode(read)).isNotNull();
    assertThatThrownBy(() -> Column.of("c", 0, type, Set.of()).encode(read))
        .isInstanceOfSatisfying(
            Unconvertible.class, reason -> assertThat(reason.found()).isEqualTo(found));
    assertThat(TypesPage.errors()).contains(found);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            "MicroTime", 86_400_000_000L, DataTypes.TIME, "a time that is not within one day"),
        Arguments.of(
            "ZonedTime", "12:00:00+01:00", DataTypes.TIME, "a time of day that is not in UTC"),
        Arguments.of(
            "ZonedTimestamp",
            "infinity",
            DataTypes.TIMESTAMP,
            "a string that is no ISO-8601 time with a zone"));
  }

  private static Arguments debezium(
      String name, SchemaBuilder schema, Object value, Object expected) {
    return Arguments.of(
        "io.debezium." + name, schema.name("io.debezium." + name).build(), value, expected);
  }
}
