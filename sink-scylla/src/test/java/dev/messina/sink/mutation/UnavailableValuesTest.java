package dev.messina.sink.mutation;

import static dev.messina.sink.mutation.RecordBuilder.fields;
import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.data.geometry.Geography;
import io.debezium.data.geometry.Geometry;
import io.debezium.data.geometry.Point;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Debezium's connectors write in place of a value that they were not told, in the forms of its
 * connector for PostgreSQL (class UnchangedToastedPlaceholder), whose tables have columns of every
 * type.
 */
class UnavailableValuesTest {

  private static final String DEFAULT = "__debezium_unavailable_value";

  private final RowMutations replacing = Options.reading();
  private final RowMutations merging = Options.reading("write.mode", "merge");

  static Stream<Object> forms() {
    return formsOf(DEFAULT);
  }

  private static Stream<Object> formsOf(String placeholder) {
    byte[] bytes = placeholder.getBytes(StandardCharsets.UTF_8);
    List<Integer> ints = new ArrayList<>();
    List<Long> longs = new ArrayList<>();
    for (byte one : bytes) {
      ints.add((int) one);
      longs.add((long) one);
    }
    String uuid = UUID.nameUUIDFromBytes(bytes).toString();
    return Stream.of(
        placeholder,
        bytes,
        ByteBuffer.wrap(bytes),
        Base64.getEncoder().encodeToString(bytes),
        Base64.getUrlEncoder().encodeToString(bytes),
        HexFormat.of().formatHex(bytes),
        HexFormat.of().withUpperCase().formatHex(bytes),
        List.of(placeholder),
        List.of(bytes),
        List.of(ByteBuffer.wrap(bytes)),
        List.of(Base64.getEncoder().encodeToString(bytes)),
        ints,
        longs,
        ints.stream().map(Integer::shortValue).toList(),
        Map.of(placeholder, placeholder),
        "{\"" + placeholder + "\":\"" + placeholder + "\"}",
        "{\"" + placeholder + "\": \"" + placeholder + "\"}",
        uuid,
        List.of(uuid),
        List.of(List.of(placeholder)),
        Arrays.asList("a", null, placeholder),
        Map.of("inner", List.of(placeholder)),
        struct(placeholder));
  }

  static Stream<Object> shapes() {
    byte[] geometry = HexFormat.of().parseHex("0101000020E6100000000000FC83D797C1000000FC83D797C1");
    byte[] geography =
        HexFormat.of().parseHex("0101000020E61000000C21E7FDFF7F66401842CEFBFF7F5640");
    return Stream.of(
        Point.createValue(Point.builder().build(), -99999999, -99999999),
        Geometry.createValue(Geometry.builder().build(), geometry, 4326),
        Geography.createValue(Geography.builder().build(), geography, 4326),
        fields("wkb", Base64.getEncoder().encodeToString(geometry), "srid", 4326L),
        fields("wkb", ByteBuffer.wrap(geography), "srid", 4326L),
        fields("x", -99999999.0, "y", -99999999.0, "wkb", "AQE=", "srid", null));
  }

