package dev.messina.sink.mutation;

import static dev.messina.sink.mutation.RecordBuilder.WRITTEN_AT;
import static dev.messina.sink.mutation.RecordBuilder.fields;
import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.data.Envelope;
import io.debezium.data.Json;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Envelopes as Debezium's own classes build them, for a relational and a document database. */
class DebeziumEnvelopesTest {

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-01-02T00:00:00Z"), ZoneOffset.UTC);
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private static final Schema KEY =
      SchemaBuilder.struct().name("shop.inventory.customers.Key").field("id", Schema.INT32_SCHEMA);
  private static final Schema ROW =
      SchemaBuilder.struct()
          .name("shop.inventory.customers.Value")
          .optional()
          .field("id", Schema.INT32_SCHEMA)
          .field("name", Schema.OPTIONAL_STRING_SCHEMA)
          .build();
  private static final Schema SOURCE =
      SchemaBuilder.struct()
          .field("connector", Schema.STRING_SCHEMA)
          .field("ts_us", Schema.INT64_SCHEMA)
          .build();
  private static final Envelope MYSQL =
      Envelope.defineSchema()
          .withName("shop.inventory.customers.Envelope")
          .withRecord(ROW)
          .withSource(SOURCE)
          .build();

  private static final Schema DOCUMENT_KEY =
      SchemaBuilder.struct().name("shop.customers.Key").field("id", Schema.STRING_SCHEMA);
  private static final Envelope MONGODB =
      Envelope.defineSchema()
          .withName("shop.customers.Envelope")
          .withRecord(Json.builder().optional().build())
          .withSource(SOURCE)
          .build();

  private final RowMutations mutations = new RowMutations(MutationSettings.DEFAULTS, NOW);

  @Test
  void readsCreatesUpdatesAndSnapshotsAsRows() {
    List<Struct> values =
        List.of(
            MYSQL.read(row("Ada"), source("mysql"), TIME),
            MYSQL.create(row("Ada"), source("mysql"), TIME),
            MYSQL.update(row("Eda"), row("Ada"), source("mysql"), TIME));
    for (Struct value : values) {
      RowMutation.Replace replace = (RowMutation.Replace) mutations.from(customer(0, value));
      assertThat(replace.key().value("id")).isEqualTo(7);
      assertThat(replace.columns().value("name")).isEqualTo("Ada");
    }
  }

  @Test
  void readsDeletesAndTheTombstonesBehindThem() {
    SinkRecord delete = customer(3, MYSQL.delete(row("Ada"), source("mysql"), TIME));
    SinkRecord tombstone = record(4).key(customerKey()).withoutHeaders().build();
    RowMutation deleted = mutations.from(delete);
    RowMutation repeated = mutations.from(tombstone);
    assertThat(deleted).isInstanceOf(RowMutation.Delete.class);
    assertThat(repeated).isInstanceOf(RowMutation.Delete.class);
    assertThat(repeated.key().value("id")).isEqualTo(7);
    assertThat(repeated.writtenAt()).isEqualTo(deleted.writtenAt());
    assertThat(repeated.coordinates()).hasToString("shop.orders-0@4");
  }

  @Test
  void aTombstoneOfAnotherRowOrPartitionRepeatsNothing() {
    mutations.from(customer(3, MYSQL.delete(row("Ada"), source("mysql"), TIME)));
    Struct other = new Struct(KEY).put("id", 8);
    for (RecordBuilder tombstone :
        List.of(record(4).key(other), record(4).partition(1).key(customerKey()))) {
      assertThatThrownBy(() -> mutations.from(tombstone.withoutHeaders().build()))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("it has no write timestamp");
    }
  }

  @Test
  void aTombstoneBehindANewerChangeOfItsRowRepeatsNothing() {
    mutations.from(customer(3, MYSQL.delete(row("Ada"), source("mysql"), TIME)));
    mutations.from(customer(4, MYSQL.create(row("Eve"), source("mysql"), TIME)));
    SinkRecord tombstone = record(5).key(customerKey()).withoutHeaders().build();
    assertThatThrownBy(() -> mutations.from(tombstone))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("it has no write timestamp");
  }

