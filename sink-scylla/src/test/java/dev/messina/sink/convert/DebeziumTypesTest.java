package dev.messina.sink.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.data.CqlDuration;
import com.datastax.oss.driver.api.core.data.CqlVector;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import io.debezium.data.Bits;
import io.debezium.data.Enum;
import io.debezium.data.EnumSet;
import io.debezium.data.Json;
import io.debezium.data.SpecialValueDecimal;
import io.debezium.data.Uuid;
import io.debezium.data.VariableScaleDecimal;
import io.debezium.data.Xml;
import io.debezium.data.geometry.Point;
import io.debezium.data.vector.DoubleVector;
import io.debezium.data.vector.FloatVector;
import io.debezium.time.Interval;
import io.debezium.time.IsoDate;
import io.debezium.time.IsoTime;
import io.debezium.time.IsoTimestamp;
import io.debezium.time.MicroDuration;
import io.debezium.time.MicroTime;
import io.debezium.time.MicroTimestamp;
import io.debezium.time.NanoDuration;
import io.debezium.time.NanoTime;
import io.debezium.time.NanoTimestamp;
import io.debezium.time.StructuredDate;
import io.debezium.time.StructuredDuration;
import io.debezium.time.StructuredTime;
import io.debezium.time.StructuredTimestamp;
import io.debezium.time.StructuredZonedTime;
import io.debezium.time.StructuredZonedTimestamp;
import io.debezium.time.Time;
import io.debezium.time.Timestamp;
import io.debezium.time.Year;
import io.debezium.time.ZonedTime;
import io.debezium.time.ZonedTimestamp;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values under the schemas that Debezium's own classes build, in the columns they are meant for.
 */
class DebeziumTypesTest {

  private static final Instant TIME = Instant.parse("2026-01-01T12:00:00Z");
  private static final UUID ID = UUID.fromString("123e4567-e89b-42d3-a456-426614174000");

  @ParameterizedTest(name = "{0} in {2}")
  @MethodSource("values")
  void becomesTheColumnsValue(Schema schema, Object value, DataType type, Object expected) {
    Column column = Column.of("c", 0, type, Set.of());
    Object read = LogicalTypes.reading(schema).apply(value);
    assertThat(DriverCodec.decode(column, column.encode(read))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "PT838H59M59S, us, 3020399000000",
    "-PT1H, us, -3600000000",
    "PT24H, ns, 86400000000000",
  })
  void aTimeOfDayThatIsNoneGoesWhereDurationsGo(Duration time, String unit, long count) {
    Object read = LogicalTypes.reading(MicroTime.schema()).apply(time.toNanos() / 1_000);
    assertThat(stored(DataTypes.DURATION, read, ""))
        .isEqualTo(CqlDuration.newInstance(0, 0, time.toNanos()));
    assertThat(stored(DataTypes.TEXT, read, "")).isEqualTo(time.toString());
    assertThat(stored(DataTypes.BIGINT, read, unit)).isEqualTo(count);
  }

  @Test
  void isoStringsStayInTextAsTheyCome() {
    for (Schema schema : List.of(IsoDate.schema(), IsoTime.schema(), IsoTimestamp.schema())) {
      for (String text : List.of("2026-01-01Z", "12:00:00Z", "infinity", "838:59:59Z")) {
        Object read = LogicalTypes.reading(schema).apply(text);
        assertThat(stored(DataTypes.TEXT, read, "")).isEqualTo(text);
        assertThat(stored(DataTypes.frozenListOf(DataTypes.TEXT), List.of(read), ""))
            .isEqualTo(List.of(text));
        assertThat(stored(DataTypes.TEXT, List.of(read), "")).isEqualTo("[\"" + text + "\"]");
      }
    }
  }

  @Test
  void anInfinityOfAStructuredTimeStaysAStruct() {
    Object infinity = StructuredTimestamp.positiveInfinity(StructuredTimestamp.schema());
    Object read = LogicalTypes.reading(StructuredTimestamp.schema()).apply(infinity);
    assertThat((String) stored(DataTypes.TEXT, read, "")).contains("POSITIVE_INFINITY");
    assertThatThrownBy(() -> stored(DataTypes.TIMESTAMP, read, ""))
        .isInstanceOfSatisfying(
            Unconvertible.class, reason -> assertThat(reason.found()).isEqualTo("a struct"));
  }

