package dev.messina.dynamodb.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;

class ItemTest {

  @Property(tries = 300)
  @Domain(Values.class)
  void anItemIsReadAsItWasWritten(@ForAll Map<String, AttributeValue> attributes) {
    assertThat(Item.of(attributes).attributes()).isEqualTo(attributes);
  }

  @Property(tries = 200)
  @Domain(Values.class)
  void theOrderOfItsAttributesDoesNotMakeItAnother(@ForAll Map<String, AttributeValue> attributes) {
    List<Map.Entry<String, AttributeValue>> entries = new ArrayList<>(attributes.entrySet());
    Collections.reverse(entries);
    Map<String, AttributeValue> reversed = new LinkedHashMap<>();
    entries.forEach(entry -> reversed.put(entry.getKey(), entry.getValue()));
    assertThat(Item.of(reversed).same(Item.of(attributes))).isTrue();
  }

  @Test
  void anotherValueMakesItAnother() {
    Item one = Item.of(Map.of("a", AttributeValue.string("x")));
    assertThat(one.same(Item.of(Map.of("a", AttributeValue.string("y"))))).isFalse();
    assertThat(one.same(Item.of(Map.of("b", AttributeValue.string("x"))))).isFalse();
  }

  @Test
  void itsJsonKeepsTheOrderOfTheAttributesAndHasPlainNumbers() {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    attributes.put("z", AttributeValue.number("1.50e3"));
    attributes.put("a", AttributeValue.string("ä\"\n"));
    attributes.put(
        "s",
        new AttributeValue.SetValue(
            "N",
            new LinkedHashSet<>(
                List.of(AttributeValue.number("10"), AttributeValue.number("2.0")))));
    assertThat(new String(Item.of(attributes).json(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"z\":{\"N\":\"1500\"},\"a\":{\"S\":\"ä\\\"\\n\"},\"s\":{\"NS\":[\"10\",\"2\"]}}");
  }

  /** Names and values in UTF-8, 3 for a container, 1 for each of its elements. */
  @Test
  void itsSizeIsDynamoDbsOwnCount() {
    assertThat(size("pk", AttributeValue.string("äöü"))).isEqualTo(2 + 6);
    assertThat(size("pk", AttributeValue.string("😀"))).isEqualTo(2 + 4);
    assertThat(size("n", AttributeValue.number("12345"))).isEqualTo(1 + 4);
    assertThat(size("b", new AttributeValue.BinaryValue(new byte[5]))).isEqualTo(1 + 5);
    assertThat(size("t", new AttributeValue.BooleanValue(true))).isEqualTo(2);
    assertThat(size("t", new AttributeValue.NullValue())).isEqualTo(2);
    assertThat(size("l", new AttributeValue.ListValue(List.of()))).isEqualTo(1 + 3);
    assertThat(size("l", new AttributeValue.ListValue(List.of(AttributeValue.string("ab")))))
        .isEqualTo(1 + 3 + 1 + 2);
    assertThat(size("m", AttributeValue.map(Map.of("ab", AttributeValue.string("c")))))
        .isEqualTo(1 + 3 + 1 + 3);
  }

  private static int size(String name, AttributeValue value) {
    return Item.of(Map.of(name, value)).size();
  }
}
