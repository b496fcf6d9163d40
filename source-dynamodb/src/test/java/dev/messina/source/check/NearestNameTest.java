package dev.messina.source.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

  private static final List<String> KNOWN = List.of("orders", "customers", "order-lines");

  @Test
  void findsASlipOfThePen() {
    assertThat(NearestName.of("oders", KNOWN)).contains("orders");
    assertThat(NearestName.of("Orders", KNOWN)).contains("orders");
    assertThat(NearestName.of("custmoers", KNOWN)).contains("customers");
  }

  @Test
  void findsNothingWhereNothingIsNear() {
    assertThat(NearestName.of("invoices", KNOWN)).isEmpty();
    assertThat(NearestName.of("orders", List.of())).isEmpty();
  }
}