  @Test
  void aTombstoneWithAWriteTimestampOfItsOwnIsTheDelete() {
    mutations.from(customer(3, MYSQL.delete(row("Ada"), source("mysql"), TIME)));
    RowMutation later =
        mutations.from(record(4).key(customerKey()).writtenAt(WRITTEN_AT + 5).build());
    assertThat(later.writtenAt().micros()).isEqualTo(WRITTEN_AT + 5);
  }

  @Test
  void readsEnvelopesWithoutSchemas() {
    Map<String, Object> source = fields("connector", "mysql", "ts_us", 1L);
    RowMutation mutation =
        mutations.from(
            record(0)
                .key(Map.of("id", 7))
                .value(
                    fields("op", "c", "before", null, "after", fields("id", 7), "source", source))
                .build());
    assertThat(mutation).isInstanceOf(RowMutation.Replace.class);
  }

  @Test
  void refusesWhatIsTheChangeOfNoRow() {
    assertThatThrownBy(() -> mutations.from(customer(0, MYSQL.truncate(source("mysql"), TIME))))
        .hasMessage(
            "Record at shop.orders-0@0: its envelope's op is none of r, c, u and d, so that it is"
                + " the change of no row (Debezium has t for a truncated table and m for a"
                + " message); leave such records out at their source (skipped.operations) or with"
                + " a Filter transform.");
  }

  @Test
  void refusesAnEnvelopeWithoutAnOperation() {
    Map<String, Object> source = fields("connector", "mysql", "ts_us", 1L);
    SinkRecord change =
        record(0)
            .key(Map.of("id", 7))
            .value(fields("op", null, "after", fields("id", 7), "source", source))
            .build();
    assertThatThrownBy(() -> mutations.from(change))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("its envelope's op is none of r, c, u and d");
  }

  @Test
  void aRowWhoseSchemaOnlyHasTheNameOfAnEnvelopeIsARow() {
    Schema schema =
        SchemaBuilder.struct().name("post.Envelope").field("colour", Schema.STRING_SCHEMA).build();
    Struct row = new Struct(schema).put("colour", "white");
    RowMutation mutation = mutations.from(customer(0, row));
    assertThat(columns((RowMutation.Replace) mutation)).containsExactly("colour=white");
  }

  @Test
  void refusesTheMarkOfAValueThatTheDatabaseDidNotTell() {
    Struct value = MYSQL.create(row("__debezium_unavailable_value"), source("postgresql"), TIME);
    assertThatThrownBy(() -> mutations.from(customer(0, value)))
        .hasMessage(
            "Record at shop.orders-0@0: 'name' holds what Debezium writes for a value that the"
                + " database did not tell (unavailable.value.placeholder); have it told"
                + " (PostgreSQL: ALTER TABLE ... REPLICA IDENTITY FULL), or fill it in with"
                + " Debezium's reselect post-processor.");
  }

  @Test
  void refusesThatMarkInBytesToo() {
    ByteBuffer mark =
        ByteBuffer.wrap("__debezium_unavailable_value".getBytes(StandardCharsets.UTF_8));
    for (Object value : List.of(mark, mark.array())) {
      Map<String, Object> envelope =
          fields("op", "u", "after", fields("photo", value), "source", fields("connector", "x"));
      assertThatThrownBy(() -> mutations.from(record(0).value(envelope).build()))
          .hasMessageContaining("'photo' holds what Debezium writes");
    }
  }

