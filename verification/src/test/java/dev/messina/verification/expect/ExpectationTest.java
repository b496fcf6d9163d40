package dev.messina.verification.expect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import dev.messina.verification.item.ItemJson;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.row.FoundRow;
import dev.messina.verification.row.RowKey;
import dev.messina.verification.row.TargetTable;
import dev.messina.verification.row.TestTables;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** With the real transforms, loaded by the names in a sink's options. */
class ExpectationTest {

  private static final Map<String, String> ITEM_TO_ROW =
      Map.of(
          "table.name", "ks.t",
          "transforms", "row",
          "transforms.row.type", "dev.messina.transforms.ItemToRow");

  @Test
  void withoutAMappingEachAttributeIsTheColumnOfItsName() {
    Expectation expectation =
        expectation(
            Map.of(),
            Map.of("pk", "S"),
            table(Map.of("total", DataTypes.DECIMAL, "n", DataTypes.INT)));

    Expected.Row row =
        row(expectation, "{\"pk\":{\"S\":\"a\"},\"total\":{\"N\":\"1.50\"},\"n\":{\"NULL\":true}}");

    assertThat(row.key()).isEqualTo(new RowKey(List.of("pk"), List.of("a")));
    assertThat(row.columns())
        .containsEntry("total", new BigDecimal("1.5"))
        .containsEntry("n", null);
    assertThat(row.differingFrom(found(Map.of("total", new BigDecimal("1.5"))))).isEmpty();
    assertThat(row.differingFrom(found(Map.of("total", new BigDecimal("1.6"), "n", 7))))
        .containsExactly("n", "total");
  }

  @Test
  void aRowThatIsMergedMayHaveMore() {
    Expectation expectation =
        expectation(
            Map.of("write.mode", "merge"),
            Map.of("pk", "S"),
            table(Map.of("a", DataTypes.INT, "b", DataTypes.INT)));

    Expected.Row row = row(expectation, "{\"pk\":{\"S\":\"x\"},\"a\":{\"N\":\"1\"}}");

    assertThat(row.differingFrom(found(Map.of("a", 1, "b", 7)))).isEmpty();
  }

  @Test
  void keysOfEveryType() {
    Map<String, DataType> key = new LinkedHashMap<>();
    key.put("id", DataTypes.BLOB);
    key.put("n", DataTypes.DECIMAL);
    Map<String, String> types = new LinkedHashMap<>();
    types.put("id", "B");
    types.put("n", "N");
    Expectation expectation = expectation(Map.of(), types, TestTables.table(key, Map.of()));

    Expected.Row row = row(expectation, "{\"id\":{\"B\":\"AQI=\"},\"n\":{\"N\":\"1E3\"}}");

    assertThat(row.key().values())
        .containsExactly(ByteBuffer.wrap(new byte[] {1, 2}), new BigDecimal("1000"));
    assertThat(expectation.rowOfKeyAlone(keyOf("{\"id\":{\"B\":\"AQI=\"},\"n\":{\"N\":\"1000\"}}")))
        .contains(row.key());
  }

  @Test
  void aMappingSaysWhichItemsBelongHereAndWhereTheirRowsStand() {
    Map<String, DataType> key = new LinkedHashMap<>();
    key.put("status", DataTypes.TEXT);
    key.put("order_id", DataTypes.TEXT);
    Expectation expectation =
        expectation(
            Map.of(
                "transforms.row.mapping",
                "{when: {kind: {equals: order}}, key: [status, order_id], columns: {order_id: id},"
                    + " expiry: ends, drop: kind}"),
            Map.of("id", "S"),
            TestTables.table(key, Map.of("ends", DataTypes.BIGINT)));

    Expected.Row row =
        row(
            expectation,
            "{\"id\":{\"S\":\"1\"},\"kind\":{\"S\":\"order\"},\"status\":{\"S\":\"open\"},\"ends\":{\"N\":\"77\"}}");
    assertThat(row.key().values()).containsExactly("open", "1");
    assertThat(row.expiresAt()).isEqualTo(OptionalLong.of(77));

    assertThat(of(expectation, "{\"id\":{\"S\":\"1\"},\"kind\":{\"S\":\"note\"}}"))
        .isEqualTo(new Expected.None());
    assertThat(of(expectation, "{\"id\":{\"S\":\"1\"},\"kind\":{\"S\":\"order\"}}"))
        .isInstanceOf(Expected.Unwritable.class);
    assertThat(expectation.rowOfKeyAlone(keyOf("{\"id\":{\"S\":\"1\"}}"))).isEmpty();

    Map<String, Object> moved = new HashMap<>();
    moved.put(
        "before", "{\"id\":{\"S\":\"1\"},\"kind\":{\"S\":\"order\"},\"status\":{\"S\":\"open\"}}");
    moved.put(
        "after", "{\"id\":{\"S\":\"1\"},\"kind\":{\"S\":\"order\"},\"status\":{\"S\":\"paid\"}}");
    moved.put("op", "u");
    moved.put("ts_ns", 0L);
    moved.put("source", source());
    assertThat(expectation.touchedBy(Map.of("id", "1"), moved, "u"))
        .extracting(RowKey::values)
        .containsExactlyInAnyOrder(List.of("open", "1"), List.of("paid", "1"));
  }

