package dev.messina.dynamodb.item;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Items and values of every type, nested a little. */
public final class Values extends DomainContextBase {

  @Provide
  public Arbitrary<Map<String, AttributeValue>> items() {
    return items(2);
  }

  private static Arbitrary<Map<String, AttributeValue>> items(int depth) {
    return Arbitraries.maps(
            Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8), values(depth))
        .ofMaxSize(4)
        .map(LinkedHashMap::new);
  }

  private static Arbitrary<AttributeValue> values(int depth) {
    Arbitrary<AttributeValue> scalars =
        Arbitraries.oneOf(
            strings(),
            numbers(),
            binaries(),
            Arbitraries.of(true, false).map(AttributeValue.BooleanValue::new),
            Arbitraries.just(new AttributeValue.NullValue()),
            sets(strings(), "S"),
            sets(numbers(), "N"),
            sets(binaries(), "B"));
    if (depth == 0) {
      return scalars;
    }
    return Arbitraries.oneOf(
        scalars,
        values(depth - 1).list().ofMaxSize(3).map(AttributeValue.ListValue::new),
        items(depth - 1).map(AttributeValue.MapValue::new));
  }

  private static Arbitrary<AttributeValue> strings() {
    return Arbitraries.strings()
        .ofMaxLength(20)
        .filter(Values::isWellFormed)
        .map(AttributeValue::string);
  }

  private static Arbitrary<AttributeValue> numbers() {
    return Arbitraries.bigDecimals()
        .between(BigDecimal.valueOf(-1_000_000), BigDecimal.valueOf(1_000_000))
        .ofScale(6)
        .map(DynamoNumber::new)
        .map(AttributeValue.NumberValue::new);
  }

  private static Arbitrary<AttributeValue> binaries() {
    return Arbitraries.bytes()
        .array(byte[].class)
        .ofMaxSize(12)
        .map(AttributeValue.BinaryValue::new);
  }

  private static Arbitrary<AttributeValue> sets(Arbitrary<AttributeValue> elements, String type) {
    return elements
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(List::copyOf)
        .map(list -> new AttributeValue.SetValue(type, new LinkedHashSet<>(list)));
  }

  static boolean isWellFormed(String text) {
    return text.equals(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
  }
}
