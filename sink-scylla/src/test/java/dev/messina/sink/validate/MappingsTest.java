package dev.messina.sink.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tables a mapping is held against, and what is wrong with it before they are asked. */
class MappingsTest {

  private final SinkOptions options = new SinkOptions();

  @BeforeEach
  void readOneTopic() {
    options.put("topics", "orders");
  }

  @Test
  void holdsAMappingAgainstTheTableOfTheOptions() {
    mapping("row", "columns: {a: b}");
    assertThat(checked()).containsExactly("transforms.row.mapping > shop.orders");
    mapping("row", "table: shop.orders");
    assertThat(checked()).containsExactly("transforms.row.mapping > shop.orders");
    assertThat(options.errors()).isEmpty();
  }

  @Test
  void holdsAMappingAgainstTheTableThatItNamesWhereItDecides() {
    mapping("row", "table: shop.lines");
    options.put("table.name.header", "messina.target.table");
    assertThat(checked()).containsExactly("transforms.row.mapping > shop.lines");
    assertThat(options.targets().tables().values()).contains("transforms.row.mapping");
  }

  @Test
  void b12_refusesAMappingForAnotherTable() {
    mapping("row", "table: shop.lines");
    assertThat(options.errors())
        .isEqualTo(
            Map.of(
                "transforms.row.mapping",
                List.of(
                    "The mapping's table is shop.lines, and this connector's options send its rows"
                        + " to shop.orders; correct one of them, or set"
                        + " table.name.header=messina.target.table to let the mapping decide.")));
  }

  @Test
  void aMappingMayBeForOneOfSeveralTables() {
    options.put("topics", "orders,lines");
    options.put("table.name.overrides", "lines:shop.lines");
    mapping("row", "table: shop.lines");
    assertThat(options.errors()).isEmpty();
    assertThat(checked()).containsExactly("transforms.row.mapping > shop.lines");
    options.remove("topics");
    options.put("topics.regex", ".*");
    mapping("row", "table: shop.elsewhere");
    assertThat(options.errors()).isEmpty();
  }

  @Test
  void amongSeveralTablesAMappingThatNamesNoneIsLeftAlone() {
    mapping("row", "columns: {a: b}");
    options.put("table.name.overrides", "lines:shop.lines");
    options.put("topics", "orders,lines");
    assertThat(checked()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "org.apache.kafka.connect.transforms.RegexRouter, 1",
    "org.apache.kafka.connect.transforms.Filter, 1",
    "org.apache.kafka.connect.transforms.SetSchemaMetadata$Value, 1",
    "org.apache.kafka.connect.transforms.ReplaceField$Value, 0",
    "com.example.Anything, 0"
  })
  void looksOnlyAtRowsThatArriveAsTheMappingMakesThem(String type, int looks) {
    mapping("row", "columns: {a: b}");
    options.put("transforms", "row,then");
    options.put("transforms.then.type", type);
    assertThat(checked()).hasSize(looks);
    options.put("transforms", "then,row");
    assertThat(checked()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"colums: {a: b}", "key: [a", "{item_key: [pk, sk], key: [pk]}"})
  void leavesTheDocumentsOwnMistakesToTheTransform(String document) {
    mapping("row", document);
    assertThat(options.errors()).isEmpty();
    assertThat(checked()).isEmpty();
  }

  @Test
  void b11_refusesTwoMappingsWithDifferentKeysForOneTable() {
    mapping("users", "{key: [user_id]}");
    mapping("orders", "{key: [user_id, order_id]}");
    options.put("transforms", "users,orders");
    options.put("transforms.users.predicate", "ofUsers");
    options.put("transforms.orders.predicate", "ofOrders");
    assertThat(options.errors())
        .isEqualTo(
            Map.of(
                "transforms.orders.mapping",
                List.of(
                    "Rows of one table would have the key (user_id, order_id) here and (user_id)"
                        + " by transforms.users.mapping; correct one of them, or let them go to two"
                        + " tables.")));
    options.put("table.name.header", "messina.target.table");
    mapping("users", "{table: shop.users, key: [user_id]}");
    mapping("orders", "{table: shop.orders, key: [user_id, order_id]}");
    options.put("transforms", "users,orders");
    assertThat(options.errors()).isEmpty();
  }

  @Test
  void keepsTheDocumentInTheEntryThatCarriesTheError() {
    mapping("row", "table: shop.lines");
    assertThat(options.entries())
        .filteredOn(value -> value.name().equals("transforms.row.mapping"))
        .extracting(ConfigValue::value)
        .containsExactly("table: shop.lines");
  }

  @ParameterizedTest
  @CsvSource({"schema.evolution, add-columns", "unknown.columns, ignore"})
  void saysWhereColumnsMayBeMissing(String option, String value) {
    mapping("row", "columns: {a: b}");
    assertThat(options.targets().mappings()).allMatch(MappedRows::onlyKnownColumns);
    options.put(option, value);
    assertThat(options.targets().mappings()).noneMatch(MappedRows::onlyKnownColumns);
  }

  @Test
  void namesTheOptionsThatTheTransformWouldRefuse() {
    mapping("row", "columns: {a: b}");
    options.put("transforms.row.maping", "columns: {a: b}");
    options.put("transforms.row.predicate", "some");
    assertThat(options.errors())
        .isEqualTo(
            Map.of(
                "transforms.row.maping",
                List.of(
                    "ItemToRow has no option 'maping'; remove it, or say what is meant in"
                        + " 'transforms.row.mapping'.")));
  }

  private void mapping(String alias, String document) {
    options.put("transforms", alias);
    options.put("transforms." + alias + ".type", "dev.messina.transforms.ItemToRow");
    options.put("transforms." + alias + ".mapping", document);
  }

  private List<String> checked() {
    return options.targets().mappings().stream()
        .flatMap(rows -> rows.tables().stream().map(table -> rows.option() + " > " + table))
        .toList();
  }
}
