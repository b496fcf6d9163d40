package dev.messina.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowOutlineTest {

  @Test
  void knowsNothingOfRowsWithoutAMapping() {
    RowOutline outline = RowOutline.of(Map.of());

    assertThat(outline.table()).isEmpty();
    assertThat(outline.key()).isEmpty();
    assertThat(outline.columns()).isEmpty();
    assertThat(outline.mayBeOfKey("anything")).isTrue();
  }

  @Test
  void tellsTheColumnsThatRulesFillAndWhatTheyMustTake() {
    RowOutline outline =
        outline(
            """
            table: shop.orders
            split: {sk: "ORDER#{order_id}"}
            columns:
              zip: address.zip
              region: {constant: eu}
              active: {constant: true}
              place: {join: "{country}/{town}"}
              lines: {from: lines, as: json}
              exact: {from: exact, as: dynamodb}
              tags: {from: tags, as: native}
              address: {from: address, as: flatten}
            unmapped: {column: rest, as: map}
            """);

    assertThat(outline.table()).contains("shop.orders");
    assertThat(outline.columns())
        .extracting(RowOutline.Column::name)
        .containsExactly(
            "zip", "region", "active", "place", "lines", "exact", "tags", "order_id", "rest");
    assertThat(outline.columns())
        .extracting(RowOutline.Column::examples)
        .containsExactly(
            List.of(),
            List.of("eu"),
            List.of(true),
            List.of(),
            List.of("{}", "[]"),
            List.of("{\"M\":{}}", "{\"L\":[]}"),
            List.of(Map.of(), List.of()),
            List.of(),
            List.of(Map.of()));
  }

  @Test
  void expectsNoListOrMapWhereOnlyTheWholeDocumentSaysHowTheyTravel() {
    assertThat(outline("{nested: native, columns: {b: a}}").columns())
        .containsExactly(new RowOutline.Column("b", "what the item has", List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key: [b, a]|b,a",
        "{item_key: [pk, sk], split: {sk: 'ORDER#{id}'}}|pk,id",
        "{item_key: [pk], columns: {user: pk}}|user",
        "{item_key: [Pk], names: lower, key: [country, pk]}|country,pk",
      })
  void tellsTheKeyThatTheDocumentFixes(String document, String key) {
    assertThat(outline(document).key()).containsExactly(key.split(","));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "columns: {user: pk}|user|true",
        "columns: {user: pk}|pk|false",
        "columns: {zip: pk.zip}|pk|true",
        "columns: {zip: pk.zip}|zip|false",
        "columns: {region: {constant: eu}}|region|false",
        "columns: {place: {join: '{a}/{b}'}}|place|false",
        "{key: [region, pk], columns: {region: {constant: eu}}}|region|true",
        "split: {a.b: 'X{c}'}|c|false",
        "split: {pk: 'USER#{}'}|pk|true",
        "split: {pk: 'USER#{user}'}|user|true",
        "split: {pk: 'USER#{user}'}|pk|false",
        "drop: pk|pk|false",
        "drop: pk|sk|true",
        "names: lower|Pk|false",
        "{names: lower, columns: {user: pk}}|pk|true",
        "names: snake_case|order_id|true",
        "key: [a]|b|false",
      })
  void tellsWhichColumnsTheKeyMayHave(String document, String column, boolean may) {
    assertThat(outline(document).mayBeOfKey(column)).isEqualTo(may);
  }

  /** A key of DynamoDB has two attributes at most. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "names: preserve|pk,sk|[]",
        "names: preserve|pk,sk,created|[created]",
        "split: {pk: 'USER#{user}#{shop}'}|user,shop,sk|[]",
        "split: {pk: 'USER#{user}#{shop}'}|user,shop,sk,created|[created]",
        "{columns: {user: pk, day: created}}|user,sk,day|[day]",
        "key: [pk, sk, created]|pk,sk,created|[]",
      })
  void tellsTheColumnsOfATablesKeyThatWouldComeFromTheValue(
      String document, String primaryKey, String beyond) {
    assertThat(outline(document).beyondTheItemsKey(List.of(primaryKey.split(","))))
        .hasToString(beyond);
  }

  @Test
  void expectsBytesWhereTheDocumentSaysThatTheItemsKeyHasThem() {
    assertThat(outline("{item_key: {id: B, sk: S}, columns: {user: id}}").columns())
        .filteredOn(column -> column.content().startsWith("the bytes"))
        .singleElement()
        .satisfies(
            column -> {
              assertThat(column.name()).isEqualTo("user");
              assertThat(column.examples()).hasOnlyElementsOfType(byte[].class);
            });
  }

  @Test
  void refusesOptionsThatTheTransformRefuses() {
    assertThatThrownBy(() -> outline("colums: {a: b}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("did you mean 'columns'?");
  }

  private static RowOutline outline(String document) {
    return RowOutline.of(Map.of("mapping", document));
  }
}
