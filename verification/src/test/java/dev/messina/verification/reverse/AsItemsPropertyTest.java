package dev.messina.verification.reverse;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import dev.messina.verification.expect.ChangeForm;
import dev.messina.verification.expect.Deployed;
import dev.messina.verification.expect.Expectation;
import dev.messina.verification.expect.Expected;
import dev.messina.verification.item.GeneratedItems;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.row.FoundRow;
import dev.messina.verification.row.TargetTable;
import dev.messina.verification.row.TestTables;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The real transforms are sound here: whatever item and column meet, nothing is told of them. */
class AsItemsPropertyTest {

  private static final List<DataType> TYPES =
      List.of(
          DataTypes.TEXT,
          DataTypes.ASCII,
          DataTypes.DECIMAL,
          DataTypes.VARINT,
          DataTypes.BIGINT,
          DataTypes.INT,
          DataTypes.SMALLINT,
          DataTypes.TINYINT,
          DataTypes.DOUBLE,
          DataTypes.FLOAT,
          DataTypes.BOOLEAN,
          DataTypes.BLOB,
          DataTypes.UUID,
          DataTypes.TIMESTAMP,
          DataTypes.DATE,
          DataTypes.INET,
          DataTypes.setOf(DataTypes.TEXT),
          DataTypes.setOf(DataTypes.TEXT, true),
          DataTypes.setOf(DataTypes.DECIMAL),
          DataTypes.setOf(DataTypes.BLOB),
          DataTypes.listOf(DataTypes.TEXT, true),
          DataTypes.listOf(DataTypes.DECIMAL, true),
          DataTypes.mapOf(DataTypes.TEXT, DataTypes.TEXT),
          DataTypes.mapOf(DataTypes.TEXT, DataTypes.DECIMAL, true));

  private static final List<String> CHOICES =
      List.of("", "base64", "hex", "utf8", "rounded", "empty_as_null", "number", "ms");

  private static final List<String> MAPPINGS =
      List.of(
          "",
          "{nulls: absent}",
          "{nested: native}",
          "{nested: dynamodb}",
          "{nested: flatten}",
          "{columns: {value: other}}",
          "{columns: {value: {from: other, as: native}, again: {from: other, as: dynamodb}}}",
          "{columns: {value: other.x, again: other.0}, drop: other}",
          "{unmapped: {column: value}}",
          "{unmapped: {column: value, as: dynamodb}, nulls: absent}",
          "{unmapped: {column: value, as: map}}",
          "{unmapped: ignore, columns: {value: {join: '{pk}/{other}'}}}",
          "{drop: value, columns: {again: {constant: 7}}}",
          "{names: snake_case}",
          "{names: lower, key: [pk]}");

