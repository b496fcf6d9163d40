package dev.messina.verification.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ItemJsonTest {

  @Provide
  static Arbitrary<Map<String, AttributeValue>> items() {
    return GeneratedItems.items();
  }

  @Property(tries = 300)
  void whatIsWrittenIsReadAgain(@ForAll("items") Map<String, AttributeValue> item) {
    assertThat(ItemJson.read(ItemJson.write(item))).isEqualTo(item);
  }

  @Example
  void itIsTheNotationOfAws() {
    assertThat(
            ItemJson.write(
                Map.of("a", AttributeValue.fromM(Map.of("b", AttributeValue.fromNul(true))))))
        .isEqualTo("{\"a\":{\"M\":{\"b\":{\"NULL\":true}}}}");
  }

  @Example
  void whatIsNoDynamoDbJsonIsRefusedWithoutItsValues() {
    for (String wrong :
        new String[] {
          "{\"pk\":\"secret\"}",
          "[]",
          "{\"pk\":{\"S\":7}}",
          "{\"pk\":{\"S\":\"secret\",\"N\":\"1\"}}",
          "{\"pk\":{\"X\":\"secret\"}}",
          "secret"
        }) {
      assertThatThrownBy(() -> ItemJson.read(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("secret");
    }
  }

  @Example
  void keysAreEqualIfTheyNameTheSameItem() {
    ItemKey one = new ItemKey(Map.of("n", AttributeValue.fromN("1.50")));

    assertThat(one).isEqualTo(new ItemKey(Map.of("n", AttributeValue.fromN("15E-1"))));
    assertThat(one).hasToString("{\"n\":{\"N\":\"1.5\"}}");
    assertThat(new ItemKey(Map.of("n", AttributeValue.fromN("-0.0"))))
        .isEqualTo(new ItemKey(Map.of("n", AttributeValue.fromN("0"))));
  }
}
