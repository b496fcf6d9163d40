package dev.messina.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearNamesTest {

  @Test
  void theNearestIsNamedFirst() {
    List<String> known = List.of("shop.users", "shop.orders", "shop.orders.rejected");
    assertThat(NearNames.hint("shop.order", known))
        .isEqualTo("Did you mean shop.orders or shop.orders.rejected?");
    assertThat(NearNames.hint("SHOP.ORDRES", known)).contains("shop.orders");
  }

  @Test
  void whereNoneIsNearSomeAreListed() {
    assertThat(NearNames.hint("zzz", List.of("b", "a"))).isEqualTo("There are a, b.");
    assertThat(NearNames.hint("zzz", List.of())).isEqualTo("There are none.");
    List<String> many = IntStream.range(10, 30).mapToObj(number -> "topic-" + number).toList();
    assertThat(NearNames.hint("zzz", many)).contains("topic-10", "topic-17 and 12 others.");
  }
}
