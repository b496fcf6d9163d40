package dev.messina.dynamodb.item;

import java.util.Arrays;
import java.util.Map;

/**
 * An item as it is kept: its JSON, in UTF-8, with canonical numbers and its attributes in the order
 * of the request, and its size by DynamoDB's own count. Never changed.
 */
public final class Item {

  private final byte[] json;
  private final int size;

  private Item(byte[] json, int size) {
    this.json = json;
    this.size = size;
  }

  public static Item of(Map<String, AttributeValue> attributes) {
    int size = ItemSize.of(attributes);
    return new Item(ItemJson.write(attributes, size), size);
  }

  /** The object of its attributes, as answers carry it; not copied. */
  public byte[] json() {
    return json;
  }

  /** In bytes, by DynamoDB's count: names and values, without the JSON around them. */
  public int size() {
    return size;
  }

  public Map<String, AttributeValue> attributes() {
    return ItemJson.read(json);
  }

  /** Whether both have the same attributes, in any order. */
  public boolean same(Item other) {
    return Arrays.equals(json, other.json)
        || (size == other.size && attributes().equals(other.attributes()));
  }
}
