package dev.messina.sink.mutation;

import static dev.messina.sink.mutation.RecordBuilder.WRITTEN_AT;
import static dev.messina.sink.mutation.RecordBuilder.fields;
import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.record.WriteTimestampHeader;
import dev.messina.sink.mutation.MongoDocuments.ExtendedJson;
import dev.messina.sink.mutation.MutationSettings.WriteMode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
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

class RecordFormsTest {

  private final RowMutations mutations =
      new RowMutations(
          MutationSettings.DEFAULTS,
          Clock.fixed(Instant.parse("2026-01-02T00:00:00Z"), ZoneOffset.UTC));

  @Test
  void readsJsonTextWithEveryDigit() {
    String text =
        "{\"n\": 0.10000000000000000001, \"i\": 12345678901234567890, \"e\": 1E3, \"q\": 7,"
            + " \"list\": [1, null, true], \"map\": {\"a\": \"b\"}, \"none\": null}";
    RowMutation.Replace replace =
        (RowMutation.Replace) mutations.from(record(0).key("{\"pk\": \"a\"}").value(text).build());
    assertThat(replace.key().value("pk")).isEqualTo("a");
    RowFields columns = replace.columns();
    assertThat(columns.value("n")).isEqualTo(new BigDecimal("0.10000000000000000001"));
    assertThat(columns.value("i")).isEqualTo(new BigDecimal("12345678901234567890"));
    assertThat(columns.value("e")).isEqualTo(new BigDecimal("1E3"));
    assertThat(columns.value("q")).isEqualTo(7L);
    assertThat(columns.value("list")).isEqualTo(Arrays.asList(1L, null, true));
    assertThat(columns.value("map")).isEqualTo(Map.of("a", "b"));
    assertThat(columns.value("none")).isNull();
  }

  @Test
  void readsEnvelopesThatAreJsonText() {
    String text =
        "{\"op\": \"u\", \"after\": {\"status\": \"paid\"}, \"source\": {\"write_ts_us\": "
            + WRITTEN_AT
            + "}}";
    RowMutation mutation = mutations.from(record(0).value(text).withoutHeaders().build());
    assertThat(((RowMutation.Replace) mutation).columns().value("status")).isEqualTo("paid");
    assertThat(mutation.writtenAt().micros()).isEqualTo(WRITTEN_AT);
  }