  @ParameterizedTest
  @MethodSource({"forms", "shapes"})
  void areRefusedWhereTheRecordIsTheWholeRow(Object value) {
    for (SinkRecord record : List.of(envelope(value), row(value))) {
      assertThatThrownBy(() -> replacing.from(record))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "Record at shop.orders-0@3: 'photo' holds what Debezium writes for a value that the"
                  + " database did not tell (unavailable.value.placeholder); have it told"
                  + " (PostgreSQL: ALTER TABLE ... REPLICA IDENTITY FULL), or fill it in with"
                  + " Debezium's reselect post-processor.");
    }
  }

  @ParameterizedTest
  @MethodSource({"forms", "shapes"})
  void leaveTheirColumnAsItIsWhereOthersMayStay(Object value) {
    for (SinkRecord record : List.of(envelope(value), row(value))) {
      RowMutation.Merge merge = (RowMutation.Merge) merging.from(record);
      assertThat(columns(merge.columns())).containsExactly("name=Ada");
    }
  }

  @Test
  void leaveTheSchemaOfTheOtherColumnsAsItIs() {
    Schema schema =
        SchemaBuilder.struct()
            .name("shop.customers.Value")
            .field("id", Schema.INT32_SCHEMA)
            .field("tags", SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
            .field("born", SchemaBuilder.int32().name("io.debezium.time.Date").optional().build())
            .build();
    Struct after =
        new Struct(schema).put("id", 7).put("tags", List.of(DEFAULT)).put("born", 20_000);
    for (Object value : List.of(after, debezium(after))) {
      RowMutation.Merge merge = (RowMutation.Merge) merging.from(record(3).value(value).build());
      Schema read = ((RowFields.OfStruct) merge.columns()).struct().schema();
      assertThat(read.fields()).extracting("name").containsExactly("id", "born");
      assertThat(read.field("born").schema()).isEqualTo(schema.field("born").schema());
      assertThat(merge.columns().value("born")).isEqualTo(20_000);
    }
  }

  @Test
  void areKnownByTheTextThatTheSourceWasGiven() {
    formsOf("n/a").forEach(value -> assertIsKnown(value, "n/a"));
    forms().forEach(value -> assertIsData(value, "n/a"));
    assertIsKnown("n/a", "hex:6e2f61");
    assertIsKnown(new byte[] {(byte) 0xff, 0}, "hex:ff00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hex:", "hex:f", "hex:xx"})
  void needATextToBeKnownBy(String placeholder) {
    assertThatThrownBy(() -> Options.settings("unavailable.value.placeholder", placeholder))
        .hasMessageContaining("unavailable.value.placeholder");
  }

  @Test
  void wouldGiveManyRowsOneKey() {
    SinkRecord record = record(3).key(Map.of("pk", DEFAULT)).columns("name", "Ada").build();
    for (RowMutations mutations : List.of(replacing, merging)) {
      assertThatThrownBy(() -> mutations.from(record))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("'pk' holds what Debezium writes for a value");
    }
    SinkRecord delete = record(3).key(Map.of("pk", DEFAULT)).build();
    assertThatThrownBy(() -> replacing.from(delete)).hasMessageContaining("'pk' holds what");
  }

  @Test
  void leaveNothingAsItIsInARowThatIsNew() {
    SinkRecord create =
        record(3)
            .columns(
                "op",
                "c",
                "before",
                null,
                "after",
                fields("name", "Ada", "photo", DEFAULT),
                "source",
                fields("connector", "postgresql"))
            .build();
    SinkRecord flattened = record(3).columns("name", "Ada", "photo", DEFAULT, "__op", "c").build();
    SinkRecord newKey =
        record(3).columns("photo", DEFAULT).header("__debezium.oldkey", "x").build();
    for (SinkRecord record : List.of(create, flattened, newKey)) {
      assertThatThrownBy(() -> merging.from(record))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("'photo' holds what Debezium writes for a value");
    }
  }

  @Test
  void areDataInWhatDoesNotComeFromDebezium() {
    SinkRecord item = record(3).columns("photo", DEFAULT).header("messina.op", "u").build();
    RowMutation.Replace replace = (RowMutation.Replace) replacing.from(item);
    assertThat(replace.columns().value("photo")).isEqualTo(DEFAULT);
  }

  @Test
  void doNotMatterInImagesFromBefore() {
    SinkRecord delete =
        record(3)
            .columns(
                "op",
                "d",
                "before",
                fields("photo", DEFAULT),
                "after",
                null,
                "source",
                fields("connector", "postgresql"))
            .build();
    assertThat(replacing.from(delete)).isInstanceOf(RowMutation.Delete.class);
    assertThat(replacing.from(record(3).columns("photo", DEFAULT, "__deleted", "true").build()))
        .isInstanceOf(RowMutation.Delete.class);
  }

  @Test
  void areNothingThatLooksAlike() {
    for (Object value :
        Arrays.asList(
            null, "", List.of(), Map.of(), List.of(1, 2, 3), "debezium", new byte[0], 7, true)) {
      assertIsData(value, DEFAULT);
    }
  }

  private static void assertIsKnown(Object value, String placeholder) {
    RowMutations mutations = Options.reading("unavailable.value.placeholder", placeholder);
    assertThatThrownBy(() -> mutations.from(row(value)))
        .as(String.valueOf(value))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'photo' holds what Debezium writes");
  }

  private static void assertIsData(Object value, String placeholder) {
    RowMutations mutations = Options.reading("unavailable.value.placeholder", placeholder);
    RowMutation.Replace replace = (RowMutation.Replace) mutations.from(row(value));
    assertThat(replace.columns().value("photo")).isEqualTo(value);
  }

  private static SinkRecord row(Object photo) {
    return record(3).columns("name", "Ada", "photo", photo).build();
  }

  private static SinkRecord envelope(Object photo) {
    return record(3)
        .columns(
            "op",
            "u",
            "before",
            null,
            "after",
            fields("name", "Ada", "photo", photo),
            "source",
            fields("connector", "postgresql"))
        .build();
  }

  private static Struct debezium(Struct after) {
    Schema source = SchemaBuilder.struct().field("connector", Schema.STRING_SCHEMA).build();
    return io.debezium.data.Envelope.defineSchema()
        .withName("shop.customers.Envelope")
        .withRecord(after.schema())
        .withSource(source)
        .build()
        .update(
            null,
            after,
            new Struct(source).put("connector", "postgresql"),
            java.time.Instant.parse("2026-01-01T00:00:00Z"));
  }

  private static Struct struct(String text) {
    Schema schema = SchemaBuilder.struct().field("inner", Schema.STRING_SCHEMA).build();
    return new Struct(schema).put("inner", text);
  }

  private static List<String> columns(RowFields fields) {
    List<String> columns = new ArrayList<>();
    fields.forEach((name, value) -> columns.add(name + "=" + value));
    return columns;
  }
}
