package dev.messina.cli.compare;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The primary key of an item, or of the row that belongs to it: partition key first. Values are
 * strings, numbers without trailing zeros, and bytes, so that the keys of both sides are equal when
 * they mean the same.
 *
 * @param values one or two values: {@link String}, {@link BigDecimal} or {@link ByteBuffer}
 */
public record ItemKey(List<Object> values) {

  public ItemKey {
    values = values.stream().map(ItemKey::canonical).toList();
  }

  /** The key as DynamoDB gives it. */
  static ItemKey ofAttributes(List<AttributeValue> attributes) {
    return new ItemKey(attributes.stream().map(ItemKey::plain).toList());
  }

  private static Object plain(AttributeValue attribute) {
    return switch (attribute.type()) {
      case S -> attribute.s();
      case N -> new BigDecimal(attribute.n());
      case B -> attribute.b().asByteBuffer();
      default ->
          throw new IllegalArgumentException(
              "A key attribute is of type "
                  + attribute.type()
                  + ", which DynamoDB does not allow.");
    };
  }

  private static Object canonical(Object value) {
    if (value instanceof Number number) {
      return new BigDecimal(number.toString()).stripTrailingZeros();
    }
    return value;
  }

  /** As it stands in messages; bytes show their length only. */
  @Override
  public String toString() {
    return values.stream().map(ItemKey::text).collect(joining(", ", "(", ")"));
  }

  private static String text(Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return value instanceof ByteBuffer bytes ? bytes.remaining() + " bytes" : "'" + value + "'";
  }
}
