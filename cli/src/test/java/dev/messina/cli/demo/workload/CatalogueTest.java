package dev.messina.cli.demo.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  private final Catalogue demo = Catalogue.ofDemo();

  @Test
  void theDemosItemsHaveValuesOfEveryKind() {
    Set<ColumnKind> kinds =
        demo.attributes().stream().map(Catalogue.Attribute::kind).collect(Collectors.toSet());
    assertThat(kinds).isEqualTo(EnumSet.allOf(ColumnKind.class));
    assertThat(demo.size()).isEqualTo(98);
  }

  @Test
  void theDemosItemsHaveTheNamesThatOthersStumbleOver() {
    List<String> names = demo.attributes().stream().map(Catalogue.Attribute::name).toList();
    assertThat(names)
        .contains("Id", "id", "select", "first name", "address.street", "⛵", "double \"quotes\"")
        .contains(" leading space", "trailing space ", "back\\slash", "back`tick")
        .anyMatch(name -> name.getBytes(StandardCharsets.UTF_8).length == 200);
    assertThat(names.stream().filter(name -> composed(name).equals("é"))).hasSize(2);
  }

  @Test
  void refusesATypeForWhichItKnowsNoValues() {
    assertThatThrownBy(() -> Catalogue.of(Map.of("c", "counter")))
        .hasMessage(
            "No values can be invented for a column of type counter; leave it out of the table.");
  }

  private static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }
}
