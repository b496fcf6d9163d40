package dev.messina.sink.statement;

import static dev.messina.sink.mutation.RecordBuilder.fields;
import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import dev.messina.sink.convert.Column;
import dev.messina.sink.convert.ColumnConversions;
import dev.messina.sink.convert.DriverCodec;
import dev.messina.sink.convert.UnknownColumns;
import dev.messina.sink.convert.UnknownColumns.UnknownColumnsPolicy;
import dev.messina.sink.mutation.MutationSettings;
import dev.messina.sink.mutation.RecordBuilder;
import dev.messina.sink.mutation.RecordCoordinates.KeyMismatch;
import dev.messina.sink.mutation.RowMutation;
import dev.messina.sink.mutation.RowMutations;
import dev.messina.sink.route.TableName;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowEncoderTest {

  private static final TableModel TABLE = table();
  private static final RecordBuilder IMAGE = record(7).key(fields("pk", "a", "sk", "1.5"));

  private final UnknownColumns ignored = UnknownColumns.ignored();

  @Test
  void putsEachFieldAtItsColumnsPositionAndLeavesTheOthersOut() {
    assertThat(image(IMAGE.columns("status", "new", "price", null)))
        .isEqualTo(Map.of("pk", "a", "sk", new BigDecimal("1.5"), "status", "new"));
  }

  @Test
  void refusesAKeyColumnThatOnlyTheValueHas() {
    assertThatThrownBy(
            () -> image(record(7).key(fields("pk", "a")).columns("sk", 2, "status", "new")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Record at shop.orders-0@7: primary-key column 'sk' of shop.orders is in the record's"
                + " value and not in its key, so that the row of an earlier value would stay and no"
                + " delete could name its row; name it in 'key' of ItemToRow's mapping; for other"
                + " topics have the source put it into the record's key (Debezium:"
                + " message.key.columns), rename the key's field that it is, or create the table"
                + " with the primary key that the records have.");
  }

  @Test
  void tellsWhatEveryRecordOfTheSameKeyFieldsWouldMeetFromOneRecordsFault() {
    for (RecordBuilder mismatch :
        List.of(
            record(7).key(fields("pk", "a")).columns("sk", 2),
            record(7).key(fields("pk", "a")).columns("status", "new"),
            record(7).key(fields("pk", "a", "sk", 1, "status", "new")).columns())) {
      assertThatThrownBy(() -> image(mismatch)).isInstanceOf(KeyMismatch.class);
    }
    RowMutation.Delete delete = (RowMutation.Delete) mutation(record(7).key(fields("pk", "a")));
    assertThatThrownBy(() -> encoder(ignored).key(delete)).isInstanceOf(KeyMismatch.class);
    assertThatThrownBy(() -> image(record(7).key(fields("pk", "a", "sk", null)).columns()))
        .isInstanceOf(DataException.class)
        .isNotInstanceOf(KeyMismatch.class);
  }

  @Test
  void refusesAKeyColumnOfTheValueInMergesToo() {
    RowMutation.Replace image =
        (RowMutation.Replace) mutation(record(7).key(fields("pk", "a")).columns("sk", 2));
    RowMutation.Merge merge =
        new RowMutation.Merge(
            image.coordinates(),
            image.key(),
            image.columns(),
            image.writtenAt(),
            image.expiry(),
            null);
    assertThatThrownBy(() -> encoder(ignored).named(merge))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is in the record's value and not in its key");
  }

  @Test
  void rejectsADeleteWhoseKeyIsAnotherFormOfALivingRowsKey() {
    RowMutation delete = mutation(record(7).key(fields("pk", "a", "sk", "007")));
    assertThatThrownBy(() -> encoder(ignored).key((RowMutation.Delete) delete))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Record at shop.orders-0@7: column 'sk' of shop.orders is decimal and the record has a"
                + " string that is not in the one form of a key column; two forms of one value"
                + " would meet in one row: write it as plain digits without plus sign, exponent,"
                + " and zeros that could be left out, or create a table where it is text, and"
                + " replay into that.");
  }

  @Test
  void prefersTheKeyToTheSameColumnInTheValue() {
    assertThat(image(IMAGE.columns("pk", "other"))).containsEntry("pk", "a");
  }

  @Test
  void rejectsAnImageWithoutAKeyColumn() {
    assertThatThrownBy(() -> image(record(7).key(fields("pk", "a")).columns("status", "new")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Record at shop.orders-0@7: primary-key column 'sk' of shop.orders has no value in the"
                + " record's key; name it in 'key' of ItemToRow's mapping; for other topics have"
                + " the source put it into the record's key (Debezium: message.key.columns), rename"
                + " the key's field that it is, or create the table with the primary key that the"
                + " records have.");
  }

  @Test
  void rejectsAnEmptyPartitionKey() {
    assertThatThrownBy(() -> image(record(7).key(fields("pk", "", "sk", 1)).columns()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Record at shop.orders-0@7: partition-key column 'pk' of shop.orders is empty in the"
                + " record, which CQL does not allow; correct the data, have a transform put"
                + " something in its place or add a column to the partition key.");
  }

  @Test
  void takesAPartitionKeyOfTheMostBytesThatCqlAllowsAndRejectsALongerOne() {
    String longest = "x".repeat(65_535);
    assertThat(image(record(7).key(fields("pk", longest, "sk", 1)).columns()))
        .containsEntry("pk", longest);
    assertThatThrownBy(() -> image(record(7).key(fields("pk", longest + "x", "sk", 1)).columns()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Record at shop.orders-0@7: primary-key column 'pk' of shop.orders is longer in the"
                + " record than the 65535 bytes that CQL allows; make the key of shorter attributes"
                + " with a transform.");
  }

  @Test
  void countsTheFramingOfAPartitionKeyOfSeveralColumns() {
    TableModel table =
        TableModel.of(
            new TableName("shop", "orders"),
            new TreeMap<>(Map.of("a", DataTypes.TEXT, "b", DataTypes.TEXT)),
            Map.of(),
            Map.of(),
            ColumnConversions.NONE);
    RowEncoder encoder = new RowEncoder(table, ignored);
    String longest = "x".repeat(65_535 - 6);
    assertThat(encoder.image(keyed("a", longest, "b", ""))).hasSize(2);
    assertThatThrownBy(() -> encoder.image(keyed("a", longest, "b", "y")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the partition key of shop.orders is longer");
  }

  private static RowMutation.Replace keyed(Object... key) {
    return (RowMutation.Replace) mutation(record(7).key(fields(key)).columns());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.0", "10E-1", "+1", "1.000"})
  void oneNumberIsOneKey(String number) {
    assertThat(keyBytes(new BigDecimal(number)))
        .isEqualTo(keyBytes("1"))
        .isEqualTo(keyBytes(1L))
        .isEqualTo(keyBytes(1.0));
  }

  private ByteBuffer keyBytes(Object number) {
    return encoder(ignored).image(keyed("pk", "a", "sk", number))[1];
  }

  @Test
  void oneNumberIsOneKeyInColumnsOfOtherTypesToo() {
    for (DataType type : List.of(DataTypes.TEXT, DataTypes.DOUBLE, DataTypes.FLOAT)) {
      Column key = Column.ofKey("k", 0, type, Set.of());
      assertThat(key.encode(1.0)).isEqualTo(key.encode(1)).isEqualTo(key.encode(1f));
      assertThat(key.encode(new BigDecimal("1.00"))).isEqualTo(key.encode(1));
      assertThat(key.encode(-0.0)).isEqualTo(key.encode(0));
    }
  }

  @Test
  void resolvesTheFieldsOfASchemaAndTheirLogicalTypes() {
    Schema schema =
        SchemaBuilder.struct()
            .field("price", Decimal.schema(2))
            .field("colour", Schema.OPTIONAL_STRING_SCHEMA)
            .field("status", SchemaBuilder.int64().name("io.debezium.time.Timestamp").build())
            .build();
    Struct row = new Struct(schema).put("price", new BigDecimal("9.90")).put("status", 0L);
    assertThat(image(IMAGE.value(row)))
        .isEqualTo(
            Map.of(
                "pk",
                "a",
                "sk",
                new BigDecimal("1.5"),
                "price",
                new BigDecimal("9.9"),
                "status",
                "1970-01-01T00:00:00Z"));
  }

  @Test
  void aNullIsNoValueWhateverTheSchemasDefaultIs() {
    Schema withDefault = SchemaBuilder.string().optional().defaultValue("new").build();
    Schema inner = SchemaBuilder.struct().field("a", withDefault).build();
    Schema schema =
        SchemaBuilder.struct()
            .field("status", withDefault)
            .field("qty", SchemaBuilder.int32().defaultValue(3).build())
            .field("odd \"name\" \\", inner)
            .build();
    Struct row = new Struct(schema).put("status", null).put("odd \"name\" \\", new Struct(inner));
    assertThat(image(IMAGE.value(row)))
        .doesNotContainKey("status")
        .containsEntry("qty", 3)
        .containsEntry("odd \"name\" \\", "{\"a\":null}");
  }

  @Test
  void rejectsADeleteWithoutAKeyColumn() {
    RowMutation delete = mutation(record(7).key(fields("pk", "a")));
    assertThatThrownBy(() -> encoder(ignored).key((RowMutation.Delete) delete))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Record at shop.orders-0@7: primary-key column 'sk' of shop.orders has no value in the"
                + " record's key; name it in 'key' of ItemToRow's mapping; for other topics have"
                + " the source put it into the record's key (Debezium: message.key.columns), rename"
                + " the key's field that it is, or create the table with the primary key that the"
                + " records have.");
  }

  @Test
  void rejectsAKeyThatIsFinerThanTheTables() {
    assertThatThrownBy(
            () -> image(record(7).key(fields("pk", "a", "sk", 1, "version", 2)).columns()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Record at shop.orders-0@7: the record's key has 'version', which is no primary-key"
                + " column of shop.orders; rename it with a transform or make it part of the"
                + " table's primary key, since otherwise two items could overwrite each other in"
                + " one row.");
  }

  @Test
  void b11_rejectsTheRowsOfASecondTopicWhoseKeyIsAnother() {
    assertThatThrownBy(() -> image(record(7).key(fields("order_id", "a", "line", 1)).columns()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the record's key has 'order_id', which is no primary-key column");
  }

  @Test
  void namesTableColumnExpectedAndFoundTypeButNoValue() {
    assertThatThrownBy(() -> image(IMAGE.columns("qty", "secret")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Record at shop.orders-0@7: column 'qty' of shop.orders is int and the record has a"
                + " string that is no number; correct the data or convert the field with a"
                + " transform, or map it to a new column that is text and replay"
                + " (docs/types.md#a-column-of-another-type).")
        .hasNoCause();
  }

  @Test
  void rejectsAFieldWithoutAColumnAndNamesTheNearest() {
    RowMutation mutation = mutation(IMAGE.columns("Status", "new"));
    assertThatThrownBy(
            () -> encoder(UnknownColumns.failing()).image((RowMutation.Replace) mutation))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Record at shop.orders-0@7: table shop.orders has no column 'Status' (did you mean"
                + " 'status'?); add the column, rename or drop the attribute with a transform, or"
                + " set unknown.columns=ignore.");
  }

  @ParameterizedTest
  @CsvSource({
    "transforms.row.mapping, 'nested: flatten', 'contacts…'",
    "transforms.row.mapping, 'columns: {a: {from: b, as: flatten}}', 'contacts…'",
    "transforms.flat.type, org.apache.kafka.connect.transforms.Flatten$Value, 'contacts…'",
    "transforms.row.mapping, 'nested: json', contacts_me@example.org",
    "column.conversions, flatten:hex, contacts_me@example.org",
  })
  void tellsOnlyTheBeginningOfANameThatMayBeMadeOfData(String option, String value, String told) {
    UnknownColumns unknown =
        new UnknownColumns(UnknownColumnsPolicy.of(false, Map.of(option, value)));
    RowMutation mutation = mutation(IMAGE.columns("contacts_me@example.org", 1));
    assertThatThrownBy(() -> encoder(unknown).image((RowMutation.Replace) mutation))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "Record at shop.orders-0@7: table shop.orders has no column '" + told + "';");
  }

  @Test
  void passesOverAFieldWithoutAColumnWhenToldSoAndCountsIt() {
    assertThat(image(IMAGE.columns("status", "new", "colour", "red", "size", 1)))
        .doesNotContainKeys("colour", "size")
        .containsEntry("status", "new");
    assertThat(ignored.ignoredCount()).isEqualTo(2);
  }

  @Test
  void hasNothingToWriteForANullWithoutAColumn() {
    assertThat(image(IMAGE.columns("colour", null))).hasSize(2);
    assertThat(ignored.ignoredCount()).isZero();
  }

  @Test
  void namesEveryColumnAndTheWriteTimestampInTheInsert() {
    assertThat(Statements.insertText(TABLE))
        .isEqualTo(
            "INSERT INTO \"shop\".\"orders\" (\"pk\", \"sk\", \"status\", \"price\", \"qty\", \"odd"
                + " \"\"name\"\" \\\") VALUES (?, ?, ?, ?, ?, ?) USING TIMESTAMP ? AND TTL ?");
  }

  @Test
  void namesTheWholeKeyAndTheWriteTimestampInTheDelete() {
    assertThat(Statements.deleteText(TABLE))
        .isEqualTo(
            "DELETE FROM \"shop\".\"orders\" USING TIMESTAMP ? WHERE \"pk\" = ? AND \"sk\" = ?");
  }

  private Map<String, Object> image(RecordBuilder record) {
    ByteBuffer[] bytes = encoder(ignored).image((RowMutation.Replace) mutation(record));
    Map<String, Object> image = new LinkedHashMap<>();
    for (Column column : TABLE.columns()) {
      if (bytes[column.position()] != null) {
        image.put(column.name(), DriverCodec.decode(column, bytes[column.position()]));
      }
    }
    return image;
  }

  private static RowEncoder encoder(UnknownColumns unknownColumns) {
    return new RowEncoder(TABLE, unknownColumns);
  }

  private static RowMutation mutation(RecordBuilder record) {
    return new RowMutations(MutationSettings.DEFAULTS, Clock.systemUTC()).from(record.build());
  }

  private static TableModel table() {
    Map<String, DataType> regular = new LinkedHashMap<>();
    regular.put("status", DataTypes.TEXT);
    regular.put("price", DataTypes.DECIMAL);
    regular.put("qty", DataTypes.INT);
    regular.put("odd \"name\" \\", DataTypes.TEXT);
    return TableModel.of(
        new TableName("shop", "orders"),
        Map.of("pk", DataTypes.TEXT),
        Map.of("sk", DataTypes.DECIMAL),
        regular,
        ColumnConversions.NONE);
  }
}
