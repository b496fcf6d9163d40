package dev.messina.sink.statement;

import static dev.messina.sink.mutation.RecordBuilder.fields;
import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import dev.messina.sink.convert.ColumnConversions;
import dev.messina.sink.convert.CqlTypes;
import dev.messina.sink.convert.LogicalTypes;
import dev.messina.sink.convert.UnknownColumns;
import dev.messina.sink.mutation.MutationSettings;
import dev.messina.sink.mutation.RowMutation;
import dev.messina.sink.mutation.RowMutations;
import dev.messina.sink.route.TableName;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a record and its schema hold, the record is written or rejected; the task goes on. */
class ContentNeverStopsATaskTest {

  private static final List<Schema> BASES =
      List.of(
          Schema.OPTIONAL_INT8_SCHEMA,
          Schema.OPTIONAL_INT16_SCHEMA,
          Schema.OPTIONAL_INT32_SCHEMA,
          Schema.OPTIONAL_INT64_SCHEMA,
          Schema.OPTIONAL_FLOAT32_SCHEMA,
          Schema.OPTIONAL_FLOAT64_SCHEMA,
          Schema.OPTIONAL_BOOLEAN_SCHEMA,
          Schema.OPTIONAL_STRING_SCHEMA,
          Schema.OPTIONAL_BYTES_SCHEMA);

  private static final List<Object> VALUES =
      List.of((byte) 1, (short) 1, 1, Long.MAX_VALUE, 1f, Double.NaN, true, "x", new byte[] {1});

  static Stream<String> names() {
    return Stream.concat(
        LogicalTypes.names().stream(),
        Stream.of(
            Decimal.LOGICAL_NAME,
            "io.debezium.data.Enum",
            "io.debezium.data.Bits",
            "io.debezium.data.Uuid",
            "io.debezium.data.geometry.Point"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void aKnownNameOverAnotherBaseTypeSaysNothing(String name) {
    for (int i = 0; i < BASES.size(); i++) {
      Schema named = copy(BASES.get(i)).name(name).optional().build();
      Object value = ofConnects(name, VALUES.get(i));
      for (DataType type : CqlTypes.BY_NAME.values()) {
        writesOrRejects(named, value, type);
        writesOrRejects(SchemaBuilder.array(named).build(), List.of(value), type);
        writesOrRejects(
            SchemaBuilder.map(Schema.STRING_SCHEMA, named).build(), Map.of("k", value), type);
      }
    }
  }

  @Test
  void aStringThatIsCalledADateIsAString() {
    Schema schema = SchemaBuilder.string().name("io.debezium.time.Date").build();
    assertThat(LogicalTypes.reading(schema).apply("soon")).isEqualTo("soon");
  }

  @ParameterizedTest
  @MethodSource("names")
  void aValueThatIsNotOfItsSchemasTypeIsWhatItIs(String name) {
    for (Schema base : BASES) {
      Schema named = copy(base).name(name).optional().build();
      for (Object value : List.of("x", 1, 1L, true, new Date(0), List.of(), Map.of())) {
        assertThatCode(() -> LogicalTypes.reading(named).apply(value)).doesNotThrowAnyException();
      }
    }
    Schema array = SchemaBuilder.array(copy(BASES.get(3)).name(name).build()).build();
    assertThat(LogicalTypes.reading(array).apply("x")).isEqualTo("x");
    Schema map = SchemaBuilder.map(Schema.STRING_SCHEMA, array).build();
    assertThat(LogicalTypes.reading(map).apply(5)).isEqualTo(5);
    Schema struct = SchemaBuilder.struct().field("a", array).field("b", map).build();
    assertThat(LogicalTypes.reading(struct).apply(Map.of())).isEqualTo(Map.of());
  }

  @Test
  void aDecimalOfAnyScaleWithoutItsPartsIsAStruct() {
    for (Schema schema :
        List.of(
            decimal().build(),
            decimal().field("value", Schema.OPTIONAL_BYTES_SCHEMA).build(),
            decimal()
                .field("value", Schema.OPTIONAL_BYTES_SCHEMA)
                .field("scale", Schema.OPTIONAL_INT32_SCHEMA)
                .build(),
            decimal()
                .field("value", Schema.OPTIONAL_STRING_SCHEMA)
                .field("scale", Schema.OPTIONAL_STRING_SCHEMA)
                .build())) {
      writesOrRejects(schema, new Struct(schema), DataTypes.DECIMAL);
      writesOrRejects(schema, new Struct(schema), DataTypes.TEXT);
    }
  }

  /** A struct takes nothing else under Connect's own names. */
  private static Object ofConnects(String name, Object other) {
    if (name.equals(Decimal.LOGICAL_NAME)) {
      return BigDecimal.ONE;
    }
    return name.startsWith("org.apache.kafka.connect.data.") ? new Date(1) : other;
  }

  private static SchemaBuilder decimal() {
    return SchemaBuilder.struct().name("io.debezium.data.VariableScaleDecimal");
  }

  @Test
  void mapsWithNullKeysAndDeepNestingAreRejectedWithTheirPlace() {
    Map<Object, Object> nullKey = new HashMap<>(Collections.singletonMap(null, 1));
    for (DataType type : CqlTypes.BY_NAME.values()) {
      writesOrRejects(null, nullKey, type);
    }
    List<Object> deep = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      deep = new ArrayList<>(List.of(deep));
    }
    List<Object> nested = deep;
    assertThatThrownBy(() -> encode(null, nested, DataTypes.TEXT))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Record at shop.orders-0@7: ");
  }

  @Test
  void whatNobodyForesawRejectsTheRecordWithoutItsValue() {
    Object odd =
        new java.util.AbstractList<Object>() {
          @Override
          public Object get(int index) {
            throw new IllegalStateException("secret");
          }

          @Override
          public int size() {
            return 1;
          }
        };
    assertThatThrownBy(() -> encode(null, odd, DataTypes.frozenListOf(DataTypes.TEXT)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Record at shop.orders-0@7: its content caused an unexpected"
                + " java.lang.IllegalStateException while it was read, which is a fault"
                + " of the sink; report it with the stack in the worker's log, and have a transform"
                + " leave out what is unusual about the record.")
        .hasNoCause();
  }

  private static SchemaBuilder copy(Schema schema) {
    return new SchemaBuilder(schema.type());
  }

  private static void writesOrRejects(Schema schema, Object value, DataType type) {
    try {
      encode(schema, value, type);
    } catch (DataException rejected) {
      assertThat(rejected.getMessage())
          .startsWith("Record at shop.orders-0@7: column 'c' of shop.orders is ");
    }
  }

  private static void encode(Schema schema, Object value, DataType type) {
    TableModel table =
        TableModel.of(
            new TableName("shop", "orders"),
            Map.of("pk", DataTypes.TEXT),
            Map.of(),
            Map.of("c", type),
            ColumnConversions.NONE);
    Object row = fields("c", value);
    if (schema != null) {
      Schema outer = SchemaBuilder.struct().field("c", schema).build();
      row = new Struct(outer).put("c", value);
    }
    RowMutation mutation =
        new RowMutations(MutationSettings.DEFAULTS, Clock.systemUTC())
            .from(record(7).key(fields("pk", "a")).value(row).build());
    new RowEncoder(table, UnknownColumns.failing()).image((RowMutation.Replace) mutation);
  }
}
