package dev.messina.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.record.ChangeFacts.BeforeImages;
import dev.messina.record.ChangeRecordSchema;
import dev.messina.record.WriteTimestampHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A target whose rows depend on more than the item's key. */
class ItemsThatMoveTest {

  private static final String MAPPING =
      """
      when: {kind: {equals: order}}
      key: [status, id]
      columns: {id: pk}
      """;
  private static final String KEY = "{\"pk\":{\"N\":\"7\"}}";
  private static final String OPEN = order("open");
  private static final String PAID = order("paid");
  private static final String NOTE = "{\"pk\":{\"N\":\"7\"},\"kind\":{\"S\":\"note\"}}";
  private static final String UNPLACED = "{\"pk\":{\"N\":\"7\"},\"kind\":{\"S\":\"order\"}}";

  private final ItemToRow<SinkRecord> transform = ItemToRowTest.transform(MAPPING);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void carryTheirOldKeyAsText(boolean schemas) {
    SinkRecord row = transform.apply(new SampleRecords(schemas).updated(KEY, OPEN, PAID));

    assertThat(RowJson.of(row.key())).hasToString("{\"status\":\"paid\",\"id\":\"7\"}");
    assertThat(RowJson.of(row.value())).hasToString("{\"kind\":\"order\"}");
    assertThat(header(row, "messina.moved.from").value())
        .isEqualTo("key:{\"status\":\"open\",\"id\":\"7\"}");
    assertThat(row.headers()).hasSize(3);
  }

