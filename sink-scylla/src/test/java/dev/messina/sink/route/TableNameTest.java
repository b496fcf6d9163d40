package dev.messina.sink.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableNameTest {

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
}
