package dev.messina.verification.item;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The primary key of an item. Two are equal if they name the same item: numbers count by value.
 *
 * @param attributes one or two, the partition key first; each is S, N or B
 */
public record ItemKey(Map<String, AttributeValue> attributes) {

  public ItemKey {
    Map<String, AttributeValue> canonical = new LinkedHashMap<>();
    attributes.forEach((name, value) -> canonical.put(name, canonical(value)));
    attributes = Collections.unmodifiableMap(canonical);
  }

  private static AttributeValue canonical(AttributeValue value) {
    return value.n() == null ? value : AttributeValue.fromN(number(value.n()));
  }

  /** A number without exponent, plus sign and needless zeros: the form that topics carry. */
  public static String number(String digits) {
    BigDecimal value = new BigDecimal(digits);
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** As DynamoDB JSON. */
  @Override
  public String toString() {
    return ItemJson.write(attributes);
  }
}
