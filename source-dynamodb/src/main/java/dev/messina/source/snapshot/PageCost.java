package dev.messina.source.snapshot;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.messina.record.json.DynamoDbJson;
import dev.messina.source.aws.TableApi.ScanPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;

/**
 * What a page of a scan costs, by DynamoDB's rules: half a unit for every 4 KB begun, one if read
 * strongly consistent. DynamoDB says so with each page; only for a service that does not is it
 * worked out from the items.
 *
 * @param units in RCU
 * @param bytes size of the items as DynamoDB counts it, to within 4 KB
 */
record PageCost(double units, long bytes) {

  private static final int BYTES_PER_UNIT = 4096;
  private static final double EVENTUALLY_CONSISTENT = 0.5;

  /** What so many bytes cost, read eventually consistent. */
  static double units(long bytes) {
    return bytes * EVENTUALLY_CONSISTENT / BYTES_PER_UNIT;
  }

  static PageCost of(ScanPage page, boolean consistent) {
    double price = consistent ? 1 : EVENTUALLY_CONSISTENT;
    OptionalDouble charged = page.readUnits();
    if (charged.isPresent() && charged.getAsDouble() == 0) {
      // Of an export, whose items are not worth a second look for this.
      return new PageCost(0, page.items().stream().mapToLong(item -> item.json().length()).sum());
    }
    if (charged.isPresent()) {
      return new PageCost(
          charged.getAsDouble(),
          page.items().isEmpty() ? 0 : (long) (charged.getAsDouble() / price * BYTES_PER_UNIT));
    }
    long bytes = page.items().stream().mapToLong(item -> ItemSize.of(item.json())).sum();
    long begun = Math.max(1, (bytes + BYTES_PER_UNIT - 1) / BYTES_PER_UNIT);
    return new PageCost(begun * price, bytes);
  }

  /** The size of an item, in bytes as DynamoDB counts them, near enough to pay for it. */
  static final class ItemSize {

    private static final int NESTED_BYTES = 3;

    private ItemSize() {}

    /**
     * The size of an item.
     *
     * @param item in DynamoDB's JSON
     * @throws IllegalArgumentException if the text is no item
     */
    static long of(String item) {
      try (JsonParser json = DynamoDbJson.FACTORY.createParser(item)) {
        json.nextToken();
        return map(json, 0);
      } catch (IOException e) {
        throw new IllegalArgumentException("The text is no item", e);
      }
    }

    private static long map(JsonParser json, int member) throws IOException {
      long bytes = 0;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        bytes += member + utf8(json.currentName());
        json.nextToken();
        bytes += value(json);
      }
      return bytes;
    }

    private static long value(JsonParser json) throws IOException {
      json.nextToken();
      String type = json.currentName();
      json.nextToken();
      long bytes =
          switch (type) {
            case "SS", "NS", "BS" -> set(json, type.substring(0, 1));
            case "L" -> NESTED_BYTES + list(json);
            case "M" -> NESTED_BYTES + map(json, 1);
            default -> scalar(type, json.getText());
          };
      json.nextToken();
      return bytes;
    }

    private static long list(JsonParser json) throws IOException {
      long bytes = 0;
      while (json.nextToken() != JsonToken.END_ARRAY) {
        bytes += 1 + value(json);
      }
      return bytes;
    }

    private static long set(JsonParser json, String type) throws IOException {
      long bytes = 0;
      while (json.nextToken() != JsonToken.END_ARRAY) {
        bytes += scalar(type, json.getText());
      }
      return bytes;
    }

    private static long scalar(String type, String text) {
      return switch (type) {
        case "S" -> utf8(text);
          // About a byte for two digits, and one more.
        case "N" -> text.length() / 2 + 1L;
        case "B" -> text.length() / 4 * 3L - (text.length() - text.replace("=", "").length());
        default -> 1;
      };
    }

    private static long utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
  }
}
