package dev.messina.bench.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.verification.item.ItemJson;
import java.math.BigDecimal;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderRowsTest {

  @Test
  void aRowHasTheItemsValuesInTheOrderOfTheColumns() {
    String item =
        """
        {"pk":{"S":"USER#1"},"sk":{"N":"7"},"customer":{"S":"a"},"status_text":{"S":"b"},
         "city":{"S":"c"},"reference":{"S":"d"},"note":{"S":"e"},"total":{"N":"12.25"},
         "paid":{"BOOL":true},"tags":{"SS":["x","y"]},"lines":{"L":[{"S":"z"},{"N":"3"}]},
         "address":{"M":{"street":{"S":"s"},"zip":{"N":"80331"}}}}""";

    assertThat(OrderRows.of(ItemJson.read(item)))
        .containsExactly(
            "USER#1",
            7L,
            "a",
            "b",
            "c",
            "d",
            "e",
            new BigDecimal("12.25"),
            true,
            Set.of("x", "y"),
            "[\"z\",3]",
            "{\"street\":\"s\",\"zip\":80331}")
        .hasSameSizeAs(OrderRows.COLUMNS);
  }
}
