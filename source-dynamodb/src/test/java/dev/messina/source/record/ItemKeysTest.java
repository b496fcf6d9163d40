package dev.messina.source.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.aws.TableDescription.KeyAttribute;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class ItemKeysTest {

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "7.0, 7",
    "-0, 0",
    "0.00, 0",
    "1E+3, 1000",
    "1.50E-2, 0.015",
    "12345678901234567890123456789012345678, 12345678901234567890123456789012345678",
    "-1.10, -1.1"
  })
  void writesANumberInOneWayOnly(String number, String canonical) {
    ItemKeys keys =
        new ItemKeys("shop.orders", List.of(new KeyAttribute("no", ScalarAttributeType.N)));
    assertThat(keys.of(Map.of("no", AttributeValue.fromN(number))).getString("no"))
        .isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "shop.orders, shop.orders.Key",
    "my-shop.order-lines, my_shop.order_lines.Key",
    "shop.Documents.v2, shop.Documents.v2.Key",
    "shop.2024-orders, shop._2024_orders.Key",
    "1st.a..b., _1st.a._.b._.Key"
  })
  void namesTheSchemaAsAvroAllows(String topic, String name) {
    assertThat(new ItemKeys(topic, List.of()).schema().name()).isEqualTo(name);
  }
}