  @Test
  void leavesRecordsAloneThatHaveNothingToRead() {
    SinkRecord row = record(0).columns("status", "{\"a\": 1}").build();
    assertThat(read(row)).isSameAs(row);
    SinkRecord delete = record(0).build();
    assertThat(read(delete)).isSameAs(delete);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "secret|is a string that is no JSON array or object; check value.converter and the"
            + " transforms",
        "{\"a\": secret}|is a string that is no JSON array or object; check value.converter and"
            + " the transforms",
        "{\"a\": 1} {}|is a string that is no JSON array or object; check value.converter and the"
            + " transforms",
        "{\"a\": 1e99999999999}|is a string that is no JSON array or object; check value.converter"
            + " and the transforms",
        "{\"a\": 1, \"a\": 2}|is JSON text with a name that comes twice; check value.converter and"
            + " the transforms",
        "[1]|is a JSON array and no object; check value.converter and the transforms",
        "{\"schema\": {}, \"payload\": {}}|is JSON text that brings its schema; set"
            + " value.converter=org.apache.kafka.connect.json.JsonConverter"
      })
  void refusesOtherTextWithoutRepeatingIt(String text, String problem) {
    assertThatThrownBy(() -> mutations.from(record(0).value(text).build()))
        .isInstanceOf(DataException.class)
        .hasMessage("Record at shop.orders-0@0: its value " + problem + ".");
  }

  @Test
  void eachRecordOfATopicIsReadByItsOwnShape() {
    for (int i = 0; i < 3; i++) {
      assertThat(columns(record(0).columns("a", 1, "b", "x"))).isEqualTo(fields("a", 1, "b", "x"));
      assertThat(columns(record(0).columns("a", 1, "__deleted", "false")))
          .isEqualTo(fields("a", 1));
      assertThat(columns(record(0).value(struct("a", "b")))).isEqualTo(fields("a", "1", "b", "1"));
      assertThat(columns(record(0).value(struct("a", "__deleted")))).isEqualTo(fields("a", "1"));
      assertThat(columns(record(0).value(struct("__deleted", "b")))).isEqualTo(fields("b", "1"));
    }
  }

  @Test
  void valuesOfAnotherKindUnderTheSameNamesAreLookedAtAgain() {
    String untold = MutationSettings.UNAVAILABLE_VALUE_DEFAULT;
    Object cell = fields("value", 1, "set", true);
    Object source = fields("record-type", "data", "operation", "insert");
    for (int i = 0; i < 3; i++) {
      assertThat(columns(record(0).columns("a", 1, "metadata", "x"))).containsKey("metadata");
      assertRefused(record(0).columns("a", untold, "metadata", "x"), "'a' holds what");
      assertRefused(record(0).columns("a", List.of(untold), "metadata", 1), "'a' holds what");
      assertRefused(record(0).columns("a", cell, "metadata", null), "columns are cells");
      assertRefused(record(0).columns("a", 1, "metadata", source), "in the form of AWS DMS");
    }
  }

  @Test
  void schemasMayChangeWithEveryRecord() {
    for (int i = 0; i < 1_000; i++) {
      String name = "c" + i;
      assertThat(columns(record(0).value(struct(name, "__deleted")))).isEqualTo(fields(name, "1"));
    }
  }

  @Test
  void ofSeveralHeadersOfANameTheLastCounts() {
    RowMutation read =
        mutations.from(
            record(0)
                .columns("a", 1)
                .header(WriteTimestampHeader.NAME, WRITTEN_AT + 700)
                .header("__op", "d")
                .header("__op", "u")
                .build());
    assertThat(read).isInstanceOf(RowMutation.Replace.class);
    assertThat(read.writtenAt().micros()).isEqualTo(WRITTEN_AT + 700);
  }

  @Test
  void aHeaderMayBeTheWriteTimestampAndSomethingElse() {
    long seconds = WRITTEN_AT / 1_000_000;
    RowMutation.Replace read =
        (RowMutation.Replace)
            Options.reading(
                    "write.timestamp.source",
                    "header:messina.expires.at",
                    "write.timestamp.unit",
                    "s")
                .from(record(0).columns("a", 1).header("messina.expires.at", seconds).build());
    assertThat(read.writtenAt().micros()).isEqualTo(WRITTEN_AT);
    assertThat(read.expiry()).isEqualTo(new Expiry(seconds));
  }

  @Test
  void aKeyThatIsPlainTextIsNoKey() {
    for (Object key : List.of("a", 7L, 1.5, true)) {
      assertThatThrownBy(() -> mutations.from(record(0).key(key).columns("b", 1).build()))
          .hasMessage(
              "Record at shop.orders-0@0: its key is "
                  + key.getClass().getSimpleName()
                  + " where a struct or a map of the primary-key columns belongs; if it is the"
                  + " value of the only one, name that with Kafka's HoistField"
                  + " (transforms.key.type=org.apache.kafka.connect.transforms.HoistField$Key,"
                  + " transforms.key.field=<column>), else check key.converter and the"
                  + " transforms.");
    }
    assertThatThrownBy(() -> mutations.from(record(0).key(new byte[1]).columns("b", 1).build()))
        .hasMessageContaining("belongs; check key.converter and the transforms");
    assertThatThrownBy(() -> mutations.from(record(0).key("{a").columns("b", 1).build()))
        .hasMessageContaining("its key is a string that is no JSON array or object");
  }

  @Test
  void readsExtendedJsonInItsOtherNotations() throws LosslessJson.Malformed {
    Object read =
        ExtendedJson.meaning(
            LosslessJson.value(
                "[{\"$date\": {\"$numberLong\": \"1000\"}}, {\"$date\": \"1970-01-01T00:00:01Z\"},"
                    + " {\"$binary\": {\"base64\": \"AQI=\", \"subType\": \"00\"}},"
                    + " {\"$numberDouble\": \"1.5\"}, {\"$numberDouble\": \"-Infinity\"},"
                    + " {\"$numberDecimal\": \"NaN\"}, {\"$undefined\": true},"
                    + " {\"$regex\": \"a\", \"$options\": \"i\"}]"));
    List<?> values = (List<?>) read;
    assertThat(values.get(0)).isEqualTo(Instant.ofEpochSecond(1));
    assertThat(values.get(1)).isEqualTo(Instant.ofEpochSecond(1));
    assertThat((byte[]) values.get(2)).containsExactly(1, 2);
    assertThat(values.subList(3, 8))
        .isEqualTo(
            Arrays.asList(
                new BigDecimal("1.5"),
                Double.NEGATIVE_INFINITY,
                "NaN",
                null,
                Map.of("$regex", "a", "$options", "i")));
  }

  @Test
  void readsTheBareWordsThatMongoDbHasForNonNumbers() throws LosslessJson.Malformed {
    assertThat(
            ExtendedJson.meaning(
                LosslessJson.value(
                    "{\"a\": NaN, \"b\": Infinity, \"c\": -Infinity, \"d\": [NaN, 1.5],"
                        + " \"e\": \"NaN\", \"f\": {\"$numberDouble\": \"NaN\"}}")))
        .isEqualTo(
            Map.of(
                "a",
                Double.NaN,
                "b",
                Double.POSITIVE_INFINITY,
                "c",
                Double.NEGATIVE_INFINITY,
                "d",
                List.of(Double.NaN, new BigDecimal("1.5")),
                "e",
                "NaN",
                "f",
                Double.NaN));
    assertThatThrownBy(() -> LosslessJson.container("{\"a\": NaN}"))
        .isInstanceOf(LosslessJson.Malformed.class);
  }

  private Map<String, Object> columns(RecordBuilder record) {
    return ((RowMutation.Replace) mutations.from(record.build())).columns().asMap();
  }

  private void assertRefused(RecordBuilder record, String reason) {
    assertThatThrownBy(() -> mutations.from(record.build()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(reason);
  }

  /** Each field is a text: {@code 1}, or {@code false} if it is a mark. */
  private static Struct struct(String... names) {
    SchemaBuilder schema = SchemaBuilder.struct();
    List.of(names).forEach(name -> schema.field(name, Schema.STRING_SCHEMA));
    Struct struct = new Struct(schema.build());
    List.of(names).forEach(name -> struct.put(name, name.startsWith("__") ? "false" : "1"));
    return struct;
  }

  private static SinkRecord read(SinkRecord record) {
    return new RecordForms(
            new UnavailableValues(MutationSettings.UNAVAILABLE_VALUE_DEFAULT),
            WriteMode.REPLACE,
            WriteTimestampHeader.NAME)
        .read(record, RecordCoordinates.of(record))
        .record();
  }
}
