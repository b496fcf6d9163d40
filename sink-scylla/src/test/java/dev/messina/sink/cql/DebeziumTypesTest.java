package dev.messina.sink.cql;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.data.CqlDuration;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import io.debezium.data.Enum;
import io.debezium.data.EnumSet;
import io.debezium.data.Json;
import io.debezium.data.SpecialValueDecimal;
import io.debezium.data.Uuid;
import io.debezium.data.VariableScaleDecimal;
import io.debezium.time.MicroDuration;
import io.debezium.time.MicroTime;
import io.debezium.time.MicroTimestamp;
import io.debezium.time.NanoTimestamp;
import io.debezium.time.Timestamp;
import io.debezium.time.Year;
import io.debezium.time.ZonedTimestamp;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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
    Object read = LogicalTypes.reading(schema).apply(value);
    assertThat(Conversions.to(type, Set.of()).convert(read)).isEqualTo(expected);
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
        Arguments.of(Uuid.schema(), ID.toString(), DataTypes.UUID, ID),
        Arguments.of(Json.schema(), "{\"a\": 1}", DataTypes.TEXT, "{\"a\": 1}"),
        Arguments.of(Enum.schema("a,b"), "b", DataTypes.TEXT, "b"),
        Arguments.of(EnumSet.schema("a,b"), "a,b", DataTypes.TEXT, "a,b"));
  }
}
