package dev.messina.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

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

  @Test
  void findsASlipOfThePen() {
    List<String> known = List.of("orders", "customers", "order-lines");
    assertThat(NearestName.of("oders", known)).contains("orders");
    assertThat(NearestName.of("Orders", known)).contains("orders");
    assertThat(NearestName.of("custmoers", known)).contains("customers");
    assertThat(NearestName.of("invoices", known)).isEmpty();
    assertThat(NearestName.of("orders", List.of())).isEmpty();
  }

  @Test
  void saysItInOneWay() {
    List<String> known = List.of("born", "name");
    assertThat(NearestName.hint("bron", known)).isEqualTo(" (did you mean 'born'?)");
    assertThat(NearestName.hint("colour", known)).isEmpty();
    assertThat(NearestName.hintOrList("colour", known)).isEqualTo(" (there are 'born', 'name')");
  }
}
