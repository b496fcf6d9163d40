package dev.messina.source.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.record.json.ItemText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ItemJsonTest {

  @Test
  void ordersTheKeysOfMapsByCodeUnitAndLeavesTextUnescaped() {
    Map<String, AttributeValue> inner = new LinkedHashMap<>();
    inner.put("é", AttributeValue.fromN("1E+5"));
    inner.put("Z", AttributeValue.fromS("a\"b\\\n🙂"));
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    item.put("b", AttributeValue.fromM(inner));
    item.put(
        "B",
        AttributeValue.fromL(List.of(AttributeValue.fromNul(true), AttributeValue.fromBool(true))));

    assertThat(ItemJson.write(item))
        .isEqualTo(
            """
            {"B":{"L":[{"NULL":true},{"BOOL":true}]},\
            "b":{"M":{"Z":{"S":"a\\"b\\\\\\n🙂"},"é":{"N":"1E+5"}}}}""");
  }

  @Property
  void readsBackEveryKey(@ForAll String text, @ForAll byte[] bytes, @ForAll long number) {
    Map<String, AttributeValue> key =
        Map.of(
            "pk", AttributeValue.fromS(text),
            "sk", AttributeValue.fromB(SdkBytes.fromByteArray(bytes)),
            "n", AttributeValue.fromN(Long.toString(number)));

    assertThat(ItemJson.readKey(ItemJson.write(key))).isEqualTo(key);
  }

  @Property
  void escapesWhatJacksonEscapes(@ForAll String text, @ForAll("asciiTexts") String plain)
      throws JsonProcessingException {
    for (String value : List.of(text, plain)) {
      assertThat(ItemJson.write(Map.of(value, AttributeValue.fromS(value))))
          .isEqualTo(new ObjectMapper().writeValueAsString(Map.of(value, Map.of("S", value))));
    }
  }

  @Provide
  Arbitrary<String> asciiTexts() {
    return Arbitraries.strings().ascii();
  }

  @Test
  void writesEveryTypeAndLeavesOutAttributesByPrefix() {
    Map<String, AttributeValue> item =
        Map.of(
            "x:1", AttributeValue.fromS("out"),
            "bs", AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("a"))),
            "ns", AttributeValue.fromNs(List.of("1", "2")),
            "e", AttributeValue.fromL(List.of()),
            "m", AttributeValue.fromM(Map.of("x:1", AttributeValue.fromBool(false))));

    assertThat(ItemText.without("x:", ItemJson.write(item)))
        .isEqualTo(
            """
            {"bs":{"BS":["YQ=="]},"e":{"L":[]},"m":{"M":{"x:1":{"BOOL":false}}},\
            "ns":{"NS":["1","2"]}}""");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "[]",
        "{\"pk\":\"a\"}",
        "{\"pk\":{\"S\":1}}",
        "{\"pk\":{\"L\":\"a\"}}",
        "{\"pk\":{\"B\":\"%\"}}",
        "{\"pk\":{\"S\":\"a\"}} {}"
      })
  void refusesWhatIsNoKey(String text) {
    assertThatThrownBy(() -> ItemJson.readKey(text))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("The text is not an item's key");
  }
}
