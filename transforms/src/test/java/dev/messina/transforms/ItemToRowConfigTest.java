package dev.messina.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.transforms.mapping.Mapping;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class ItemToRowConfigTest {

  @Test
  void changesNothingWithoutOptions() {
    assertThat(new ItemToRowConfig(Map.of()).mapping()).isEqualTo(Mapping.identity());
  }

  @Test
  void tellsEveryMistakeOfTheDocumentWithItsPlace() {
    String document =
        """
        colums: {zip: address.zip}
        names: snake_cse
        nulls: never
        """;

    assertThatThrownBy(() -> new ItemToRowConfig(Map.of("mapping", document)))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            """
The mapping has mistakes:
line 1, column 1: unknown key 'colums'; did you mean 'columns'?
line 2, column 8: 'names' is one of preserve, lower, snake_case; did you mean 'snake_case'?
line 3, column 8: 'nulls' is one of null, absent, fail""");
  }

  @Test
  void tellsAtOnceWhenTheKeyOfTheItemsDoesNotFit() {
    String document = "{item_key: [pk, sk], key: [pk]}";

    assertThatThrownBy(() -> new ItemToRowConfig(Map.of("mapping", document)))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "The mapping has a mistake: the target key (pk) does not determine 'sk' of the item's"
                + " key, so two items could meet in one row; add what is missing to 'key', or say"
                + " 'unique: true' if no two items ever have one target key.");
  }

  @Test
  void takesJsonAsWell() {
    assertThat(
            new ItemToRowConfig(Map.of("mapping", "{\"columns\":{\"b\":\"a\"}}"))
                .mapping()
                .columns())
        .containsOnlyKeys("b");
  }

  @Test
  void refusesNull() {
    Map<String, String> options = new HashMap<>();
    options.put("mapping", null);

    assertThatThrownBy(() -> new ItemToRowConfig(options))
        .isInstanceOf(ConfigException.class)
        .hasMessage("Invalid value null for configuration mapping: leave the option out instead");
  }

  @Test
  void tellsUnknownOptions() {
    Map<String, String> options = Map.of("rename", "a:b", "maping", "", "type", "ItemToRow");

    assertThatThrownBy(() -> new ItemToRowConfig(options))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "ItemToRow cannot be configured: option 'maping' is unknown, there is only 'mapping';"
                + " option 'rename' is unknown, there is only 'mapping'");
  }

  @Test
  void takesWhatConnectAddsToEveryTransform() {
    Map<String, String> options =
        Map.of("type", "ItemToRow", "plugin.version", "1", "predicate", "p", "negate", "true");

    assertThat(new ItemToRowConfig(options).mapping()).isEqualTo(Mapping.identity());
  }

  @Test
  void reportsMistakesOnTheOptionWhenConnectValidates() {
    var values = ItemToRow.CONFIG_DEF.validate(Map.of("mapping", "key: [a"));

    assertThat(values)
        .singleElement()
        .satisfies(
            value -> {
              assertThat(value.name()).isEqualTo("mapping");
              assertThat(value.errorMessages())
                  .singleElement()
                  .asString()
                  .contains("this is not YAML");
            });
  }
}
