package dev.messina.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.record.ChangeFacts.KeyPart;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that are bytes, which JSON without schemas carries as base64 text. */
class BinaryKeysTest {

  private static final byte[] BYTES = {0, 1, 2, 3};
  private static final String KEY = "{\"id\":{\"B\":\"AAECAw==\"},\"sk\":{\"S\":\"AAEC\"}}";
  private static final KeyPart[] PARTS = {new KeyPart("id", "B"), new KeyPart("sk", "S")};

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true  | id",
        "false | id",
        "true  | {columns: {user: id}}",
        "false | {columns: {user: id}}",
        "false | {key: [sk, id]}",
      })
  void areBytesInItemsDeletesAndTombstones(boolean schemas, String document) {
    String mapping = document.equals("id") ? "" : document;
    String column = mapping.contains("user") ? "user" : "id";
    ItemToRow<SinkRecord> transform = ItemToRowTest.transform(mapping);
    SampleRecords records = new SampleRecords(schemas).ofKey(PARTS);

    for (SinkRecord record :
        new SinkRecord[] {
          records.created(KEY, KEY),
          records.updated(KEY, null, KEY),
          records.deleted(KEY),
          records.readAgain().deleted(KEY),
          records.tombstone(KEY)
        }) {
      SinkRecord row = transform.apply(record);
      assertThat(bytes(row.key(), column)).isEqualTo(BYTES);
      assertThat(RowJson.of(row.key()).get("sk").asText()).isEqualTo("AAEC");
    }
  }

  /** Those of before have no word of it. */
  @Test
  void areKnownByAnImageOrByTheMappingWhereTheRecordDoesNotSay() {
    SampleRecords records = new SampleRecords(false);
    ItemToRow<SinkRecord> none = ItemToRowTest.transform("");
    ItemToRow<SinkRecord> said = ItemToRowTest.transform("item_key: {id: B, sk: S}");

    assertThat(bytes(none.apply(records.created(KEY, KEY)).key(), "id")).isEqualTo(BYTES);
    assertThat(bytes(none.apply(records.deleted(KEY, KEY)).key(), "id")).isEqualTo(BYTES);
    assertThat(bytes(said.apply(records.created(KEY, KEY)).key(), "id")).isEqualTo(BYTES);
    assertThat(bytes(said.apply(records.deleted(KEY)).key(), "id")).isEqualTo(BYTES);
    assertThat(bytes(said.apply(records.tombstone(KEY)).key(), "id")).isEqualTo(BYTES);
    assertThat(((Map<?, ?>) none.apply(records.deleted(KEY)).key()).get("id"))
        .as("nobody says it")
        .isEqualTo("AAECAw==");
  }

  @Test
  void areNotMadeOfTextThatOnlyLooksLikeBase64() {
    String key = "{\"id\":{\"S\":\"AAECAw==\"}}";
    String item = "{\"id\":{\"S\":\"AAECAw==\"},\"m\":{\"M\":{\"id\":{\"B\":\"AAECAw==\"}}}}";

    assertThat(
            ((Map<?, ?>)
                    ItemToRowTest.transform("")
                        .apply(new SampleRecords(false).created(key, item))
                        .key())
                .get("id"))
        .isEqualTo("AAECAw==");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "split: {id: 'USER#{user}'}"})
  void areRefusedWhereTheyAreNoBase64(String mapping) {
    SinkRecord given = new SampleRecords(false).ofKey(PARTS).created(KEY, KEY);
    SinkRecord record =
        SampleRecords.record(null, Map.of("id", "no base64 !", "sk", "x"), null, given.value());

    assertThatThrownBy(() -> ItemToRowTest.transform(mapping).apply(record))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("key [id, sk]: the key's attribute 'id' is binary")
        .hasMessageNotContaining("no base64 !");
  }

  private static byte[] bytes(Object key, String column) {
    Object value =
        key instanceof Struct struct ? struct.get(column) : ((Map<?, ?>) key).get(column);
    assertThat(value).isInstanceOfAny(byte[].class, ByteBuffer.class);
    return value instanceof ByteBuffer buffer ? buffer.array() : (byte[]) value;
  }
}
