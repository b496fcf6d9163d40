package dev.messina.source.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.messina.record.json.ItemParser.ItemException;
import dev.messina.record.json.ItemText;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items that were read straight to text, against those that were read with the SDK's values. */
class ItemTextTest {

  @Property
  void oneItemHasOneTextHoweverItIsSpelled(
      @ForAll("items") Map<String, AttributeValue> item, @ForAll long seed, @ForAll boolean escaped)
      throws IOException {
    String spelled = new Spelling(new Random(seed), escaped).of(item);

    assertThat(reader(spelled).item()).isEqualTo(ItemJson.write(item));
  }

  @Property
  void leavesOutAttributesByPrefixAndNothingElse(@ForAll("items") Map<String, AttributeValue> item)
      throws IOException {
    List<String> others = item.keySet().stream().filter(name -> !name.startsWith("a")).toList();
    Map<String, AttributeValue> rest = new HashMap<>(item);
    rest.keySet().retainAll(others);

    assertThat(ItemText.without("a", ItemJson.write(item))).isEqualTo(ItemJson.write(rest));
  }

  @Test
  void readsOneItemAfterTheOtherWithItsKey() throws IOException {
    JsonParser json =
        new JsonFactory()
            .createParser(
                """
                [{"x":{"N":"1"},"pk":{"S":"a\\n"},"sk":{"B":"AAE="}},{"pk":{"N":"7"}},
                 {"pk":{"L":[]},"sk":{"N":"1"}}]""");
    json.nextToken();
    ItemText reader = new ItemText(json);
    List<Item> items = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Map<String, AttributeValue> key = new HashMap<>();
      String text =
          reader.item(
              List.of("pk", "sk"), (name, value) -> key.put(name, ItemJson.keyValue(value)));
      items.add(new Item(text, key));
    }

    assertThat(items)
        .containsExactly(
            new Item(
                "{\"pk\":{\"S\":\"a\\n\"},\"sk\":{\"B\":\"AAE=\"},\"x\":{\"N\":\"1\"}}",
                Map.of(
                    "pk", AttributeValue.fromS("a\n"),
                    "sk", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, 1})))),
            new Item("{\"pk\":{\"N\":\"7\"}}", Map.of("pk", AttributeValue.fromN("7"))),
            new Item(
                "{\"pk\":{\"L\":[]},\"sk\":{\"N\":\"1\"}}",
                Map.of("sk", AttributeValue.fromN("1"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"a\":1}",
        "{\"a\":{}}",
        "{\"a\":{\"S\":1}}",
        "{\"a\":{\"X\":\"1\"}}",
        "{\"a\":{\"SS\":\"1\"}}",
        "{\"a\":{\"B\":\"%\"}}",
        "{\"a\":{\"S\":\"1\",\"N\":\"1\"}}",
        "{\"a\":{\"S\":\"1\""
      })
  void refusesWhatIsNoItem(String text) throws IOException {
    ItemText reader = reader(text);
    assertThatThrownBy(reader::item).isInstanceOfAny(ItemException.class, IOException.class);
  }

  @Provide
  Arbitrary<Map<String, AttributeValue>> items() {
    return Arbitraries.maps(names(), values(3)).ofMaxSize(40);
  }

  private static Arbitrary<String> names() {
    return Arbitraries.oneOf(
        Arbitraries.strings().alpha().ofMaxLength(3), Arbitraries.strings().ofMaxLength(4));
  }

  private static Arbitrary<AttributeValue> values(int depth) {
    Arbitrary<String> texts =
        Arbitraries.oneOf(Arbitraries.strings().ascii(), Arbitraries.strings());
    Arbitrary<SdkBytes> bytes =
        Arbitraries.bytes().array(byte[].class).ofMaxSize(9).map(SdkBytes::fromByteArray);
    List<Arbitrary<AttributeValue>> kinds =
        new ArrayList<>(
            List.of(
                texts.map(AttributeValue::fromS),
                Arbitraries.bigDecimals().map(number -> AttributeValue.fromN(number.toString())),
                bytes.map(AttributeValue::fromB),
                Arbitraries.of(true, false).map(AttributeValue::fromBool),
                Arbitraries.just(AttributeValue.fromNul(true)),
                texts.list().ofMaxSize(3).map(AttributeValue::fromSs),
                bytes.list().ofMaxSize(3).map(AttributeValue::fromBs)));
    if (depth > 0) {
      kinds.add(values(depth - 1).list().ofMaxSize(3).map(AttributeValue::fromL));
      kinds.add(
          Arbitraries.maps(names(), values(depth - 1)).ofMaxSize(5).map(AttributeValue::fromM));
    }
    return Arbitraries.oneOf(kinds);
  }

  private static ItemText reader(String text) throws IOException {
    JsonParser json = new JsonFactory().createParser(text);
    json.nextToken();
    return new ItemText(json);
  }

  /** One of the ways in which a service may write an item. */
  private record Spelling(Random random, boolean escaped) {

    String of(Map<String, AttributeValue> item) throws IOException {
      StringWriter text = new StringWriter();
      try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
        json.configure(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), escaped);
        if (random.nextBoolean()) {
          json.useDefaultPrettyPrinter();
        }
        map(item, json);
      }
      return text.toString();
    }

    private void map(Map<String, AttributeValue> map, JsonGenerator json) throws IOException {
      List<String> names = new ArrayList<>(map.keySet());
      Collections.shuffle(names, random);
      json.writeStartObject();
      for (String name : names) {
        json.writeFieldName(name);
        value(map.get(name), json);
      }
      json.writeEndObject();
    }

    private void value(AttributeValue value, JsonGenerator json) throws IOException {
      json.writeStartObject();
      json.writeFieldName(value.type() == AttributeValue.Type.NUL ? "NULL" : value.type().name());
      switch (value.type()) {
        case S -> json.writeString(value.s());
        case N -> json.writeString(value.n());
        case B -> json.writeString(base64(value.b()));
        case BOOL -> json.writeBoolean(value.bool());
        case NUL -> json.writeBoolean(true);
        case SS -> strings(value.ss(), json);
        case BS -> strings(value.bs().stream().map(Spelling::base64).toList(), json);
        case L -> {
          json.writeStartArray();
          for (AttributeValue element : value.l()) {
            value(element, json);
          }
          json.writeEndArray();
        }
        case M -> map(value.m(), json);
        default -> throw new IllegalArgumentException(value.type().name());
      }
      json.writeEndObject();
    }

    private static void strings(List<String> strings, JsonGenerator json) throws IOException {
      json.writeStartArray();
      for (String string : strings) {
        json.writeString(string);
      }
      json.writeEndArray();
    }

    private static String base64(SdkBytes bytes) {
      return Base64.getEncoder().encodeToString(bytes.asByteArray());
    }
  }
}
