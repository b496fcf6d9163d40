package dev.messina.sink.mutation;

import static dev.messina.sink.mutation.RecordBuilder.fields;
import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** Envelopes of the connectors that capture changes of ScyllaDB, Cassandra and YugabyteDB. */
class CellsTest {

  private static final String PROBLEM =
      "Record at shop.orders-0@3: it is a change of ScyllaDB's, Cassandra's or YugabyteDB's"
          + " capture, whose columns are cells of the form {\"value\": ...}: it tells only what the"
          + " change has set, and this sink does not read it; take its topic from this connector,"
          + " or have its source send plain whole rows.";

  private static final Schema CELL =
      SchemaBuilder.struct().optional().field("value", Schema.OPTIONAL_STRING_SCHEMA).build();
  private static final Schema ROW =
      SchemaBuilder.struct().optional().field("pk", Schema.STRING_SCHEMA).field("v1", CELL).build();
  private static final Schema SOURCE =
      SchemaBuilder.struct().field("connector", Schema.STRING_SCHEMA).build();

  private final RowMutations replacing = Options.reading();
  private final RowMutations merging = Options.reading("write.mode", "merge");

  @ParameterizedTest
  @CsvSource({"scylla, c", "scylla, u", "yugabytedb, c", "YugabyteDB, u", "another, u"})
  void areRefusedWithoutSchemas(String connector, String operation) {
    assertRefused(
        envelope(connector, operation, fields("pk", "a", "v1", fields("value", "A"), "v2", null)));
    assertRefused(
        envelope(connector, operation, fields("pk", "a", "v1", fields("value", 1, "set", true))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"i", "u", "d", "r"})
  void areRefusedUnderCassandrasOwnOperations(String operation) {
    Map<String, Object> cell = fields("value", 1, "deletion_ts", null, "set", true);
    assertRefused(envelope("cassandra", operation, fields("pk", cell, "v1", cell, "v2", null)));
    assertRefused(envelope("cassandra", operation, fields("pk", "a")));
    assertRefused(envelope("cassandra", operation, null));
  }

  @Test
  void areRefusedByTheirSchemaEvenWhereAllOfThemAreNull() {
    Struct after = new Struct(ROW).put("pk", "a");
    assertRefused(record(3).value(struct("shop.orders.Envelope", "u", after)).build());
    assertRefused(record(3).value(struct("shop.orders.Envelope", "d", null)).build());
  }

  @Test
  void areRefusedWhereAllThatIsToldIsTheKey() {
    assertRefused(envelope("scylla", "u", fields("pk", "a", "v1", null, "v2", null)));
  }

  @Test
  void areRefusedInRowsThatWereFlattenedBefore() {
    Map<String, Object> cell = fields("value", 1, "deletion_ts", null, "set", true);
    assertRefused(record(3).columns("pk", cell, "v1", cell, "v2", null).build());
    assertRefused(record(3).columns("v1", fields("value", 1, "set", true)).build());
  }

  @Test
  void plainRowsOfTheSameDatabasesAreRows() {
    SinkRecord plain = envelope("scylla", "u", fields("pk", "a", "v1", "A", "v2", null));
    assertThat(replacing.from(plain)).isInstanceOf(RowMutation.Replace.class);
    SinkRecord delete = envelope("scylla", "d", null);
    assertThat(replacing.from(delete)).isInstanceOf(RowMutation.Delete.class);
  }

  @Test
  void aColumnWithAFieldCalledValueIsNoCell() {
    for (Map<String, Object> value :
        List.of(
            fields("value", 1),
            fields("value", 1, "scale", 2),
            fields("set", true),
            fields("value", 1, "set", true, "unit", "m"))) {
      SinkRecord row = record(3).columns("amount", value).build();
      assertThat(replacing.from(row)).as(value.toString()).isInstanceOf(RowMutation.Replace.class);
    }
    SinkRecord decimal =
        envelope("postgresql", "u", fields("n", fields("scale", 2, "value", "AQ=="), "a", 1));
    assertThat(replacing.from(decimal)).isInstanceOf(RowMutation.Replace.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.orders.Envelope", "shop.orders.Change", "envelope"})
  void anEnvelopeIsKnownByItsShapeWhateverItsSchemaIsCalled(String name) {
    Schema row = SchemaBuilder.struct().optional().field("v", Schema.STRING_SCHEMA).build();
    Struct value = struct(name, row, "c", new Struct(row).put("v", "A"));
    RowMutation.Replace replace =
        (RowMutation.Replace) replacing.from(record(3).value(value).build());
    assertThat(replace.columns().value("v")).isEqualTo("A");
    Struct deleted = struct(name, row, "d", null);
    assertThat(replacing.from(record(3).value(deleted).build()))
        .isInstanceOf(RowMutation.Delete.class);
    assertThatThrownBy(() -> replacing.from(record(3).value(struct(name, row, "t", null)).build()))
        .hasMessageContaining("its envelope's op is none of r, c, u and d");
  }

  @Test
  void anEnvelopeWhoseSourceWasDroppedIsOneStill() {
    SinkRecord update =
        record(3)
            .columns("op", "u", "before", null, "after", fields("v", "A"), "ts_ms", 1L)
            .build();
    RowMutation.Replace replace = (RowMutation.Replace) replacing.from(update);
    assertThat(replace.columns().value("v")).isEqualTo("A");
  }

  @Test
  void aRowWithColumnsOfThoseNamesIsARow() {
    for (Map<String, Object> audit :
        List.of(
            fields("op", "update", "before", "{}", "after", "{}"),
            fields("op", "u", "after", "text", "source", "web"),
            fields("op", "u", "before", fields("a", 1), "after", fields("a", 2), "who", "eve"))) {
      RowMutation.Replace replace =
          (RowMutation.Replace) replacing.from(record(3).value(audit).build());
      assertThat(replace.columns().value("op")).isNotNull();
    }
  }

  private void assertRefused(SinkRecord record) {
    for (RowMutations mutations : List.of(replacing, merging)) {
      assertThatThrownBy(() -> mutations.from(record))
          .as(String.valueOf(record.value()))
          .isInstanceOf(DataException.class)
          .hasMessage(PROBLEM);
    }
  }

  private static SinkRecord envelope(String connector, String operation, Object after) {
    return record(3)
        .columns(
            "op",
            operation,
            "before",
            null,
            "after",
            after,
            "source",
            fields("connector", connector))
        .build();
  }

  private static Struct struct(String name, String operation, Struct after) {
    return struct(name, ROW, operation, after);
  }

  private static Struct struct(String name, Schema row, String operation, Struct after) {
    Schema schema =
        SchemaBuilder.struct()
            .name(name)
            .field("before", row)
            .field("after", row)
            .field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .build();
    return new Struct(schema)
        .put("after", after)
        .put("source", new Struct(SOURCE).put("connector", "scylla"))
        .put("op", operation);
  }
}
