package dev.messina.dynamodb.item;

import java.util.Map;

/** How many bytes DynamoDB counts for an item. */
public final class ItemSize {

  private static final int CONTAINER = 3;
  private static final int ELEMENT = 1;

  private ItemSize() {}

  public static int of(Map<String, AttributeValue> item) {
    int size = 0;
    for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
      size += utf8(attribute.getKey()) + of(attribute.getValue());
    }
    return size;
  }

  public static int of(AttributeValue value) {
    if (value instanceof AttributeValue.StringValue string) {
      return utf8(string.value());
    } else if (value instanceof AttributeValue.NumberValue number) {
      return number.value().size();
    } else if (value instanceof AttributeValue.BinaryValue binary) {
      return binary.value().length;
    } else if (value instanceof AttributeValue.MapValue map) {
      return CONTAINER + of(map.entries()) + ELEMENT * map.entries().size();
    } else if (value instanceof AttributeValue.ListValue list) {
      int size = CONTAINER;
      for (AttributeValue element : list.values()) {
        size += ELEMENT + of(element);
      }
      return size;
    } else if (value instanceof AttributeValue.SetValue set) {
      return set.values().stream().mapToInt(ItemSize::of).sum();
    }
    return 1;
  }

  private static int utf8(String text) {
    int length = text.length();
    int bytes = length;
    for (int i = 0; i < length; i++) {
      char unit = text.charAt(i);
      if (unit >= 0x800 && !Character.isSurrogate(unit)) {
        bytes += 2;
      } else if (unit >= 0x80) {
        // A surrogate is half of a character of four bytes.
        bytes += 1;
      }
    }
    return bytes;
  }
}
