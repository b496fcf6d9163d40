package dev.messina.cli.compare;

import static java.util.stream.Collectors.toSet;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Whether a column holds what an attribute says. The attribute's type is asked first, then the Java
 * class of what the driver has read: numbers are equal by value, sets without order, JSON by
 * structure. Nothing is equal to null but an absent attribute and NULL.
 */
final class ValueMatch {

  private ValueMatch() {}

  /**
   * @param attribute null where the item has no such attribute
   * @param cell null where the column is null
   */
  static boolean same(AttributeValue attribute, Object cell) {
    if (attribute == null || cell == null) {
      return cell == null && (attribute == null || Boolean.TRUE.equals(attribute.nul()));
    }
    return switch (attribute.type()) {
      case S -> sameText(attribute.s(), cell);
      case N -> sameNumber(attribute.n(), cell);
      case B -> cell instanceof ByteBuffer && cell.equals(attribute.b().asByteBuffer());
      case BOOL -> cell.equals(attribute.bool()) || cell.equals(attribute.bool().toString());
      case SS ->
          cell instanceof Set<?> set
              ? set.equals(Set.copyOf(attribute.ss()))
              : sameJson(attribute, cell);
      case NS ->
          cell instanceof Set<?> set ? sameNumbers(attribute.ns(), set) : sameJson(attribute, cell);
      case BS ->
          cell instanceof Set<?> set
              ? set.equals(buffers(attribute.bs()))
              : sameJson(attribute, cell);
      case L ->
          cell instanceof List<?> list ? sameList(attribute.l(), list) : sameJson(attribute, cell);
      case M ->
          cell instanceof Map<?, ?> map ? sameMap(attribute.m(), map) : sameJson(attribute, cell);
      case NUL, UNKNOWN_TO_SDK_VERSION -> false;
    };
  }

  /**
   * Whether a column that catches attributes without a column of their own holds just these.
   *
   * @param cell null where the column is null
   */
  static boolean sameOthers(Map<String, AttributeValue> others, Object cell) {
    return cell == null
        ? others.isEmpty()
        : cell instanceof String text && JsonMatch.sameItem(others, text);
  }

  private static boolean sameText(String text, Object cell) {
    if (cell instanceof String string) {
      return string.equals(text);
    }
    try {
      return cell.equals(parsed(text, cell));
    } catch (DateTimeException | IllegalArgumentException notOfThatType) {
      return false;
    }
  }

  /** The text as a value of the cell's own type. */
  private static Object parsed(String text, Object cell) {
    if (cell instanceof Instant) {
      return OffsetDateTime.parse(text).toInstant();
    }
    if (cell instanceof UUID) {
      return UUID.fromString(text);
    }
    if (cell instanceof LocalDate) {
      return LocalDate.parse(text);
    }
    if (cell instanceof LocalTime) {
      return LocalTime.parse(text);
    }
    return cell instanceof InetAddress address && address.getHostAddress().equals(text)
        ? address
        : text;
  }

  private static boolean sameNumber(String digits, Object cell) {
    try {
      return (cell instanceof Number || cell instanceof String)
          && number(cell).equals(number(digits));
    } catch (NumberFormatException noNumber) {
      return false;
    }
  }

  private static BigDecimal number(Object value) {
    return new BigDecimal(value.toString()).stripTrailingZeros();
  }

  private static boolean sameNumbers(List<String> digits, Set<?> cells) {
    try {
      return digits.size() == cells.size() && numbers(digits).equals(numbers(cells));
    } catch (NumberFormatException noNumber) {
      return false;
    }
  }

  private static Set<BigDecimal> numbers(Collection<?> values) {
    return values.stream().map(ValueMatch::number).collect(toSet());
  }

  private static Set<ByteBuffer> buffers(List<SdkBytes> members) {
    return members.stream().map(SdkBytes::asByteBuffer).collect(toSet());
  }

  private static boolean sameList(List<AttributeValue> attributes, List<?> cells) {
    if (attributes.size() != cells.size()) {
      return false;
    }
    Iterator<?> cell = cells.iterator();
    return attributes.stream().allMatch(attribute -> same(attribute, cell.next()));
  }

  private static boolean sameMap(Map<String, AttributeValue> attributes, Map<?, ?> cells) {
    return attributes.keySet().equals(cells.keySet())
        && attributes.entrySet().stream()
            .allMatch(entry -> same(entry.getValue(), cells.get(entry.getKey())));
  }

  private static boolean sameJson(AttributeValue attribute, Object cell) {
    return cell instanceof String text && JsonMatch.same(attribute, text);
  }
}
