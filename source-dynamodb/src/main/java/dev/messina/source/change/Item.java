package dev.messina.source.change;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item as it goes into a record.
 *
 * @param json the whole item, as {@link dev.messina.record.json.ItemText} describes it
 * @param key the attributes of its key, possibly among others
 */
public record Item(String json, Map<String, AttributeValue> key) {

  public Item {
    requireNonNull(json, "json");
    requireNonNull(key, "key");
  }

  /** An item whose attributes are all there. */
  public static Item of(Map<String, AttributeValue> attributes) {
    return new Item(ItemJson.write(attributes), attributes);
  }
}
