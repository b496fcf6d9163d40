package dev.messina.source.read;

import dev.messina.source.aws.ScanPage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a page of a scan costs, by DynamoDB's rules: half a unit for every 4 KB begun, one if read
 * strongly consistent. DynamoDB says so with each page; only for a service that does not is it
 * worked out from the items.
 *
 * @param units in read units
 * @param bytes size of the items as DynamoDB counts it, to within 4 KB
 */
public record PageCost(double units, long bytes) {

  private static final int BYTES_PER_UNIT = 4096;
  private static final double EVENTUALLY_CONSISTENT = 0.5;
  private static final int NESTED_BYTES = 3;

  public static PageCost of(ScanPage page, boolean consistent) {
    double price = consistent ? 1 : EVENTUALLY_CONSISTENT;
    OptionalDouble charged = page.readUnits();
    if (charged.isPresent()) {
      return new PageCost(
          charged.getAsDouble(),
          page.items().isEmpty() ? 0 : (long) (charged.getAsDouble() / price * BYTES_PER_UNIT));
    }
    long bytes = page.items().stream().mapToLong(PageCost::sizeOfMap).sum();
    long begun = Math.max(1, (bytes + BYTES_PER_UNIT - 1) / BYTES_PER_UNIT);
    return new PageCost(begun * price, bytes);
  }

  private static long sizeOfMap(Map<String, AttributeValue> map) {
    long bytes = 0;
    for (Map.Entry<String, AttributeValue> entry : map.entrySet()) {
      bytes += utf8(entry.getKey()) + size(entry.getValue());
    }
    return bytes;
  }

  private static long size(AttributeValue value) {
    return switch (value.type()) {
      case S -> utf8(value.s());
      case N -> sizeOfNumber(value.n());
      case B -> value.b().asByteArrayUnsafe().length;
      case SS -> value.ss().stream().mapToLong(PageCost::utf8).sum();
      case NS -> value.ns().stream().mapToLong(PageCost::sizeOfNumber).sum();
      case BS -> value.bs().stream().mapToLong(bytes -> bytes.asByteArrayUnsafe().length).sum();
      case L -> NESTED_BYTES + sizeOfList(value.l());
      case M -> NESTED_BYTES + value.m().size() + sizeOfMap(value.m());
      case BOOL, NUL, UNKNOWN_TO_SDK_VERSION -> 1;
    };
  }

  private static long sizeOfList(List<AttributeValue> list) {
    return list.stream().mapToLong(element -> 1 + size(element)).sum();
  }

  /** About a byte for two digits, and one more. */
  private static long sizeOfNumber(String number) {
    return number.length() / 2 + 1L;
  }

  private static long utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
