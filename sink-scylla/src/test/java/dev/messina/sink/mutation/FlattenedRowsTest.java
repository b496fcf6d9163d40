package dev.messina.sink.mutation;

import static dev.messina.sink.mutation.RecordBuilder.WRITTEN_AT;
import static dev.messina.sink.mutation.RecordBuilder.fields;
import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.data.Envelope;
import io.debezium.transforms.ExtractNewRecordState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows as Debezium's own transform flattens them. */
class FlattenedRowsTest {

  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private static final Schema KEY =
      SchemaBuilder.struct().name("shop.inventory.customers.Key").field("id", Schema.INT32_SCHEMA);
  private static final Schema ROW =
      SchemaBuilder.struct()
          .name("shop.inventory.customers.Value")
          .optional()
          .field("id", Schema.INT32_SCHEMA)
          .field("name", Schema.OPTIONAL_STRING_SCHEMA)
          .field("state", SchemaBuilder.string().optional().defaultValue("new").build())
          .build();
  private static final Schema SOURCE =
      SchemaBuilder.struct()
          .field("connector", Schema.STRING_SCHEMA)
          .field("ts_us", Schema.INT64_SCHEMA)
          .build();
  private static final Envelope POSTGRES =
      Envelope.defineSchema()
          .withName("shop.inventory.customers.Envelope")
          .withRecord(ROW)
          .withSource(SOURCE)
          .build();

  private final RowMutations mutations = Options.reading();

