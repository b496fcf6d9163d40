package dev.messina.transforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Items of all ten types as trees of DynamoDB JSON, names in any order, for property tests. */
final class GeneratedItems {

  /** Attribute names of the kinds that people really have, and that trip parsers up. */
  private static final Arbitrary<String> KNOWN_NAMES =
      Arbitraries.of(
          "status",
          "a.b",
          "with space",
          "select",
          "a:b",
          "a,b",
          "\"quoted\"",
          "`ticks`",
          "🙂",
          "S",
          "M",
          "ünï",
          "\uFF5E",
          "tab\tname",
          "\\",
          "Upper",
          "upper",
          "1",
          "_");

  private static final Arbitrary<String> NAMES =
      Arbitraries.oneOf(KNOWN_NAMES, Arbitraries.strings().all().ofMinLength(1).ofMaxLength(8));

  private static final Arbitrary<String> TEXTS =
      Arbitraries.oneOf(
          Arbitraries.of(
              "", " ", "0", "null", "{\"a\":1}", "\u0000", "\n\r\t\b\f", "\u2028", "☃🙂"),
          Arbitraries.strings().all().ofMaxLength(20));

  private GeneratedItems() {}

  /** An item without {@code pk} and {@code sk}; those are the tests' keys. */
  static Arbitrary<ObjectNode> items() {
    return named(Arbitraries.lazy(() -> value(4)), 12)
        .map(item -> item.without(List.of("pk", "sk")));
  }

  private static Arbitrary<ObjectNode> named(Arbitrary<JsonNode> values, int max) {
    return Arbitraries.maps(NAMES, values).ofMaxSize(max).map(GeneratedItems::object);
  }

  private static ObjectNode object(Map<String, JsonNode> values) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    values.forEach(object::set);
    return object;
  }

  private static Arbitrary<JsonNode> value(int levels) {
    Arbitrary<JsonNode> scalar =
        Arbitraries.oneOf(
            TEXTS.map(text -> typed("S", node(text))),
            numbers().map(number -> typed("N", node(number))),
            base64().map(bytes -> typed("B", node(bytes))),
            Arbitraries.of(true, false)
                .map(flag -> typed("BOOL", JsonNodeFactory.instance.booleanNode(flag))),
            Arbitraries.just(typed("NULL", JsonNodeFactory.instance.booleanNode(true))),
            set("SS", TEXTS),
            set("NS", numbers()),
            set("BS", base64()));
    if (levels == 0) {
      return scalar;
    }
    Arbitrary<JsonNode> nested = Arbitraries.lazy(() -> value(levels - 1));
    return Arbitraries.frequencyOf(
        Tuple.of(6, scalar),
        Tuple.of(1, nested.list().ofMaxSize(4).map(list -> typed("L", array(list)))),
        Tuple.of(1, named(nested, 4).map(map -> typed("M", map))));
  }

  private static Arbitrary<JsonNode> set(String tag, Arbitrary<String> elements) {
    return elements
        .set()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(set -> typed(tag, array(set.stream().map(GeneratedItems::node).toList())));
  }

  /** Numbers of up to 38 digits, plain as DynamoDB writes them or in another notation. */
  static Arbitrary<String> numbers() {
    BigInteger max = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);
    Arbitrary<BigDecimal> decimals =
        Arbitraries.bigIntegers()
            .between(max.negate(), max)
            .flatMap(
                unscaled ->
                    Arbitraries.integers()
                        .between(-80, 90)
                        .map(scale -> new BigDecimal(unscaled, scale)));
    return Arbitraries.oneOf(
        Arbitraries.of("0", "-1", "1.50", "1E+2", "-0", "12345678901234567890123456789012345678"),
        decimals.map(BigDecimal::toPlainString),
        decimals.map(BigDecimal::toString));
  }

  private static Arbitrary<String> base64() {
    return Arbitraries.bytes()
        .array(byte[].class)
        .ofMaxSize(12)
        .map(bytes -> Base64.getEncoder().encodeToString(bytes));
  }

  private static ObjectNode typed(String tag, JsonNode value) {
    return JsonNodeFactory.instance.objectNode().set(tag, value);
  }

  private static JsonNode node(String text) {
    return JsonNodeFactory.instance.textNode(text);
  }

  private static ArrayNode array(List<? extends JsonNode> elements) {
    return JsonNodeFactory.instance.arrayNode().addAll(elements);
  }
}
