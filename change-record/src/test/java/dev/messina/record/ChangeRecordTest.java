package dev.messina.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.record.ChangeFacts.KeyPart;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeRecordTest {

  static final List<String> GOLDEN = GoldenRecords.NAMES;

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @FieldSource("GOLDEN")
  void writesWhatItReadsWithoutSchema(String name) throws IOException {
    JsonNode golden = GoldenRecords.read(name);

    ChangeRecord change = ChangeRecordReader.read(schemaless(golden.get("value")));

    assertThat(asJson(ChangeRecordWriter.value(change))).isEqualTo(golden.get("value"));
    assertThat(headers(change)).isEqualTo(golden.get("headers"));
  }

  @ParameterizedTest
  @FieldSource("GOLDEN")
  void readsTheSameWithSchema(String name) {
    ChangeRecord change =
        ChangeRecordReader.read(schemaless(GoldenRecords.read(name).get("value")));
    Struct value = ChangeRecordWriter.value(change);
    SinkRecord record = record(value.schema(), value);

    assertThat(ChangeRecordReader.isChangeRecord(record)).isTrue();
    assertThat(ChangeRecordReader.read(record)).isEqualTo(change);
  }

  @Test
  void knowsAChangeRecordFromOtherRecords() {
    assertThat(ChangeRecordReader.isChangeRecord(record(null, Map.of("op", "c")))).isFalse();
    assertThat(ChangeRecordReader.isChangeRecord(record(Schema.STRING_SCHEMA, "text"))).isFalse();
    assertThat(ChangeRecordReader.isChangeRecord(record(null, null))).isFalse();
  }

  @Test
  void namesAMissingFieldAndTheRecord() {
    assertThatThrownBy(
            () -> ChangeRecordReader.read(changed(source -> source.remove("write_ts_us"))))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Change record at shop.orders-3@1842: field 'source.write_ts_us' is missing; a"
                + " transform before this one may have removed it.");
  }

  @Test
  void refusesARecordOfANewerVersion() {
    assertThatThrownBy(
            () -> ChangeRecordReader.read(changed(source -> source.put("record_version", 2L))))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Change record at shop.orders-3@1842: the record is of version 2 and this reader knows"
                + " up to 1; install a newer Messina on the reading side.");
  }

  @Test
  void refusesAWriteTimestampThatAConverterTurnedIntoADouble() {
    assertThatThrownBy(
            () -> ChangeRecordReader.read(changed(source -> source.put("write_ts_us", 1.7e15))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("field 'source.write_ts_us' is a floating-point number");
  }

  @Test
  void passesOverFieldsItDoesNotKnow() {
    assertThat(ChangeRecordReader.read(changed(source -> source.put("later", "more"))))
        .isEqualTo(ChangeRecordReader.read(changed(source -> {})));
  }

  @Test
  void readsARecordOfBeforeThatSaysNothingAboutItself() {
    ChangeRecord change =
        ChangeRecordReader.read(
            changed(
                source -> {
                  source.remove("key");
                  source.remove("before_images");
                  source.remove("read_again");
                }));

    assertThat(change.source().facts()).isSameAs(ChangeFacts.UNSAID);
  }

  @Test
  void takesAWordOfALaterVersionForNone() {
    ChangeRecord change =
        ChangeRecordReader.read(changed(source -> source.put("before_images", "half")));

    assertThat(change.source().facts().beforeImages()).isNull();
    assertThat(change.source().facts().key())
        .containsExactly(new KeyPart("pk", "S"), new KeyPart("sk", "N"));
  }

  /** What all records of a table say alike is not made again for each of them. */
  @Test
  void recordsOfATableShareTheTextsOfItsKey() {
    ChangeFacts facts =
        new ChangeFacts(
            List.of(new KeyPart("pk", "S"), new KeyPart("sk", "N")),
            ChangeFacts.BeforeImages.KEYS,
            false);
    ChangeSource source =
        new ChangeSource("1", "shop", "r", "t", 0, 0, 0, new ChangeSource.ScanSegment(0, 1), facts);
    ChangeRecord change = new ChangeRecord(ChangeOperation.SNAPSHOT, null, "{}", source, 0);

    Struct first = ChangeRecordWriter.value(change).getStruct("source");
    Struct second = ChangeRecordWriter.value(change).getStruct("source");

    assertThat(first.getArray("key")).isEqualTo(List.of("pk S", "sk N"));
    assertThat(second.getArray("key")).isSameAs(first.getArray("key"));
    assertThat(second.getString("before_images")).isEqualTo("keys");
  }

  @Test
  void refusesAKeyThatIsNoListOfTexts() {
    assertThatThrownBy(
            () -> ChangeRecordReader.read(changed(source -> source.put("key", List.of(1L)))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("field 'source.key' holds Long, not String");
  }

  /** Whatever a name is like, Connect's own header converter must not read it as something else. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "1",
        "true",
        "null",
        "a b",
        "[a]",
        "{a:b}",
        "\"q\"",
        "a,b",
        "2026-01-01",
        "\\"
      })
  void tellsTheKeyThroughConnectsOwnHeaderConverter(String name) throws IOException {
    ChangeFacts facts = new ChangeFacts(List.of(new KeyPart(name, "B")), null, false);
    ChangeSource source =
        new ChangeSource("1", "shop", "r", "t", 0, 0, 0, new ChangeSource.ScanSegment(0, 1), facts);
    SinkRecord record = record(null, null);
    try (SimpleHeaderConverter converter = new SimpleHeaderConverter()) {
      for (Header header :
          ChangeRecordWriter.headers(
              new ChangeRecord(ChangeOperation.DELETE, null, null, source, 0))) {
        byte[] bytes =
            converter.fromConnectHeader("t", header.key(), header.schema(), header.value());
        SchemaAndValue read = converter.toConnectHeader("t", header.key(), bytes);
        record.headers().add(header.key(), read);
      }
    }

    assertThat(ChangeRecordReader.keyInHeaders(record)).isEqualTo(facts.key());
  }

  @Test
  void refusesAnUnknownOperation() {
    Map<String, Object> value = map(GoldenRecords.read("create").get("value"));
    value.put("op", "x");

    assertThatThrownBy(() -> ChangeRecordReader.read(record(null, value)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("shop.orders-3@1842: Operation 'x' is unknown");
  }

  @Test
  void refusesAnUpdateWithoutItsImage() {
    Map<String, Object> value = map(GoldenRecords.read("update").get("value"));
    value.remove("after");

    assertThatThrownBy(() -> ChangeRecordReader.read(record(null, value)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("field 'after' is missing although op is 'u'");
  }

  @Test
  void refusesAValueThatIsPlainText() {
    assertThatThrownBy(() -> ChangeRecordReader.read(record(Schema.STRING_SCHEMA, "secret")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Change record at shop.orders-3@1842: its value is String where a struct or a map"
                + " belongs; check the converter of the connector.");
  }

  private static SinkRecord changed(Consumer<Map<String, Object>> change) {
    Map<String, Object> value = map(GoldenRecords.read("create").get("value"));
    @SuppressWarnings("unchecked")
    Map<String, Object> source = (Map<String, Object>) value.get("source");
    change.accept(source);
    return record(null, value);
  }

  private static SinkRecord schemaless(JsonNode value) {
    return record(null, map(value));
  }

  private static SinkRecord record(Schema schema, Object value) {
    return new SinkRecord(
        "shop.orders", 3, null, null, schema, value, 1842, 0L, TimestampType.CREATE_TIME);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(JsonNode value) {
    return JSON.convertValue(value, Map.class);
  }

  private static JsonNode asJson(Struct value) throws IOException {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", false), false);
      return JSON.readTree(converter.fromConnectData("shop.orders", value.schema(), value));
    }
  }

  private static JsonNode headers(ChangeRecord change) {
    var headers = JSON.createObjectNode();
    ChangeRecordWriter.headers(change)
        .forEach(header -> headers.putPOJO(header.key(), header.value()));
    return JSON.valueToTree(JSON.convertValue(headers, Map.class));
  }
}
