package dev.messina.verification.reverse;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values of items in a form that is equal for what DynamoDB takes for the same. */
final class Values {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?");

  private Values() {}

  static BigDecimal number(BigDecimal number) {
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }

  /** Empty if the text is no number. */
  static Optional<BigDecimal> number(String text) {
    return NUMBER.matcher(text).matches()
        ? Optional.of(number(new BigDecimal(text)))
        : Optional.empty();
  }

  static boolean isNothing(AttributeValue value) {
    return value == null || value.type() == AttributeValue.Type.NUL;
  }

  static Set<BigDecimal> numbers(List<String> texts) {
    return texts.stream().map(BigDecimal::new).map(Values::number).collect(Collectors.toSet());
  }

  static Set<ByteBuffer> binaries(List<SdkBytes> binaries) {
    return binaries.stream().map(SdkBytes::asByteBuffer).collect(Collectors.toSet());
  }

  /**
   * Whether two values that are there are one to DynamoDB: sets have no order, and numbers no
   * notation.
   */
  static boolean same(AttributeValue left, AttributeValue right) {
    if (left == null || right == null || left.type() != right.type()) {
      return false;
    }
    return switch (left.type()) {
      case N -> number(new BigDecimal(left.n())).equals(number(new BigDecimal(right.n())));
      case SS -> Set.copyOf(left.ss()).equals(Set.copyOf(right.ss()));
      case NS -> numbers(left.ns()).equals(numbers(right.ns()));
      case BS -> binaries(left.bs()).equals(binaries(right.bs()));
      case L -> sameElements(left.l(), right.l());
      case M -> sameEntries(left.m(), right.m());
      case S, B, BOOL, NUL, UNKNOWN_TO_SDK_VERSION -> left.equals(right);
    };
  }

  private static boolean sameElements(List<AttributeValue> left, List<AttributeValue> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!same(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameEntries(
      Map<String, AttributeValue> left, Map<String, AttributeValue> right) {
    return left.keySet().equals(right.keySet())
        && left.entrySet().stream()
            .allMatch(entry -> same(entry.getValue(), right.get(entry.getKey())));
  }
}
