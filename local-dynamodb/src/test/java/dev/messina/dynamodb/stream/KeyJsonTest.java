package dev.messina.dynamodb.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.KeyAttribute;
import dev.messina.dynamodb.item.KeySchema;
import dev.messina.dynamodb.item.KeyType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyJsonTest {

  @Test
  void itCutsTheKeyOutOfAnItemWhateverStandsAroundIt() {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    item.put("odd", AttributeValue.string("a \"quoted\" {brace} and a \\"));
    item.put(
        "nested",
        AttributeValue.map(
            Map.of(
                "id",
                AttributeValue.string("not this one"),
                "list",
                new AttributeValue.ListValue(List.of(AttributeValue.number("1"))))));
    item.put("at", AttributeValue.number("-12.50"));
    item.put("flag", new AttributeValue.BooleanValue(true));
    item.put("i\"d", AttributeValue.string("x\"y\\"));
    item.put("more", new AttributeValue.NullValue());
    KeyJson keys =
        new KeyJson(
            new KeySchema(
                new KeyAttribute("i\"d", KeyType.S),
                Optional.of(new KeyAttribute("at", KeyType.N))));

    byte[] json = keys.of(Item.of(item));

    assertThat(new String(json, StandardCharsets.UTF_8))
        .isEqualTo("{\"i\\\"d\":{\"S\":\"x\\\"y\\\\\"},\"at\":{\"N\":\"-12.5\"}}");
    // i"d and x"y\ are 3 and 4 bytes, at is 2, and -12.5 is 4 with its sign.
    assertThat(KeyJson.size(json)).isEqualTo(3 + 4 + 2 + 4);
  }

  @Test
  void aSizeIsThatOfTheExampleInTheDocumentation() {
    KeyJson keys = new KeyJson(new KeySchema(new KeyAttribute("Id", KeyType.N), Optional.empty()));
    Item item =
        Item.of(
            Map.of(
                "Id", AttributeValue.number("101"),
                "Message", AttributeValue.string("New item!")));

    assertThat(KeyJson.size(keys.of(item)) + item.size()).isEqualTo(26);
  }
}
