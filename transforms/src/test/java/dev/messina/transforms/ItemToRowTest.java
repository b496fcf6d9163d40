package dev.messina.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.record.ChangeRecordSchema;
import dev.messina.record.WriteTimestampHeader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemToRowTest {

  private static final String KEY = "{\"pk\":{\"S\":\"USER#1\"}}";
  private static final String ITEM =
      "{\"a\":{\"S\":\"secret\"},\"b\":{\"N\":\"2\"},\"pk\":{\"S\":\"USER#1\"}}";

  private final SampleRecords plain = new SampleRecords(false);
  private final SampleRecords typed = new SampleRecords(true);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void renamesAndDropsAttributes(boolean schemas) {
    SinkRecord row =
        transform("{columns: {user_id: pk, 'a:b': a}, drop: b}")
            .apply(new SampleRecords(schemas).created(KEY, ITEM));

    assertThat(RowJson.of(row.key())).hasToString("{\"user_id\":\"USER#1\"}");
    assertThat(RowJson.of(row.value())).hasToString("{\"a:b\":\"secret\"}");
  }

  /** A header converter may narrow it on its way; what is given to it is not. */
  @ParameterizedTest
  @ValueSource(strings = {"0", "127", "1900000000"})
  void writesTheExpiryAsInt64WhateverItsWidth(String seconds) {
    String item = "{\"e\":{\"N\":\"" + seconds + "\"},\"pk\":{\"S\":\"USER#1\"}}";
    SinkRecord row = transform("expiry: e").apply(typed.created(KEY, item));
    Header expiry = row.headers().lastWithName("messina.expires.at");

    assertThat(expiry.schema()).isEqualTo(Schema.INT64_SCHEMA);
    assertThat(expiry.value()).isEqualTo(Long.valueOf(seconds));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void swapsTwoNames(boolean schemas) {
    SinkRecord row =
        transform("columns: {b: a, a: b}").apply(new SampleRecords(schemas).created(KEY, ITEM));

    assertThat(RowJson.of(row.value())).hasToString("{\"b\":\"secret\",\"a\":\"2\"}");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void makesADeleteANullValueUnderTheRenamedKey(boolean schemas) {
    SinkRecord row =
        transform("columns: {user_id: pk}").apply(new SampleRecords(schemas).deleted(KEY));

    assertThat(RowJson.of(row.key())).hasToString("{\"user_id\":\"USER#1\"}");
    assertThat(row.value()).isNull();
    assertThat(row.valueSchema()).isNull();
    assertThat(writeTimestamp(row)).isEqualTo(SampleRecords.WRITE_TIMESTAMP);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void renamesTheKeyOfATombstoneAndKeepsItsHeaders(boolean schemas) {
    SinkRecord record = new SampleRecords(schemas).tombstone(KEY);

    SinkRecord row = transform("columns: {user_id: pk}").apply(record);

    assertThat(RowJson.of(row.key())).hasToString("{\"user_id\":\"USER#1\"}");
    assertThat(row.value()).isNull();
    assertThat(row.headers()).isEqualTo(record.headers());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void returnsATombstoneThatNothingChangesAsItIs(boolean schemas) {
    SinkRecord record = new SampleRecords(schemas).tombstone(KEY);

    assertThat(transform("columns: {b: a}").apply(record)).isSameAs(record);
  }

  @Test
  void returnsRecordsOfOthersAsTheyAre() {
    SinkRecord text = SampleRecords.record(null, "k", Schema.STRING_SCHEMA, "text");
    SinkRecord map = SampleRecords.record(null, Map.of(), null, Map.of("op", "c"));
    SinkRecord nothing = SampleRecords.record(null, null, null, null);

    assertThat(transform("columns: {b: a}").apply(text)).isSameAs(text);
    assertThat(transform("columns: {b: a}").apply(map)).isSameAs(map);
    assertThat(transform("columns: {b: a}").apply(nothing)).isSameAs(nothing);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keepsHeadersTopicPartitionAndTimestamp(boolean schemas) {
    SinkRecord record = new SampleRecords(schemas).created(KEY, ITEM);
    record.headers().addString("trace", "t-1");

    SinkRecord row = transform("").apply(record);

    assertThat(row.headers()).isEqualTo(record.headers()).hasSize(3);
    assertThat(row.topic()).isEqualTo(record.topic());
    assertThat(row.kafkaPartition()).isEqualTo(record.kafkaPartition());
    assertThat(row.kafkaOffset()).isEqualTo(record.kafkaOffset());
    assertThat(row.timestamp()).isEqualTo(record.timestamp());
  }

  @Test
  void putsBackHeadersThatWereLostOnTheWay() {
    SinkRecord record = plain.created(KEY, ITEM);
    record.headers().clear();

    SinkRecord row = transform("").apply(record);

    assertThat(row.headers().lastWithName(WriteTimestampHeader.NAME).value())
        .isEqualTo(SampleRecords.WRITE_TIMESTAMP);
    assertThat(row.headers().lastWithName(ChangeRecordSchema.OPERATION_HEADER).value())
        .isEqualTo("c");
    assertThat(record.headers()).isEmpty();
  }

  @Test
  void doesNotTouchTheRecordItReads() {
    SinkRecord record = plain.created(KEY, ITEM);
    SinkRecord same = plain.created(KEY, ITEM);

    transform("{columns: {id: pk, c: a}, drop: b}").apply(record);

    assertThat(record).isEqualTo(same);
  }

  @Test
  void worksOnTheSourceSide() {
    SinkRecord sink = typed.created(KEY, ITEM);
    SourceRecord record =
        new SourceRecord(
            Map.of("table", "orders"),
            Map.of("sequence", "1"),
            sink.topic(),
            null,
            sink.keySchema(),
            sink.key(),
            sink.valueSchema(),
            sink.value());

    try (ItemToRow<SourceRecord> transform = new ItemToRow<>()) {
      SourceRecord row = transform.apply(record);

      assertThat(RowJson.of(row.value())).hasToString("{\"a\":\"secret\",\"b\":\"2\"}");
      assertThat(row.sourceOffset()).isEqualTo(record.sourceOffset());
    }
  }

  @Test
  void givesEveryTypeItsOptionalColumnSchema() {
    Schema schema =
        transform("")
            .apply(
                typed.created(
                    KEY,
                    """
                    {"b":{"B":"AQ=="},"bool":{"BOOL":true},"bs":{"BS":["AQ=="]},"l":{"L":[]},
                     "m":{"M":{}},"n":{"N":"1"},"ns":{"NS":["1"]},"null":{"NULL":true},
                     "pk":{"S":"USER#1"},"s":{"S":""},"ss":{"SS":["x"]}}"""))
            .valueSchema();

    assertThat(schema.name()).isEqualTo("shop.orders.Row");
    assertThat(schema.fields()).allMatch(field -> field.schema().isOptional());
    assertThat(List.of("s", "n", "l", "m", "null"))
        .allMatch(name -> schema.field(name).schema().type() == Schema.Type.STRING);
    assertThat(schema.field("b").schema().type()).isEqualTo(Schema.Type.BYTES);
    assertThat(schema.field("bool").schema().type()).isEqualTo(Schema.Type.BOOLEAN);
    assertThat(schema.field("ss").schema().valueSchema()).isEqualTo(Schema.STRING_SCHEMA);
    assertThat(schema.field("ns").schema().valueSchema()).isEqualTo(Schema.STRING_SCHEMA);
    assertThat(schema.field("bs").schema().valueSchema()).isEqualTo(Schema.BYTES_SCHEMA);
  }

  @Test
  void givesBytesAsArraysWithoutSchemaAndAsBuffersWithSchema() {
    String item = "{\"pk\":{\"S\":\"USER#1\"},\"raw\":{\"B\":\"AQI=\"}}";

    Map<?, ?> map = (Map<?, ?>) transform("").apply(plain.created(KEY, item)).value();
    Struct struct = (Struct) transform("").apply(typed.created(KEY, item)).value();

    assertThat(map.get("raw")).isEqualTo(new byte[] {1, 2});
    assertThat(struct.get("raw")).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
  }

  @Test
  void sharesOneSchemaBetweenItemsOfOneShape() {
    ItemToRow<SinkRecord> transform = transform("columns: {user_id: pk}");

    SinkRecord first = transform.apply(typed.created(KEY, ITEM));
    SinkRecord second = transform.apply(typed.created(KEY, ITEM.replace("secret", "other")));
    SinkRecord third = transform.apply(typed.created(KEY, ITEM.replace("\"N\"", "\"S\"")));

    assertThat(second.valueSchema()).isSameAs(first.valueSchema());
    assertThat(second.keySchema().name()).isEqualTo("shop.orders.Key");
    assertThat(RowJson.of(third.value())).isEqualTo(RowJson.of(first.value()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusesToDropAnAttributeOfTheKey(boolean schemas) {
    SampleRecords records = new SampleRecords(schemas);

    for (SinkRecord record :
        List.of(records.created(KEY, ITEM), records.deleted(KEY), records.tombstone(KEY))) {
      assertThatThrownBy(() -> transform("drop: pk").apply(record))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith("Change record at shop.orders-3@1842: ")
          .hasMessageEndingWith(
              "the mapping leaves no column for the target's key; name some in 'key'.");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusesTwoAttributesInOneColumn(boolean schemas) {
    SinkRecord record = new SampleRecords(schemas).created(KEY, ITEM);

    assertThatThrownBy(() -> transform("columns: {b: a}").apply(record))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Change record at shop.orders-3@1842: an item of table 'orders', key [pk]: 'a' and 'b'"
                + " both become column 'b'; give one of them another column in the mapping, or drop"
                + " it.");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusesAColumnThatTheKeyHasTaken(boolean schemas) {
    SinkRecord record = new SampleRecords(schemas).created(KEY, ITEM);

    assertThatThrownBy(() -> transform("columns: {a: pk}").apply(record))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'pk' and 'a' both become column 'a'");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusesTwoKeyAttributesInOneColumn(boolean schemas) {
    String key = "{\"pk\":{\"S\":\"1\"},\"sk\":{\"S\":\"2\"}}";

    assertThatThrownBy(
            () -> transform("columns: {sk: pk}").apply(new SampleRecords(schemas).deleted(key)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("does not determine 'sk' of the item's key");
  }

  @Test
  void allowsATargetThatOnlyADroppedAttributeHas() {
    SinkRecord row = transform("{columns: {b: a}, drop: b}").apply(plain.created(KEY, ITEM));

    assertThat(RowJson.of(row.value())).hasToString("{\"b\":\"secret\"}");
  }

  @Test
  void namesAKeyThatIsNoStruct() {
    SinkRecord record = plain.created(KEY, ITEM);
    SinkRecord bare = SampleRecords.record(null, "USER#1", null, record.value());
    SinkRecord none = SampleRecords.record(null, null, null, record.value());

    assertThatThrownBy(() -> transform("").apply(bare))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Change record at shop.orders-3@1842: an item of table 'orders': the key is String"
                + " where turning an item into a row needs a struct or a map of the key's"
                + " attributes; check the connector's key.converter and the transforms before this"
                + " one.");
    assertThatThrownBy(() -> transform("").apply(none))
        .hasMessageContaining("the key is missing where turning an item into a row needs");
  }

  @Test
  void refusesAKeyWithoutAttributes() {
    SinkRecord record =
        SampleRecords.record(null, Map.of(), null, plain.created(KEY, ITEM).value());

    assertThatThrownBy(() -> transform("").apply(record))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the key has no attributes");
  }

  @Test
  void refusesAKeyWhoseNamesAreNoStrings() {
    SinkRecord record =
        SampleRecords.record(null, Map.of(1, "a"), null, plain.created(KEY, ITEM).value());

    assertThatThrownBy(() -> transform("").apply(record))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the key has a name that is no string; check its converter");
  }

  @Test
  void refusesAKeyThatIsNotTheItems() {
    assertThatThrownBy(
            () -> transform("").apply(plain.created("{\"id\":{\"S\":\"USER#1\"}}", ITEM)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the key has an attribute that the item lacks");
  }

  @Test
  void namesCoordinatesAndAttributeOfAnItemThatIsMalformed() {
    SinkRecord record = plain.created(KEY, ITEM.replace("\"N\":\"2\"", "\"N\":\"secret\""));

    assertThatThrownBy(() -> transform("").apply(record))
        .isInstanceOf(DataException.class)
        .hasNoCause()
        .hasMessage(
            "Change record at shop.orders-3@1842: an item of table 'orders', key [pk]: attribute"
                + " 'b' of type N does not hold a decimal number of DynamoDB's range.");
  }

  private static long writeTimestamp(SinkRecord record) {
    var header = record.headers().lastWithName(WriteTimestampHeader.NAME);
    return (Long) header.value();
  }

  static ItemToRow<SinkRecord> transform(String mapping) {
    ItemToRow<SinkRecord> transform = new ItemToRow<>();
    transform.configure(Map.of("mapping", mapping));
    return transform;
  }
}