  /** On the source side the header goes through a converter before a sink sees it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "open",
        "a\"b",
        "a\\b",
        "2024-01-01",
        "12:00:00.000Z",
        "007",
        "true",
        "null",
        "é☃",
        "{",
        ""
      })
  void carryTheirOldKeyThroughHeaderConvertersAsItIs(String status) throws IOException {
    String old = order(status.replace("\\", "\\\\").replace("\"", "\\\""));
    SinkRecord row = transform.apply(new SampleRecords(true).updated(KEY, old, PAID));
    Header from = header(row, "messina.moved.from");
    StringConverter strings = new StringConverter();
    strings.configure(Map.of("converter.type", "header"));
    JsonConverter json = new JsonConverter();
    json.configure(Map.of("converter.type", "header", "schemas.enable", "false"));
    for (HeaderConverter converter : List.of(new SimpleHeaderConverter(), strings, json)) {
      byte[] bytes = converter.fromConnectHeader("topic", from.key(), from.schema(), from.value());

      assertThat(converter.toConnectHeader("topic", from.key(), bytes).value())
          .as(converter.getClass().getSimpleName())
          .isEqualTo(from.value());
      converter.close();
    }
  }

  @Test
  void carryBytesInTheirOldKeyAsBase64() {
    Schema schema =
        SchemaBuilder.struct()
            .field("id", Schema.BYTES_SCHEMA)
            .field("on", Schema.BOOLEAN_SCHEMA)
            .build();
    Struct key = new Struct(schema).put("id", ByteBuffer.wrap(new byte[] {1, 2})).put("on", true);

    assertThat(KeyText.of(key)).isEqualTo("key:{\"id\":{\"base64\":\"AQI=\"},\"on\":true}");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void carryNothingWhereTheyStay(boolean schemas) {
    SinkRecord row = transform.apply(new SampleRecords(schemas).updated(KEY, OPEN, OPEN));

    assertThat(RowJson.of(row.key())).hasToString("{\"status\":\"open\",\"id\":\"7\"}");
    assertThat(row.value()).isNotNull();
    assertThat(header(row, "messina.moved.from")).isNull();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void areDeletesWhereTheyLeaveTheTarget(boolean schemas) {
    SinkRecord row = transform.apply(new SampleRecords(schemas).updated(KEY, OPEN, NOTE));

    assertThat(RowJson.of(row.key())).hasToString("{\"status\":\"open\",\"id\":\"7\"}");
    assertThat(row.value()).isNull();
    assertThat(header(row, WriteTimestampHeader.NAME).value())
        .isEqualTo(SampleRecords.WRITE_TIMESTAMP);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void areRowsWhereTheyArrive(boolean schemas) {
    SinkRecord row = transform.apply(new SampleRecords(schemas).updated(KEY, NOTE, OPEN));

    assertThat(row.value()).isNotNull();
    assertThat(header(row, "messina.moved.from")).isNull();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void areLeftOutWhereTheyNeverWereOfTheTarget(boolean schemas) {
    SampleRecords records = new SampleRecords(schemas);

    assertThat(transform.apply(records.updated(KEY, NOTE, NOTE))).isNull();
    assertThat(transform.apply(records.created(KEY, NOTE))).isNull();
    assertThat(transform.apply(records.deleted(KEY, NOTE))).isNull();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void areDeletedByTheirOldImage(boolean schemas) {
    SinkRecord row = transform.apply(new SampleRecords(schemas).deleted(KEY, PAID));

    assertThat(RowJson.of(row.key())).hasToString("{\"status\":\"paid\",\"id\":\"7\"}");
    assertThat(row.value()).isNull();
  }

  /** Their own record was refused, so there is no row to delete. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void healAfterAnImageThatCouldHaveNoRow(boolean schemas) {
    SampleRecords records = new SampleRecords(schemas);

    assertThatThrownBy(() -> transform.apply(records.created(KEY, UNPLACED)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the item has nothing for key column 'status'");
    SinkRecord row = transform.apply(records.updated(KEY, UNPLACED, OPEN));
    assertThat(row.value()).isNotNull();
    assertThat(header(row, "messina.moved.from")).isNull();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void c14_needTheirOldImage(boolean schemas) {
    SampleRecords records = new SampleRecords(schemas);

    assertThatThrownBy(() -> transform.apply(records.updated(KEY, null, OPEN)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the record has no old image, which the mapping needs");
    assertThatThrownBy(() -> transform.apply(records.deleted(KEY)))
        .hasMessageContaining("set the stream's view type to NEW_AND_OLD_IMAGES");
    assertThatThrownBy(() -> transform.apply(records.updated(KEY, KEY, OPEN)))
        .hasMessageContaining("the old image holds nothing but the item's key");
    SinkRecord big = records.updated(KEY, null, OPEN);
    big.headers().addBoolean(ChangeRecordSchema.BEFORE_DROPPED_HEADER, true);
    assertThatThrownBy(() -> transform.apply(big))
        .hasMessageContaining("left out because the record was too big");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takeAnImageOfNothingButTheKeyForWhatItIs(boolean schemas) {
    SampleRecords records = new SampleRecords(schemas).keeping(BeforeImages.FULL);

    SinkRecord filled = transform.apply(records.updated(KEY, KEY, OPEN));
    assertThat(RowJson.of(filled.key())).hasToString("{\"status\":\"open\",\"id\":\"7\"}");
    assertThat(filled.value()).isNotNull();
    SinkRecord emptied = transform.apply(records.updated(KEY, OPEN, KEY));
    assertThat(RowJson.of(emptied.key())).hasToString("{\"status\":\"open\",\"id\":\"7\"}");
    assertThat(emptied.value()).isNull();
    assertThat(transform.apply(records.deleted(KEY, KEY))).isNull();
  }

  /** Connect hands any exception of a transform to errors.tolerance. */
  @ParameterizedTest
  @EnumSource(
      value = BeforeImages.class,
      names = {"KEYS", "NONE"})
  void stopTheTaskWhereTheSourceKeepsNoOldImages(BeforeImages kept) {
    SampleRecords records = new SampleRecords(true).keeping(kept);
    String before = kept == BeforeImages.KEYS ? KEY : null;
    ItemToRow<SinkRecord> patient =
        ItemToRowTest.transform(MAPPING + "missing_old_image: reject\n");

    assertThat(transform.apply(records.created(KEY, OPEN)).value()).isNotNull();
    assertThatThrownBy(() -> transform.apply(records.updated(KEY, before, OPEN)))
        .isInstanceOf(Error.class)
        .hasMessageContaining(
            "shop.orders-3@1842: its source keeps no old images, which the mapping needs because")
        .hasMessageContaining("'missing_old_image: reject'");
    assertThatThrownBy(() -> transform.apply(records.deleted(KEY, before)))
        .isInstanceOf(Error.class);
    assertThatThrownBy(() -> patient.apply(records.updated(KEY, before, OPEN)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the record has no old image, which the mapping needs");
  }

  @Test
  void areRefusedOneByOneWhereOnlyTheirOwnImageIsMissing() {
    SampleRecords full = new SampleRecords(true).keeping(BeforeImages.FULL);

    assertThatThrownBy(() -> transform.apply(full.updated(KEY, null, OPEN)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a transform before this one has removed 'before'");
    assertThatThrownBy(() -> transform.apply(new SampleRecords(true).readAgain().deleted(KEY)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the item was gone when its key was read again");
  }

  /** No image is needed to tell the only row that an item can have. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void areDeletedByTheirKeyWhereItTellsTheOnlyRow(boolean schemas) {
    ItemToRow<SinkRecord> orders = ItemToRowTest.transform("when: {kind: {equals: order}}");
    SampleRecords records = new SampleRecords(schemas).keeping(BeforeImages.NONE);
    SampleRecords again = new SampleRecords(schemas).readAgain();

    assertThat(orders.apply(records.updated(KEY, null, OPEN)).value()).isNotNull();
    assertThat(orders.apply(records.created(KEY, NOTE))).as("was not there before").isNull();
    assertThat(orders.apply(new SampleRecords(schemas).read(KEY, NOTE))).as("a scan").isNull();
    for (SinkRecord record : List.of(records.deleted(KEY), again.deleted(KEY))) {
      SinkRecord row = orders.apply(record);
      assertThat(row.value()).isNull();
      assertThat(header(row, "messina.write.ts.us").value())
          .isEqualTo(SampleRecords.WRITE_TIMESTAMP);
    }
    for (SinkRecord record : List.of(records.updated(KEY, null, NOTE), again.read(KEY, NOTE))) {
      SinkRecord row = orders.apply(record);
      assertThat(RowJson.of(row.key())).hasToString("{\"pk\":\"7\"}");
      assertThat(row.value()).isNull();
      assertThat(header(row, "messina.write.ts.us").value())
          .as("older than anything of the same change")
          .isEqualTo(SampleRecords.WRITE_TIMESTAMP - 1);
    }
  }

  /** The user vouches for the rows of this target only, not for items of others. */
  @Test
  void areNotDeletedByAKeyThatAnotherItemMayShare() {
    ItemToRow<SinkRecord> profiles =
        ItemToRowTest.transform("{when: {kind: {equals: profile}}, key: [pk], unique: true}");
    String key = "{\"pk\":{\"S\":\"a\"},\"sk\":{\"S\":\"b\"}}";

    assertThatThrownBy(
            () -> profiles.apply(new SampleRecords(true).keeping(BeforeImages.NONE).deleted(key)))
        .isInstanceOf(Error.class);
  }

  @Test
  void sayThatTheirOldRowStaysWhereTheNewOneIsRefused() {
    ItemToRow<SinkRecord> strict = ItemToRowTest.transform(MAPPING + "unmapped: fail\n");
    SampleRecords records = new SampleRecords(true).keeping(BeforeImages.FULL);
    String more = PAID.replace("}}", "},\"more\":{\"S\":\"x\"}}");

    assertThatThrownBy(() -> strict.apply(records.updated(KEY, OPEN, more)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("attribute 'more' is in no rule")
        .hasMessageContaining("the item has left the row that it had, which stays");
    assertThatThrownBy(() -> strict.apply(records.updated(KEY, PAID, more)))
        .hasMessageContaining("attribute 'more' is in no rule")
        .hasMessageNotContaining("has left the row");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void cannotUseATombstone(boolean schemas) {
    assertThat(transform.apply(new SampleRecords(schemas).tombstone(KEY))).isNull();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void cannotMoveWhereKeysTellEverything(boolean schemas) {
    ItemToRow<SinkRecord> users =
        ItemToRowTest.transform("{table: shop.users, when: {pk: 'USER#{id}', sk: PROFILE}}");
    SampleRecords records = new SampleRecords(schemas);
    String user = "{\"pk\":{\"S\":\"USER#1\"},\"sk\":{\"S\":\"PROFILE\"}}";
    String order = "{\"pk\":{\"S\":\"USER#1\"},\"sk\":{\"S\":\"ORDER#1\"}}";

    assertThat(RowJson.of(users.apply(records.deleted(user)).key())).hasToString("{\"id\":\"1\"}");
    assertThat(RowJson.of(users.apply(records.tombstone(user)).key()))
        .hasToString("{\"id\":\"1\"}");
    assertThat(users.apply(records.deleted(order))).isNull();
    assertThat(users.apply(records.tombstone(order))).isNull();
    assertThat(users.apply(records.created(order, "not even read"))).isNull();
    assertThat(users.apply(records.updated(user, null, user)).value()).isNotNull();
    assertThat(header(users.apply(records.deleted(user)), "messina.target.table").value())
        .isEqualTo("shop.users");
  }

  /** Otherwise the delete of an item that was refused would delete the row of another one. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void areRefusedAsDeletesWhereTheirRowsWere(boolean schemas) {
    ItemToRow<SinkRecord> users =
        ItemToRowTest.transform("{split: {pk: 'U#{id}', sk: 'P#{id}'}, key: [pk]}");
    SampleRecords records = new SampleRecords(schemas);
    String user = "{\"pk\":{\"S\":\"U#1\"},\"sk\":{\"S\":\"P#1\"}}";
    String stray = "{\"pk\":{\"S\":\"U#1\"},\"sk\":{\"S\":\"P#2\"}}";

    assertThat(RowJson.of(users.apply(records.deleted(user)).key()))
        .hasToString("{\"pk\":\"U#1\"}");
    for (SinkRecord record :
        List.of(records.created(stray, stray), records.deleted(stray), records.tombstone(stray))) {
      assertThatThrownBy(() -> users.apply(record))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("attribute 'sk' has not the form 'P#{id}'");
    }
  }

  private static Header header(SinkRecord record, String name) {
    return record.headers().lastWithName(name);
  }

  private static String order(String status) {
    return "{\"pk\":{\"N\":\"7\"},\"kind\":{\"S\":\"order\"},\"status\":{\"S\":\"%s\"}}"
        .formatted(status);
  }
}
