package dev.messina.sink.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  @Test
  void readsAFullTableNameAsTheServerSpellsIt() {
    assertThat(TableName.parse("shop.Orders_1")).isEqualTo(new TableName("shop", "Orders_1"));
    assertThat(TableName.parse("shop.Orders_1")).hasToString("shop.Orders_1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "orders", "a.b.c", ".b", "a.", "a.\"b\"", "a b.c"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> TableName.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be keyspace.table, letters, digits and underscores only, without quotes");
  }

  @Test
  void findsTheNameThatWasProbablyMeant() {
    List<String> names = List.of("table.name", "topics", "tasks.max");
    assertThat(NearestName.of("tabel.name", names)).contains("table.name");
    assertThat(NearestName.of("TOPICS", names)).contains("topics");
    assertThat(NearestName.of("topic", names)).contains("topics");
  }

  @Test
  void suggestsNothingThatIsFarOff() {
    assertThat(NearestName.of("colour", List.of("table.name", "topics"))).isEmpty();
    assertThat(NearestName.of("x".repeat(10_000), List.of("x"))).isEmpty();
  }
}
