package dev.messina.verification.item;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items of every shape. */
public final class GeneratedItems {

  private GeneratedItems() {}

  /** Of up to six attributes. */
  public static Arbitrary<Map<String, AttributeValue>> items() {
    return Arbitraries.maps(Arbitraries.strings().ofMaxLength(10), values(3)).ofMaxSize(6);
  }

  private static Arbitrary<AttributeValue> values(int depth) {
    Arbitrary<AttributeValue> scalars =
        Arbitraries.oneOf(
            Arbitraries.strings().map(AttributeValue::fromS),
            numbers().map(AttributeValue::fromN),
            bytes().map(AttributeValue::fromB),
            Arbitraries.of(true, false).map(AttributeValue::fromBool),
            Arbitraries.just(AttributeValue.fromNul(true)),
            Arbitraries.strings()
                .set()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(List::copyOf)
                .map(AttributeValue::fromSs),
            numbers().set().ofMinSize(1).ofMaxSize(3).map(List::copyOf).map(AttributeValue::fromNs),
            bytes().set().ofMinSize(1).ofMaxSize(3).map(List::copyOf).map(AttributeValue::fromBs));
    if (depth == 0) {
      return scalars;
    }
    Arbitrary<AttributeValue> nested = Arbitraries.lazy(() -> values(depth - 1));
    return Arbitraries.oneOf(
        scalars,
        nested.list().ofMaxSize(3).map(AttributeValue::fromL),
        Combinators.combine(Arbitraries.strings().ofMaxLength(4), nested)
            .as((name, value) -> AttributeValue.fromM(new HashMap<>(Map.of(name, value)))));
  }

  private static Arbitrary<String> numbers() {
    return Arbitraries.bigDecimals().map(number -> number.toPlainString());
  }

  private static Arbitrary<SdkBytes> bytes() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(8).map(SdkBytes::fromByteArray);
  }
}