  private static Map<String, Object> source() {
    Map<String, Object> source = new HashMap<>();
    for (String text :
        List.of("version", "name", "db", "table", "stream", "shard", "sequence", "event_id")) {
      source.put(text, "x");
    }
    for (String number : List.of("ts_us", "epoch_us", "write_ts_us")) {
      source.put(number, 0L);
    }
    source.put("record_version", 1L);
    source.put("snapshot", "false");
    source.put("ttl", false);
    return source;
  }

  @Test
  void whatTheSinkRejectsIsUnwritableAndSaysWhyWithoutValues() {
    Expectation expectation =
        expectation(Map.of(), Map.of("pk", "S"), table(Map.of("total", DataTypes.INT)));

    Expected.Unwritable number =
        (Expected.Unwritable)
            of(expectation, "{\"pk\":{\"S\":\"a\"},\"total\":{\"S\":\"secret\"}}");
    assertThat(number.key()).isPresent();
    assertThat(number.reason()).contains("total", "int").doesNotContain("secret");
    assertThat(of(expectation, "{\"pk\":{\"S\":\"a\"},\"other\":{\"S\":\"secret\"}}"))
        .isInstanceOf(Expected.Unwritable.class);

    Expectation ignoring =
        expectation(
            Map.of("unknown.columns", "ignore"),
            Map.of("pk", "S"),
            table(Map.of("total", DataTypes.INT)));
    assertThat(of(ignoring, "{\"pk\":{\"S\":\"a\"},\"other\":{\"S\":\"x\"}}"))
        .isInstanceOf(Expected.Row.class);
  }

  @Test
  void aRowOfAnotherTableIsNoneHere() {
    Expectation expectation =
        expectation(
            Map.of("table.name.overrides", "topic:ks.other"), Map.of("pk", "S"), table(Map.of()));

    assertThat(of(expectation, "{\"pk\":{\"S\":\"a\"}}")).isEqualTo(new Expected.None());
  }

  @Test
  void kafkasOwnTransformsAndPredicatesAreRun() {
    Map<String, String> options =
        Map.of(
            "transforms", "kept,row",
            "transforms.kept.type", "org.apache.kafka.connect.transforms.Filter",
            "transforms.kept.predicate", "books",
            "transforms.kept.negate", "true",
            "predicates", "books",
            "predicates.books.type", "dev.messina.transforms.ItemMatches",
            "predicates.books.when", "{kind: book}");
    Expectation expectation =
        expectation(options, Map.of("pk", "S"), table(Map.of("kind", DataTypes.TEXT)));

    assertThat(of(expectation, "{\"pk\":{\"S\":\"a\"},\"kind\":{\"S\":\"book\"}}"))
        .isInstanceOf(Expected.Row.class);
    assertThat(of(expectation, "{\"pk\":{\"S\":\"a\"},\"kind\":{\"S\":\"film\"}}"))
        .isEqualTo(new Expected.None());
  }

  @Test
  void optionsThatCannotBeFollowedAreRefused() {
    refused(Map.of("transforms.row.type", "com.example.Unknown"), "com.example.Unknown");
    refused(Map.of("transforms.row.mapping", "${file:/etc/m:users}"), "--mapping");
    refused(Map.of("transforms.row.mapping", "{colums: {}}"), "colums");
    refused(Map.of("column.conversions", "a:unknown"), "unknown");
    refused(Map.of("column.conversions", "a"), "column:choice");
  }

  private static void refused(Map<String, String> options, String named) {
    assertThatThrownBy(() -> expectation(options, Map.of("pk", "S"), table(Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named);
  }

  private static TargetTable table(Map<String, DataType> values) {
    return TestTables.table(Map.of("pk", DataTypes.TEXT), values);
  }

  private static Expectation expectation(
      Map<String, String> options, Map<String, String> keyTypes, TargetTable table) {
    Map<String, String> all = new HashMap<>(ITEM_TO_ROW);
    all.putAll(options);
    return new Expectation(
        new Deployed("sink", all), new ChangeForm("topic", "items", keyTypes), table);
  }

  private static FoundRow found(Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>();
    all.put("total", null);
    all.put("n", null);
    all.putAll(values);
    return new FoundRow(all, OptionalLong.of(1), () -> "print");
  }

  private static Expected.Row row(Expectation expectation, String item) {
    return (Expected.Row) of(expectation, item);
  }

  private static Expected of(Expectation expectation, String item) {
    Map<String, AttributeValue> read = ItemJson.read(item);
    Map<String, AttributeValue> key = new LinkedHashMap<>();
    for (String name : List.of("pk", "id", "n")) {
      if (read.containsKey(name) && (key.isEmpty() || read.get(name).n() != null)) {
        key.put(name, read.get(name));
      }
    }
    if (!read.containsKey("id")) {
      key.keySet().retainAll(List.of("pk"));
    }
    return expectation.of(new ItemKey(key), read);
  }

  private static ItemKey keyOf(String key) {
    return new ItemKey(ItemJson.read(key));
  }
}
