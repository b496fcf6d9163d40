package dev.messina.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemToRowConfigTest {

  @Test
  void changesNothingWithoutOptions() {
    assertThat(new ItemToRowConfig(Map.of()).columns()).isEqualTo(Columns.UNCHANGED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      value = {
        "a:b                     | a             | b",
        "  a :  b                | a             | b",
        "with space:b            | with space    | b",
        "street.name:streetName  | street.name   | streetName",
        "🙂:smile                | 🙂            | smile",
        "it's:its                | it's          | its",
        "`a:b`:col               | a:b           | col",
        "\"a:b\":col             | a:b           | col",
        "\"a,b\":`c,d`           | a,b           | c,d",
        "` a `:b                 | § a §         | b",
        "`tick``ed`:b            | tick`ed       | b",
        "\"say \"\"hi\"\"\":b    | say \"hi\"    | b",
        "`\"`:b                  | \"            | b",
      })
  void readsNamesThatNeedQuotesOrNot(String option, String attribute, String column) {
    assertThat(NameLists.pairProblems(option)).isEmpty();
    assertThat(NameLists.pairs(option)).containsExactly(Map.entry(attribute, column));
  }

  @Property
  void readsEveryNameBackThatIsQuoted(
      @ForAll @Size(max = 5) @UniqueElements List<@NotEmpty String> names,
      @ForAll boolean backticks) {
    String quote = backticks ? "`" : "\"";
    String option =
        String.join(
            " , ",
            names.stream()
                .map(name -> quote + name.replace(quote, quote + quote) + quote)
                .toList());

    assertThat(NameLists.nameProblems(option)).isEmpty();
    assertThat(NameLists.names(option)).containsExactlyElementsOf(names);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a:b:c",
        "a:",
        ":b",
        "a:b,",
        ",a:b",
        "`a:b",
        "`a`x:b",
        "a`b:c",
        "``:b",
        "`` ` ``:b"
      })
  void refusesWhatIsNoListOfPairs(String option) {
    assertThatThrownBy(() -> new ItemToRowConfig(Map.of("rename", option)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("Invalid value " + option + " for configuration rename: ");
  }

  @Test
  void tellsAllMistakesOfAListAtOnce() {
    assertThatThrownBy(
            () -> new ItemToRowConfig(Map.of("rename", "a:x, a:y, b:x, c, :d, `e`f:g, h:`i")))
        .isInstanceOf(ConfigException.class)
        .hasMessageEndingWith(
            "a name is missing at character 19; text follows the quoted name at character 23; the"
                + " quote at character 33 is not closed; attribute 'a' stands twice; attributes 'a'"
                + " and 'b' both become 'x'; 'c' needs exactly one column, as attribute:column");
  }

  @Test
  void refusesNull() {
    Map<String, String> options = new HashMap<>();
    options.put("rename", null);

    assertThatThrownBy(() -> new ItemToRowConfig(options))
        .isInstanceOf(ConfigException.class)
        .hasMessage("Invalid value null for configuration rename: leave the option out instead");
  }

  @Test
  void refusesMistakesInDrop() {
    assertThatThrownBy(() -> new ItemToRowConfig(Map.of("drop", "a, b:c, a")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Invalid value a, b:c, a for configuration drop: 'b' has a colon; quote the name if the"
                + " colon is part of it; attribute 'a' stands twice");
  }

  @Test
  void tellsUnknownOptionsAndContradictionsAtOnce() {
    Map<String, String> options =
        Map.of("rename", "a:b,c:d", "drop", "c,a", "renames", "x:y", "type", "ItemToRow");

    assertThatThrownBy(() -> new ItemToRowConfig(options))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "ItemToRow cannot be configured: option 'renames' is unknown, there are 'rename' and"
                + " 'drop'; attribute 'a' is both renamed and dropped, take one away; attribute 'c'"
                + " is both renamed and dropped, take one away");
  }

  @Test
  void takesWhatConnectAddsToEveryTransform() {
    Map<String, String> options =
        Map.of("type", "ItemToRow", "plugin.version", "1", "predicate", "p", "negate", "true");

    assertThat(new ItemToRowConfig(options).columns()).isEqualTo(Columns.UNCHANGED);
  }

  @Test
  void reportsMistakesOnTheirOptionWhenConnectValidates() {
    var values = ItemToRow.CONFIG_DEF.validate(Map.of("rename", "a", "drop", "b:c"));

    assertThat(values).allSatisfy(value -> assertThat(value.errorMessages()).hasSize(1));
  }
}
