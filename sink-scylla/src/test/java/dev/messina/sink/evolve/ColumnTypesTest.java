package dev.messina.sink.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.sink.evolve.TableChange.ColumnTypes;
import io.debezium.data.Bits;
import io.debezium.data.Enum;
import io.debezium.data.Json;
import io.debezium.data.Uuid;
import io.debezium.data.VariableScaleDecimal;
import io.debezium.time.Interval;
import io.debezium.time.MicroDuration;
import io.debezium.time.MicroTime;
import io.debezium.time.MicroTimestamp;
import io.debezium.time.NanoDuration;
import io.debezium.time.NanoTime;
import io.debezium.time.NanoTimestamp;
import io.debezium.time.Year;
import io.debezium.time.ZonedTime;
import io.debezium.time.ZonedTimestamp;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnTypesTest {

  @ParameterizedTest(name = "{1} for {0}")
  @MethodSource("types")
  void takesEveryValueOfTheSchema(Schema schema, String type) {
    assertThat(ColumnTypes.of(schema)).contains(type);
  }

  static Stream<Arguments> types() {
    return Stream.of(
        Arguments.of(Schema.INT8_SCHEMA, "tinyint"),
        Arguments.of(Schema.INT16_SCHEMA, "smallint"),
        Arguments.of(Schema.OPTIONAL_INT32_SCHEMA, "int"),
        Arguments.of(Schema.INT64_SCHEMA, "bigint"),
        Arguments.of(Schema.FLOAT32_SCHEMA, "float"),
        Arguments.of(Schema.FLOAT64_SCHEMA, "double"),
        Arguments.of(Schema.BOOLEAN_SCHEMA, "boolean"),
        Arguments.of(Schema.STRING_SCHEMA, "text"),
        Arguments.of(Schema.BYTES_SCHEMA, "blob"),
        Arguments.of(SchemaBuilder.struct().build(), "text"),
        Arguments.of(SchemaBuilder.array(Schema.INT32_SCHEMA).build(), "frozen<list<int>>"),
        Arguments.of(SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA).build(), "text"),
        Arguments.of(
            SchemaBuilder.map(Schema.STRING_SCHEMA, Uuid.schema()).build(),
            "frozen<map<text, uuid>>"),
        Arguments.of(
            SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_INT32_SCHEMA).build(), "text"),
        Arguments.of(Decimal.schema(2), "decimal"),
        Arguments.of(Date.SCHEMA, "date"),
        Arguments.of(Time.SCHEMA, "time"),
        Arguments.of(Timestamp.SCHEMA, "timestamp"),
        Arguments.of(io.debezium.time.Date.schema(), "date"),
        Arguments.of(io.debezium.time.Time.schema(), "time"),
        Arguments.of(MicroTime.schema(), "time"),
        Arguments.of(NanoTime.schema(), "time"),
        Arguments.of(ZonedTime.schema(), "time"),
        Arguments.of(io.debezium.time.Timestamp.schema(), "timestamp"),
        Arguments.of(MicroTimestamp.schema(), "text"),
        Arguments.of(NanoTimestamp.schema(), "text"),
        Arguments.of(ZonedTimestamp.schema(), "text"),
        Arguments.of(Interval.schema(), "text"),
        Arguments.of(MicroDuration.schema(), "duration"),
        Arguments.of(NanoDuration.schema(), "duration"),
        Arguments.of(Year.schema(), "int"),
        Arguments.of(VariableScaleDecimal.schema(), "decimal"),
        Arguments.of(Uuid.schema(), "uuid"),
        Arguments.of(Json.schema(), "text"),
        Arguments.of(Enum.schema("a,b"), "text"),
        Arguments.of(Bits.schema(9), "blob"));
  }

  @Test
  void hasNoTypeForMapsWithNullsUnderOtherKeysThanNames() {
    assertThat(
            ColumnTypes.of(
                SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.OPTIONAL_INT32_SCHEMA).build()))
        .isEmpty();
    assertThat(
            ColumnTypes.of(
                SchemaBuilder.map(SchemaBuilder.struct().build(), Schema.INT32_SCHEMA).build()))
        .isEmpty();
  }
}
