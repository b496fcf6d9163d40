package dev.messina.sink.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.ClusteringOrder;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.internal.core.metadata.schema.DefaultColumnMetadata;
import com.datastax.oss.driver.internal.core.metadata.schema.DefaultTableMetadata;
import dev.messina.sink.convert.ColumnConversions;
import dev.messina.sink.convert.CqlTypes;
import dev.messina.sink.route.TableName;
import dev.messina.transforms.RowOutline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mapping that its table cannot take, whatever the items are. */
class MappedRowsTest {

  private static final TableMetadata TABLE = table(Map.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "columns: {zip: address.zip}",
        "{item_key: [pk, sk]}",
        "{item_key: [b, a], columns: {pk: a, sk: b}}",
        "{key: [sk, pk], unique: true}",
        "names: lower",
        "{columns: {address: {from: address, as: flatten}}}",
      })
  void findsNothingWhereItemsDecide(String mapping) {
    assertThat(problems(mapping)).isEmpty();
  }

  @Test
  void b12_namesEveryProblemOfAMappingAtOnce() {
    assertThat(
            problems(
                """
                key: [pk, day]
                columns:
                  zipp: address.zip
                  amount: {constant: many}
                  day: created
                  count: {from: lines, as: json}
                unmapped: {column: flag}
                """))
        .containsExactly(
            "the key of the mapping's rows has 'day', which is no primary-key column of"
                + " shop.orders; rename it, or make it part of the table's primary key, since"
                + " otherwise two items could overwrite each other in one row",
            "nothing in the mapping gives the rows' key the primary-key column 'sk' of"
                + " shop.orders; name its source in 'columns' or 'split', and the column in 'key'"
                + " if that is set",
            "table shop.orders has no column 'zipp', which the mapping fills (did you mean"
                + " 'zip'?); add the column, correct the mapping, or set unknown.columns=ignore",
            "column 'amount' of shop.orders is decimal, which cannot hold what the mapping puts"
                + " there: its constant; correct the mapping or have it fill a column of another"
                + " type",
            "column 'count' of shop.orders is int, which cannot hold what the mapping puts there: a"
                + " list or a map as JSON text; correct the mapping or have it fill a column of"
                + " another type",
            "column 'flag' of shop.orders is boolean, which cannot hold what the mapping puts"
                + " there: the attributes that no rule names as JSON text; correct the mapping or"
                + " have it fill a column of another type");
  }

  @Test
  void b12_missesTheKeyColumnThatTheMappingHasTakenAway() {
    assertThat(problems("columns: {user: pk}"))
        .hasSize(2)
        .anySatisfy(problem -> assertThat(problem).contains("the primary-key column 'pk'"))
        .anySatisfy(problem -> assertThat(problem).contains("no column 'user'"));
  }

  @Test
  void knowsThatNoItemsKeyHasThreeAttributes() {
    TableMetadata ofThree = threePartKey();

    assertThat(problems("names: preserve", ofThree))
        .containsExactly(
            "the primary-key column 'zip' of shop.orders would come from the value of the mapping's"
                + " rows, since an item's key has two attributes at most; a delete could not find"
                + " the row, so name the whole primary key in 'key'");
    assertThat(problems("key: [pk, sk, zip]", ofThree)).isEmpty();
    assertThat(problems("split: {pk: '{pk}#{sk}'}", ofThree)).hasSize(0);
  }

  @Test
  void refusesAKeyOfBytesInAColumnThatTakesNone() {
    assertThat(problems("item_key: {pk: B, sk: S}"))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem)
                    .startsWith("column 'pk' of shop.orders is text")
                    .contains("the bytes of the item's key"));
    assertThat(problems("item_key: {pk: S, sk: N}")).isEmpty();
  }

  @Test
  void missingColumnsAreNoProblemWhereTheyAreAddedOrLeftOut() {
    RowOutline outline = RowOutline.of(Map.of("mapping", "{key: [pk, sk], columns: {zipp: zip}}"));
    assertThat(rows(outline, true).problems(TABLE, ColumnConversions.NONE)).hasSize(1);
    assertThat(rows(outline, false).problems(TABLE, ColumnConversions.NONE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{from: x, as: json}|text,ascii,frozen<address>,map<text, text>,set<text>,"
            + "frozen<list<text>>,frozen<tuple<text, decimal>>,vector<float, 3>",
        "{from: x, as: dynamodb}|text,ascii,map<text, text>",
        "{from: x, as: native}|text,ascii,frozen<address>,map<text, text>,set<text>,"
            + "frozen<list<text>>,frozen<tuple<text, decimal>>,vector<float, 3>",
        "{constant: 5}|text,ascii,int,bigint,decimal,varint,double",
        "{constant: true}|text,ascii,boolean",
      })
  void b12_knowsWhichTypesTakeWhatARuleGives(String source, String types) {
    Map<String, DataType> some = new LinkedHashMap<>();
    List.of(
            "text,ascii,frozen<address>,map<text, text>,set<text>,frozen<list<text>>",
            "frozen<tuple<text, decimal>>,vector<float, 3>,int,bigint,decimal,varint,double",
            "boolean,blob,uuid,timeuuid,timestamp,duration")
        .forEach(names -> names(names).forEach(name -> some.put(name, CqlTypes.BY_NAME.get(name))));
    List<String> taking = new ArrayList<>();
    some.forEach(
        (name, type) -> {
          if (problems("{columns: {x: " + source + "}}", table(Map.of("x", type))).isEmpty()) {
            taking.add(name);
          }
        });

    assertThat(taking).containsExactlyInAnyOrderElementsOf(names(types));
  }

  @ParameterizedTest
  @CsvSource({
    "json, int, false",
    "json, set<text>, false",
    "json, text, true",
    "json, 'map<text, text>', true",
    "dynamodb, text, true",
    "dynamodb, bigint, false",
    "map, 'map<text, text>', true",
    "map, text, true",
    "map, blob, false"
  })
  void b12_knowsWhichTypesTakeTheRest(String form, String type, boolean takes) {
    assertThat(
            problems(
                "unmapped: {column: x, as: " + form + "}",
                table(Map.of("x", CqlTypes.BY_NAME.get(type)))))
        .hasSize(takes ? 0 : 1);
  }

  @Test
  void aChosenConversionCounts() {
    RowOutline outline =
        RowOutline.of(Map.of("mapping", "{columns: {x: {from: x, as: json}, y: {constant: 1}}}"));
    TableMetadata table = table(Map.of("x", DataTypes.BLOB, "y", DataTypes.BOOLEAN));
    assertThat(rows(outline, true).problems(table, ColumnConversions.NONE)).hasSize(2);
    assertThat(rows(outline, true).problems(table, conversions("x:utf8,y:number"))).isEmpty();
  }

  @Test
  void aConstantInTheKeyMustBeInItsOneForm() {
    TableMetadata table = table(Map.of("sk", DataTypes.BIGINT));
    assertThat(problems("{key: [pk, sk], columns: {sk: {constant: '7'}}}", table)).isEmpty();
    assertThat(problems("{key: [pk, sk], columns: {sk: {constant: '007'}}}", table))
        .containsExactly(
            "column 'sk' of shop.orders is bigint, which cannot hold what the mapping puts there:"
                + " its constant; correct the mapping or have it fill a column of another type");
  }

  @Test
  void jsonTextIsNoKeyOfACollection() {
    TableMetadata table = table(Map.of("sk", DataTypes.frozenListOf(DataTypes.TEXT)));
    assertThat(problems("{key: [pk, sk], columns: {sk: {from: x, as: json}}}", table)).hasSize(1);
    assertThat(problems("{key: [pk, sk], columns: {sk: {from: x, as: native}}}", table)).isEmpty();
  }

  @Test
  void b14_leavesCountersToTheTableItself() {
    assertThat(problems("{columns: {x: {constant: 1}}}", table(Map.of("x", DataTypes.COUNTER))))
        .isEmpty();
    assertThat(TableProblems.of(table(Map.of("x", DataTypes.COUNTER)))).hasSize(1);
  }

  private static List<String> problems(String mapping) {
    return problems(mapping, TABLE);
  }

  private static List<String> problems(String mapping, TableMetadata table) {
    return rows(RowOutline.of(Map.of("mapping", mapping)), true)
        .problems(table, ColumnConversions.NONE);
  }

  private static MappedRows rows(RowOutline outline, boolean onlyKnownColumns) {
    return new MappedRows(
        "transforms.row.mapping",
        outline,
        Set.of(new TableName("shop", "orders")),
        onlyKnownColumns);
  }

  private static ColumnConversions conversions(String choices) {
    return ColumnConversions.of(
        new AbstractConfig(
            ColumnConversions.define(new ConfigDef()),
            Map.of(ColumnConversions.OPTION, choices),
            false));
  }

  /** Names of types, which may have a comma in them. */
  private static List<String> names(String types) {
    return List.of(types.split(",(?! )"));
  }

  private static TableMetadata table(Map<String, DataType> more) {
    Map<CqlIdentifier, ColumnMetadata> columns = new LinkedHashMap<>();
    Map<String, DataType> types = new LinkedHashMap<>();
    types.put("pk", DataTypes.TEXT);
    types.put("sk", DataTypes.TEXT);
    types.put("zip", DataTypes.TEXT);
    types.put("amount", DataTypes.DECIMAL);
    types.put("count", DataTypes.INT);
    types.put("flag", DataTypes.BOOLEAN);
    types.putAll(more);
    types.forEach((name, type) -> columns.put(id(name), column(name, type)));
    return new DefaultTableMetadata(
        id("shop"),
        id("orders"),
        UUID.randomUUID(),
        false,
        false,
        List.of(columns.get(id("pk"))),
        Map.of(columns.get(id("sk")), ClusteringOrder.ASC),
        columns,
        Map.of(),
        Map.of());
  }

  private static TableMetadata threePartKey() {
    TableMetadata two = table(Map.of());
    Map<ColumnMetadata, ClusteringOrder> clustering = new LinkedHashMap<>();
    clustering.put(two.getColumn(id("sk")).orElseThrow(), ClusteringOrder.ASC);
    clustering.put(two.getColumn(id("zip")).orElseThrow(), ClusteringOrder.ASC);
    return new DefaultTableMetadata(
        id("shop"),
        id("orders"),
        UUID.randomUUID(),
        false,
        false,
        two.getPartitionKey(),
        clustering,
        two.getColumns(),
        Map.of(),
        Map.of());
  }

  private static ColumnMetadata column(String name, DataType type) {
    return new DefaultColumnMetadata(id("shop"), id("orders"), id(name), type, false);
  }

  private static CqlIdentifier id(String name) {
    return CqlIdentifier.fromInternal(name);
  }
}