  @ParameterizedTest
  @ValueSource(strings = {"rewrite", "rewrite-with-tombstone"})
  void aRowThatIsMarkedAsDeletedIsADelete(String mode) {
    RowMutation deleted = mutations.from(flattened(mode, Map.of(), 3, delete()));
    assertThat(deleted).isInstanceOf(RowMutation.Delete.class);
    assertThat(deleted.key().value("id")).isEqualTo(7);
    assertThat(deleted.writtenAt().micros()).isEqualTo(WRITTEN_AT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tombstone", "delete-to-tombstone"})
  void aDeleteWithoutAValueStaysOne(String mode) {
    SinkRecord record =
        mode.equals("tombstone")
            ? record(3).key(key()).build()
            : flattened(mode, Map.of(), 3, delete());
    assertThat(mutations.from(record)).isInstanceOf(RowMutation.Delete.class);
  }

  @Test
  void theMarkOfARowThatIsThereIsNoColumnOfIt() {
    RowMutation.Replace replace =
        (RowMutation.Replace) mutations.from(flattened("rewrite", Map.of(), 3, create()));
    Schema schema = ((RowFields.OfStruct) replace.columns()).struct().schema();
    assertThat(schema.fields()).extracting("name").containsExactly("id", "name", "state");
    assertThat(schema.field("state").schema().defaultValue()).isEqualTo("new");
    assertThat(schema.name()).isEqualTo("shop.inventory.customers.Value");
    assertThat(replace.columns().value("name")).isEqualTo("Ada");
    assertThat(replace.columns().value("state")).isNull();
  }

  @Test
  void theMarkIsNoColumnInMergesEither() {
    RowMutations merging = Options.reading("write.mode", "merge");
    RowMutation.Merge merge =
        (RowMutation.Merge)
            merging.from(record(3).columns("name", "Ada", "__deleted", "false").build());
    assertThat(names(merge.columns())).containsExactly("name");
    assertThat(merging.from(record(4).columns("name", null, "__deleted", "true").build()))
        .isInstanceOf(RowMutation.Delete.class);
  }

  @Test
  void aMarkedRowWithTheColumnsOfAnEnvelopeIsARow() {
    RowMutation.Replace replace =
        (RowMutation.Replace)
            mutations.from(
                record(3)
                    .columns(
                        "op",
                        "audit",
                        "before",
                        fields("a", 1),
                        "after",
                        fields("a", 2),
                        "__deleted",
                        "false")
                    .build());
    assertThat(names(replace.columns())).containsExactly("op", "before", "after");
  }

  @Test
  void anOperationThatSaysDeleteOutweighsAMarkThatSaysOtherwise() {
    SinkRecord record = record(3).columns("name", null, "__deleted", "false", "__op", "d").build();
    assertThat(mutations.from(record)).isInstanceOf(RowMutation.Delete.class);
  }

  @Test
  void readsTheMarkInJsonWithoutSchemasAndInJsonText() {
    for (Object mark : new Object[] {"true", true}) {
      assertThat(mutations.from(record(3).columns("name", null, "__deleted", mark).build()))
          .isInstanceOf(RowMutation.Delete.class);
    }
    for (Object mark : new Object[] {"false", false}) {
      RowMutation.Replace replace =
          (RowMutation.Replace)
              mutations.from(record(3).columns("name", "Ada", "__deleted", mark).build());
      assertThat(names(replace.columns())).containsExactly("name");
    }
    assertThat(mutations.from(record(3).value("{\"name\":null,\"__deleted\":\"true\"}").build()))
        .isInstanceOf(RowMutation.Delete.class);
  }

  @Test
  void refusesAMarkThatSaysNeither() {
    for (Object mark : new Object[] {null, "secret", 1}) {
      SinkRecord record = record(3).columns("name", null, "__deleted", mark).build();
      assertThatThrownBy(() -> mutations.from(record))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "Record at shop.orders-0@3: its field '__deleted', by which Debezium's"
                  + " ExtractNewRecordState tells deletes from rows, is neither true nor false;"
                  + " correct it where it is made, or have a ReplaceField transform rename it if"
                  + " it is a column of the table.");
    }
  }

  @Test
  void anOperationThatSaysDeleteIsADeleteWhereTheMarkHasBeenDropped() {
    for (String prefix : new String[] {"", "__"}) {
      SinkRecord record =
          flattened("rewrite", Map.of("add.fields", "op", "add.headers", "op"), 3, delete());
      assertThat(record.headers().lastWithName("__op").value()).isEqualTo("d");
      assertThat(mutations.from(record)).as(prefix).isInstanceOf(RowMutation.Delete.class);
    }
    assertThat(mutations.from(record(3).columns("name", null, "__op", "d").build()))
        .isInstanceOf(RowMutation.Delete.class);
    assertThat(mutations.from(record(3).columns("name", null).header("__op", "d").build()))
        .isInstanceOf(RowMutation.Delete.class);
    RowMutation.Replace replace =
        (RowMutation.Replace)
            mutations.from(
                record(3).columns("name", "Ada", "__op", "u").header("__op", "u").build());
    assertThat(names(replace.columns())).containsExactly("name", "__op");
  }

  @ParameterizedTest
  @CsvSource({"meta_", "''"})
  void anotherPrefixOfTheAddedFieldsHidesNoDelete(String prefix) {
    SinkRecord record =
        flattened(
            "rewrite",
            Map.of("add.fields", "op,source.ts_us", "add.fields.prefix", prefix),
            3,
            delete());
    assertThat(mutations.from(record)).isInstanceOf(RowMutation.Delete.class);
  }

  @Test
  void theTombstoneBehindARewrittenDeleteRepeatsIt() {
    RowMutation deleted =
        mutations.from(flattened("rewrite-with-tombstone", Map.of(), 3, delete()));
    RowMutation repeated = mutations.from(record(4).key(key()).withoutHeaders().build());
    assertThat(repeated).isInstanceOf(RowMutation.Delete.class);
    assertThat(repeated.writtenAt()).isEqualTo(deleted.writtenAt());
    assertThat(repeated.coordinates()).hasToString("shop.orders-0@4");
  }

  @Test
  void aRewrittenDeleteHasItsTimeInAFieldThatWasAdded() {
    RowMutations byField =
        Options.reading(
            "write.timestamp.source", "field:__source_ts_us", "write.timestamp.unit", "us");
    SinkRecord record = flattened("rewrite", Map.of("add.fields", "source.ts_us"), 3, delete());
    RowMutation deleted = byField.from(record);
    assertThat(deleted).isInstanceOf(RowMutation.Delete.class);
    assertThat(deleted.writtenAt().micros()).isEqualTo(WRITTEN_AT);
  }

  @Test
  void anAttributeOfAnItemIsNoMark() {
    SinkRecord row =
        record(3).columns("name", "Ada", "__deleted", "true").header("messina.op", "u").build();
    RowMutation.Replace replace = (RowMutation.Replace) mutations.from(row);
    assertThat(names(replace.columns())).containsExactly("name", "__deleted");
  }

  /** A row and a delete, as the transform leaves them that is told to add the change's time. */
  static List<SinkRecord> withTimeInAHeader() {
    Map<String, String> options = Map.of("add.headers", "source.ts_us");
    return List.of(
        flattened("delete-to-tombstone", options, 3, create(), false),
        flattened("delete-to-tombstone", options, 4, delete(), false));
  }

  private static Iterable<String> names(RowFields columns) {
    Map<String, Object> names = fields();
    columns.forEach(names::put);
    return names.keySet();
  }

  private static SinkRecord flattened(
      String mode, Map<String, String> more, long offset, Struct value) {
    return flattened(mode, more, offset, value, true);
  }

  private static SinkRecord flattened(
      String mode, Map<String, String> more, long offset, Struct value, boolean headers) {
    Map<String, Object> options = new HashMap<>(more);
    options.put("delete.tombstone.handling.mode", mode);
    options.put("replace.null.with.default", "false");
    try (ExtractNewRecordState<SinkRecord> transform = new ExtractNewRecordState<>()) {
      transform.configure(options);
      RecordBuilder record = record(offset).key(key()).value(value);
      return transform.apply((headers ? record : record.withoutHeaders()).build());
    }
  }

  private static Struct delete() {
    return POSTGRES.delete(row(), source(), TIME);
  }

  private static Struct create() {
    return POSTGRES.create(row(), source(), TIME);
  }

  private static Struct key() {
    return new Struct(KEY).put("id", 7);
  }

  private static Struct row() {
    return new Struct(ROW).put("id", 7).put("name", "Ada").put("state", null);
  }

  private static Struct source() {
    return new Struct(SOURCE).put("connector", "postgresql").put("ts_us", WRITTEN_AT);
  }
}