  private static Object stored(DataType type, Object value, String choice) {
    Set<ConversionChoice> choices =
        Arrays.stream(ConversionChoice.values())
            .filter(one -> one.word().equals(choice))
            .collect(Collectors.toSet());
    Column column = Column.of("c", 0, type, choices);
    return DriverCodec.decode(column, column.encode(value));
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of(io.debezium.time.Date.schema(), 1, DataTypes.DATE, LocalDate.of(1970, 1, 2)),
        Arguments.of(MicroTime.schema(), 1_000_000L, DataTypes.TIME, LocalTime.of(0, 0, 1)),
        Arguments.of(Timestamp.schema(), TIME.toEpochMilli(), DataTypes.TIMESTAMP, TIME),
        Arguments.of(
            MicroTimestamp.schema(), TIME.toEpochMilli() * 1_000, DataTypes.TIMESTAMP, TIME),
        Arguments.of(
            NanoTimestamp.schema(), TIME.toEpochMilli() * 1_000_000, DataTypes.TIMESTAMP, TIME),
        Arguments.of(ZonedTimestamp.schema(), "2026-01-01T12:00:00Z", DataTypes.TIMESTAMP, TIME),
        Arguments.of(
            MicroDuration.schema(), 5L, DataTypes.DURATION, CqlDuration.newInstance(0, 0, 5_000)),
        Arguments.of(Year.schema(), 2026, DataTypes.INT, 2026),
        Arguments.of(
            VariableScaleDecimal.schema(),
            VariableScaleDecimal.fromLogical(
                VariableScaleDecimal.schema(), new SpecialValueDecimal(new BigDecimal("12.345"))),
            DataTypes.DECIMAL,
            new BigDecimal("12.345")),
        Arguments.of(
            IsoDate.schema(),
            IsoDate.toIsoString(LocalDate.of(1969, 12, 31), null),
            DataTypes.DATE,
            LocalDate.of(1969, 12, 31)),
        Arguments.of(
            IsoTime.schema(),
            IsoTime.toIsoString(LocalTime.of(1, 2, 3, 4_000), false),
            DataTypes.TIME,
            LocalTime.of(1, 2, 3, 4_000)),
        Arguments.of(
            IsoTimestamp.schema(),
            IsoTimestamp.toIsoString(TIME.atOffset(ZoneOffset.UTC).toLocalDateTime(), null),
            DataTypes.TIMESTAMP,
            TIME),
        Arguments.of(
            ZonedTime.schema(),
            ZonedTime.toIsoString(LocalTime.NOON.atOffset(ZoneOffset.UTC), null),
            DataTypes.TIME,
            LocalTime.NOON),
        Arguments.of(NanoTime.schema(), 1L, DataTypes.TIME, LocalTime.ofNanoOfDay(1)),
        Arguments.of(Time.schema(), 1_000, DataTypes.TIME, LocalTime.of(0, 0, 1)),
        Arguments.of(
            NanoDuration.schema(), 5L, DataTypes.DURATION, CqlDuration.newInstance(0, 0, 5)),
        Arguments.of(
            Interval.schema(),
            Interval.toIsoString(1, 2, 3, 4, 5, new BigDecimal("6.5")),
            DataTypes.DURATION,
            CqlDuration.newInstance(14, 3, 14_706_500_000_000L)),
        Arguments.of(
            Interval.schema(),
            Interval.toIsoString(0, 0, 0, 0, 0, new BigDecimal("-0.25")),
            DataTypes.DURATION,
            CqlDuration.newInstance(0, 0, -250_000_000L)),
        Arguments.of(
            StructuredDate.schema(),
            StructuredDate.from(LocalDate.of(2026, 1, 1)),
            DataTypes.DATE,
            LocalDate.of(2026, 1, 1)),
        Arguments.of(
            StructuredTime.schema(),
            StructuredTime.from(LocalTime.NOON),
            DataTypes.TIME,
            LocalTime.NOON),
        Arguments.of(
            StructuredTimestamp.schema(),
            StructuredTimestamp.from(TIME.atOffset(ZoneOffset.UTC).toLocalDateTime()),
            DataTypes.TIMESTAMP,
            TIME),
        Arguments.of(
            StructuredZonedTime.schema(),
            StructuredZonedTime.from(LocalTime.NOON.atOffset(ZoneOffset.UTC)),
            DataTypes.TIME,
            LocalTime.NOON),
        Arguments.of(
            StructuredZonedTimestamp.schema(),
            StructuredZonedTimestamp.from(TIME.atOffset(ZoneOffset.ofHours(1))),
            DataTypes.TIMESTAMP,
            TIME),
        Arguments.of(
            StructuredDuration.schema(),
            StructuredDuration.from(StructuredDuration.schema(), 1, 2, 3, 4, 5, 6L, 7),
            DataTypes.DURATION,
            CqlDuration.newInstance(14, 3, 14_706_000_000_007L)),
        Arguments.of(Xml.schema(), "<a/>", DataTypes.TEXT, "<a/>"),
        Arguments.of(
            Bits.schema(9), new byte[] {1, 1}, DataTypes.BLOB, ByteBuffer.wrap(new byte[] {1, 1})),
        Arguments.of(
            FloatVector.schema(),
            List.of(0.5f, 1f, 2f),
            DataTypes.vectorOf(DataTypes.FLOAT, 3),
            CqlVector.newInstance(0.5f, 1f, 2f)),
        Arguments.of(
            DoubleVector.schema(),
            List.of(0.1, 1.0),
            DataTypes.frozenListOf(DataTypes.DOUBLE),
            List.of(0.1, 1.0)),
        Arguments.of(
            Point.builder().build(),
            new Struct(Point.builder().build()).put("x", 1.5).put("y", 2.0),
            DataTypes.TEXT,
            "{\"x\":1.5,\"y\":2.0,\"wkb\":null,\"srid\":null}"),
        Arguments.of(Uuid.schema(), ID.toString(), DataTypes.UUID, ID),
        Arguments.of(Json.schema(), "{\"a\": 1}", DataTypes.TEXT, "{\"a\": 1}"),
        Arguments.of(Enum.schema("a,b"), "b", DataTypes.TEXT, "b"),
        Arguments.of(EnumSet.schema("a,b"), "a,b", DataTypes.TEXT, "a,b"));
  }
}
