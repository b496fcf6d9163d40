package dev.messina.sink.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.data.CqlVector;
import com.datastax.oss.driver.api.core.data.TupleValue;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.TupleType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.internal.core.type.UserDefinedTypeBuilder;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tuples, user-defined types and vectors, alone and inside each other. */
class FieldConversionsTest {

  private static final UserDefinedType VISIT =
      new UserDefinedTypeBuilder("shop", "visit")
          .withField("at", DataTypes.TIMESTAMP)
          .withField("score", DataTypes.DOUBLE)
          .frozen()
          .build();
  private static final TupleType PAIR = DataTypes.tupleOf(DataTypes.TEXT, VISIT);
  private static final DataType VECTOR = DataTypes.vectorOf(DataTypes.FLOAT, 2);

  @Test
  void takesUserTypesFromMapsStructsAndJson() {
    Schema schema =
        SchemaBuilder.struct()
            .field("at", Schema.STRING_SCHEMA)
            .field("score", Schema.FLOAT64_SCHEMA)
            .build();
    Struct struct = new Struct(schema).put("at", "1970-01-01T00:00:00Z").put("score", 2.5);
    UdtValue expected = VISIT.newValue(Instant.EPOCH, 2.5);
    assertThat(stored(VISIT, struct)).isEqualTo(expected);
    assertThat(stored(VISIT, Map.of("at", "1970-01-01T00:00:00Z", "score", "2.5")))
        .isEqualTo(expected);
    assertThat(stored(VISIT, "{\"score\":2.5,\"at\":\"1970-01-01T00:00:00Z\"}"))
        .isEqualTo(expected);
  }

  @Test
  void aFieldThatIsMissingOrNullIsNull() {
    UdtValue visit = (UdtValue) stored(VISIT, "{\"at\":null}");
    assertThat(visit.isNull("at")).isTrue();
    assertThat(visit.isNull("score")).isTrue();
    TupleValue pair = (TupleValue) stored(PAIR, Arrays.asList("a", null));
    assertThat(pair.getString(0)).isEqualTo("a");
    assertThat(pair.isNull(1)).isTrue();
  }

  @Test
  void fieldsThatTheTypeLacksFollowUnknownColumnsAndAreCounted() {
    UnknownColumns ignored = UnknownColumns.ignored();
    Column column = Column.of("c", 0, VISIT, new Terms(Set.of(), false, ignored));
    Map<String, Object> value = new HashMap<>(Map.of("score", 1, "me@example.org", 2, "b", 3));
    value.put("nothing", null);
    assertThat(DriverCodec.decode(column, column.encode(value)))
        .isEqualTo(VISIT.newValue(null, 1.0));
    assertThat(ignored.ignoredCount()).isEqualTo(2);
  }

  @Test
  void inAKeyTheyAreAlwaysRefused() {
    assertThatThrownBy(
            () -> Column.ofKey("k", 0, VISIT, Set.of()).encode(Map.of("score", 1, "b", 3)))
        .isInstanceOf(Unconvertible.class);
  }

  @Test
  void aFieldsNameIsToldOnlyWhereANamedSchemaDeclaresIt() {
    assertThat(remedy(Map.of("me@example.org", 1, "x", 2)))
        .startsWith(
            "type visit lacks 2, whose names are not told since they may be data: ALTER TYPE to add"
                + " them, drop them with a transform, set unknown.columns=ignore");
    SchemaBuilder schema = SchemaBuilder.struct().field("x", Schema.INT32_SCHEMA);
    assertThat(remedy(new Struct(schema.build()).put("x", 1))).startsWith("type visit lacks 1, ");
    Schema named = schema.name("Visit").build();
    assertThat(remedy(new Struct(named).put("x", 1))).startsWith("type visit lacks 'x': ");
    Schema logical =
        SchemaBuilder.struct()
            .name("Visit")
            .field("x", SchemaBuilder.int64().name("io.debezium.time.Timestamp").build())
            .build();
    assertThat(remedy(LogicalTypes.reading(logical).apply(new Struct(logical).put("x", 1L))))
        .startsWith("type visit lacks 'x': ");
  }