  @Property(tries = 1_500, shrinking = ShrinkingMode.OFF)
  void nothingIsToldOfASoundRow(
      @ForAll("values") AttributeValue value,
      @ForAll("values") AttributeValue other,
      @ForAll("types") DataType type,
      @ForAll("mappings") String mapping,
      @ForAll("choices") String choice) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("pk", AttributeValue.fromS("Key#1"));
    item.put("value", value);
    item.put("other", other);
    expectNothing(item, table(type), mapping, choice);
  }

  @Property(tries = 500, shrinking = ShrinkingMode.OFF)
  void nothingIsToldOfAnItemOfAnyShapeInOneColumn(
      @ForAll("items") Map<String, AttributeValue> item, @ForAll("mappings") String mapping) {
    Map<String, AttributeValue> all = new HashMap<>(item);
    all.put("pk", AttributeValue.fromS("Key#1"));
    expectNothing(all, table(DataTypes.TEXT), mapping, "");
  }

  /** The sink reads such a text as a collection, and an empty one leaves no cell. */
  @Example
  void nothingIsToldOfATextThatSpellsNoMembers() {
    for (String text : List.of("[]", "{}", " [ ] ")) {
      for (DataType type : TYPES) {
        expectNothing(
            Map.of("pk", AttributeValue.fromS("a"), "value", AttributeValue.fromS(text)),
            table(type),
            "",
            "");
      }
    }
  }

  /** Where a value was compared, another value in its place is found. */
  @Property(tries = 1_500, shrinking = ShrinkingMode.OFF)
  void anotherValueIsTold(
      @ForAll("values") AttributeValue value,
      @ForAll("values") AttributeValue another,
      @ForAll("types") DataType type) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("pk", AttributeValue.fromS("a"));
    item.put("value", value);
    Map<String, AttributeValue> changed = new HashMap<>(item);
    changed.put("value", another);
    TargetTable table = table(type);
    Deployed sink = sink("", "");
    AsItems back = AsItems.of(sink, table.columnTypes());
    if (!(expected(sink, table, changed) instanceof Expected.Row row)) {
      return;
    }
    FoundRow found = StoredRows.of(row, table.columnTypes());
    List<Unlike> unlike = back.unlike(item, row.key(), found);
    boolean said = Values.isNothing(value) || back.counts().compared() == 2;
    boolean different = !alike(value, another);
    if (said && different) {
      assertThat(unlike).extracting(Unlike::column).containsExactly("value");
    } else {
      assertThat(unlike).extracting(Unlike::column).isSubsetOf("value");
    }
  }

  /** What two columns would show alike: "5" and 5 in a text, [] and nothing in a map's column. */
  private static boolean alike(AttributeValue one, AttributeValue other) {
    return one.type() != other.type() || Values.same(one, other);
  }

  private static void expectNothing(
      Map<String, AttributeValue> item, TargetTable table, String mapping, String choice) {
    Deployed sink = sink(mapping, choice);
    if (expected(sink, table, item) instanceof Expected.Row row) {
      AsItems back = AsItems.of(sink, table.columnTypes());
      FoundRow found = StoredRows.of(row, table.columnTypes());
      assertThat(back.unlike(item, row.key(), found)).isEmpty();
      assertThat(back.counts().refusal()).isEmpty();
    }
  }

  private static Expected expected(
      Deployed sink, TargetTable table, Map<String, AttributeValue> item) {
    try (Expectation expectation =
        new Expectation(sink, new ChangeForm("topic", "items", Map.of("pk", "S")), table)) {
      return expectation.of(new ItemKey(Map.of("pk", item.get("pk"))), item);
    }
  }

  private static Deployed sink(String mapping, String choice) {
    Map<String, String> options = new HashMap<>();
    options.put("table.name", "ks.t");
    options.put("unknown.columns", "ignore");
    options.put("transforms", "row");
    options.put("transforms.row.type", "ItemToRow");
    options.put("transforms.row.mapping", mapping);
    if (!choice.isEmpty()) {
      options.put("column.conversions", "value:" + choice);
    }
    return new Deployed("sink", options);
  }

  private static TargetTable table(DataType type) {
    Map<String, DataType> columns = new LinkedHashMap<>();
    columns.put("value", type);
    columns.put("other", DataTypes.TEXT);
    columns.put("again", DataTypes.TEXT);
    return TestTables.table(Map.of("pk", DataTypes.TEXT), columns);
  }

  @Provide
  static Arbitrary<AttributeValue> values() {
    Arbitrary<AttributeValue> any =
        GeneratedItems.items()
            .filter(item -> !item.isEmpty())
            .map(item -> item.values().iterator().next());
    Arbitrary<AttributeValue> edges =
        Arbitraries.of(
                "0",
                "-0",
                "7",
                "-128",
                "1.50",
                "1E3",
                "0.1",
                "99999999999999999999999999999999999999",
                "-1E-130",
                "9.9999999999999999999999999999999999999E+125",
                "16777217")
            .map(AttributeValue::fromN);
    Arbitrary<AttributeValue> texts =
        Arbitraries.of(
                "",
                " ",
                "7",
                "1.50",
                "true",
                "TRUE",
                "null",
                "{}",
                "[]",
                "[1,2]",
                "{\"a\":1}",
                "AQI=",
                "0aFF",
                "2026-01-01",
                "2026-01-01T12:00:00Z",
                "10.0.0.1",
                "123E4567-E89B-12D3-A456-426614174000")
            .map(AttributeValue::fromS);
    Arbitrary<AttributeValue> empty =
        Arbitraries.of(
            AttributeValue.fromL(List.of()),
            AttributeValue.fromM(Map.of()),
            AttributeValue.fromNs(List.of("1", "1.5")),
            AttributeValue.fromM(Map.of("x", AttributeValue.fromN("1.5"))),
            AttributeValue.fromL(List.of(AttributeValue.fromN("7"), AttributeValue.fromN("-1"))));
    return Arbitraries.oneOf(any, edges, texts, empty);
  }

  @Provide
  static Arbitrary<Map<String, AttributeValue>> items() {
    return GeneratedItems.items()
        .map(
            item ->
                item.entrySet().stream()
                    .collect(
                        Collectors.toMap(
                            entry -> "a" + entry.getKey(), entry -> entry.getValue())));
  }

  @Provide
  static Arbitrary<DataType> types() {
    return Arbitraries.of(TYPES);
  }

  @Provide
  static Arbitrary<String> mappings() {
    return Arbitraries.of(MAPPINGS);
  }

  @Provide
  static Arbitrary<String> choices() {
    return Arbitraries.of(CHOICES);
  }
}
