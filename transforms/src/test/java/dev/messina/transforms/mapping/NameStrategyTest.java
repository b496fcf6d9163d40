package dev.messina.transforms.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.transforms.mapping.Mapping.NameStrategy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameStrategyTest {

  @ParameterizedTest
  @CsvSource({
    "orderId, order_id",
    "OrderID, order_id",
    "HTTPStatus, http_status",
    "Ship To, ship_to",
    "a.b-c, a_b_c",
    "line2Total, line2_total",
    "already_snake, already_snake",
    "ÄrgerNis, ärger_nis",
    "🙂, _",
  })
  void makesSnakeCase(String attribute, String column) {
    assertThat(NameStrategy.SNAKE_CASE.columnOf(attribute)).isEqualTo(column);
  }
}