  @Test
  void readsDocumentsOfMongoDb() {
    String document =
        "{\"_id\": {\"$oid\": \"5d505646cf6d4fe581014ab2\"}, \"name\": \"Ada\","
            + " \"visits\": {\"$numberLong\": \"9007199254740993\"}, \"age\": 36,"
            + " \"price\": {\"$numberDecimal\": \"12345678901234567890.12\"}, \"score\": 1.1,"
            + " \"at\": {\"$date\": 1767225600000}, \"key\": {\"$binary\": \"AQI=\", \"$type\":"
            + " \"00\"}, \"tags\": [\"a\", {\"$numberInt\": \"5\"}], \"none\": null,"
            + " \"address\": {\"zip\": {\"$symbol\": \"98121\"}}}";
    Struct value = MONGODB.create(document, source("mongodb"), TIME);
    RowMutation.Replace replace =
        (RowMutation.Replace)
            mutations.from(document("{\"$oid\": \"5d505646cf6d4fe581014ab2\"}", value));
    assertThat(replace.key().value("id")).isEqualTo("5d505646cf6d4fe581014ab2");
    assertThat(columns(replace))
        .containsExactly(
            "name=Ada",
            "visits=9007199254740993",
            "age=36",
            "price=12345678901234567890.12",
            "score=1.1",
            "at=2026-01-01T00:00:00Z",
            "key=[1, 2]",
            "tags=[a, 5]",
            "none=null",
            "address={zip=98121}");
    assertThat(replace.columns().value("score")).isEqualTo(new BigDecimal("1.1"));
    assertThat(replace.columns().value("at")).isEqualTo(TIME);
  }

  @Test
  void readsKeysOfMongoDbThatAreNumbersAndStrings() {
    Struct value = MONGODB.create("{\"a\": 1}", source("mongodb"), TIME);
    assertThat(mutations.from(document("1004", value)).key().value("id")).isEqualTo(1004L);
    assertThat(mutations.from(document("\"x\"", value)).key().value("id")).isEqualTo("x");
  }

  @Test
  void readsDeletesOfMongoDbAndTheirTombstones() {
    Struct value = MONGODB.delete("{\"a\": 1}", source("mongodb"), TIME);
    SinkRecord delete = document("\"x\"", value);
    SinkRecord tombstone = record(5).key(delete.key()).withoutHeaders().build();
    assertThat(mutations.from(delete)).isInstanceOf(RowMutation.Delete.class);
    RowMutation repeated = mutations.from(tombstone);
    assertThat(repeated).isInstanceOf(RowMutation.Delete.class);
    assertThat(repeated.key().value("id")).isEqualTo("x");
  }

  @Test
  void anUpdateWithoutTheWholeDocumentIsRejectedWithTheRemedy() {
    Struct value = MONGODB.update(null, null, source("mongodb"), TIME);
    assertThatThrownBy(() -> mutations.from(document("\"x\"", value)))
        .hasMessage(
            "Record at shop.orders-0@0: its envelope has no whole document in 'after'; set the"
                + " MongoDB connector's capture.mode to change_streams_update_full or one with"
                + " pre-image.");
  }

  @Test
  void aMalformedDocumentIsNotRepeated() {
    for (String text :
        List.of(
            "{\"n\": {\"$numberLong\": \"secret\"}}",
            "{\"n\": {\"$numberLong\": null}}",
            "{\"d\": {\"$date\": 1.5}}",
            "{\"b\": {\"$binary\": {}}}",
            "secret",
            "[1]",
            "1 2")) {
      Struct value = MONGODB.create(text, source("mongodb"), TIME);
      assertThatThrownBy(() -> mutations.from(document("\"x\"", value)))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "Record at shop.orders-0@0: its MongoDB document or id is no extended JSON; check"
                  + " that no transform changes it.");
    }
  }

  private static List<String> columns(RowMutation.Replace replace) {
    List<String> columns = new ArrayList<>();
    replace
        .columns()
        .forEach(
            (name, value) ->
                columns.add(
                    name
                        + "="
                        + (value instanceof byte[] bytes
                            ? java.util.Arrays.toString(bytes)
                            : value)));
    return columns;
  }

  private static SinkRecord customer(long offset, Struct value) {
    return record(offset).key(customerKey()).value(value).build();
  }

  private static Struct customerKey() {
    return new Struct(KEY).put("id", 7);
  }

  private static SinkRecord document(String id, Struct value) {
    return record(0).key(new Struct(DOCUMENT_KEY).put("id", id)).value(value).build();
  }

  private static Struct row(String name) {
    return new Struct(ROW).put("id", 7).put("name", name);
  }

  private static Struct source(String connector) {
    return new Struct(SOURCE).put("connector", connector).put("ts_us", 1L);
  }
}