  private static String remedy(Object value) {
    return assertThatThrownBy(() -> stored(VISIT, value))
        .isInstanceOf(Unconvertible.class)
        .asInstanceOf(InstanceOfAssertFactories.type(Unconvertible.class))
        .actual()
        .remedy();
  }

  @Test
  void anEmptyStringInAFieldCountsAsNullIfChosenButNotInACollection() {
    UdtValue visit =
        (UdtValue) stored(VISIT, Map.of("at", "", "score", 1), ConversionChoice.EMPTY_AS_NULL);
    assertThat(visit.isNull("at")).isTrue();
    DataType texts = DataTypes.frozenListOf(DataTypes.TEXT);
    assertThat(stored(texts, List.of("", "a"), ConversionChoice.EMPTY_AS_NULL))
        .isEqualTo(List.of("", "a"));
    assertThatThrownBy(
            () ->
                stored(DataTypes.setOf(DataTypes.INT), List.of(""), ConversionChoice.EMPTY_AS_NULL))
        .isInstanceOfSatisfying(
            Unconvertible.class,
            reason ->
                assertThat(reason.found()).isEqualTo("a collection with an empty string in it"));
  }

  @Test
  void choicesReachTheFieldsOfTheirTypes() {
    DataType type = DataTypes.frozenMapOf(DataTypes.INT, DataTypes.frozenListOf(PAIR));
    assertThat(
            stored(
                type,
                "{\"7\":[[\"a\",{\"at\":1,\"score\":0.12345678901234567890}]]}",
                ConversionChoice.MILLIS,
                ConversionChoice.ROUNDED))
        .isEqualTo(
            Map.of(
                7,
                List.of(
                    PAIR.newValue(
                        "a", VISIT.newValue(Instant.ofEpochMilli(1), 0.12345678901234568)))));
  }

  @Test
  void vectorsTakeNumbersOfEveryKind() {
    assertThat(stored(VECTOR, List.of("0.1", 2))).isEqualTo(CqlVector.newInstance(0.1f, 2f));
    assertThat(stored(VECTOR, "[0.1,2]")).isEqualTo(CqlVector.newInstance(0.1f, 2f));
  }

  @Test
  void onlyVectorsOfFloatAreSupported() {
    assertThat(Conversions.supports(VECTOR)).isTrue();
    assertThat(Conversions.supports(DataTypes.vectorOf(DataTypes.INT, 2))).isFalse();
    assertThat(Conversions.supports(DataTypes.listOf(DataTypes.custom("org.example.Odd"))))
        .isFalse();
  }

  @ParameterizedTest(name = "{0} refuses {1}")
  @MethodSource("refused")
  void refusesWhatItWouldChange(DataType type, Object value, String found) {
    assertThatThrownBy(() -> stored(type, value))
        .isInstanceOfSatisfying(
            Unconvertible.class, reason -> assertThat(reason.found()).isEqualTo(found));
    assertThat(TypesPage.errors()).contains(found);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(VISIT, Map.of("At", "now"), "a map with a name that is no field of the type"),
        Arguments.of(VISIT, Map.of(1, 2), "a map with a name that is no field of the type"),
        Arguments.of(VISIT, "[]", "a JSON array"),
        Arguments.of(VISIT, Map.of("score", "high"), "a string that is no number"),
        Arguments.of(PAIR, List.of("a"), "an array of another length than the tuple's"),
        Arguments.of(PAIR, List.of("a", 5), "an integer"),
        Arguments.of(PAIR, Map.of(), "a map"),
        Arguments.of(VECTOR, List.of(1), "an array of another length than the vector's"),
        Arguments.of(VECTOR, List.of(1, 16777217), "a number that the type would round"),
        Arguments.of(
            VECTOR,
            Arrays.asList(1, null),
            "a collection with a null in it, which CQL's collections cannot hold"));
  }

  private static Object stored(DataType type, Object value, ConversionChoice... choices) {
    Column column = Column.of("c", 0, type, Set.of(choices));
    return DriverCodec.decode(column, column.encode(value));
  }
}
