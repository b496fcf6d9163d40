package dev.messina.dynamodb.item;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which attributes make the key of a table or of an index. */
public record KeySchema(KeyAttribute partitionKey, Optional<KeyAttribute> sortKey) {

  public List<KeyAttribute> attributes() {
    return Stream.concat(Stream.of(partitionKey), sortKey.stream()).toList();
  }

  public boolean contains(String name) {
    return partitionKey.name().equals(name)
        || sortKey.filter(key -> key.name().equals(name)).isPresent();
  }

  /** The attributes of an item that make its key, in the order of the schema. */
  public Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> key = new LinkedHashMap<>();
    attributes().forEach(attribute -> key.put(attribute.name(), item.get(attribute.name())));
    return key;
  }

  /**
   * @param attributes the key's attributes, checked already, and any others
   */
  public ItemKey itemKey(Map<String, AttributeValue> attributes) {
    return ItemKey.of(
        attributes.get(partitionKey.name()), sortKey.map(key -> attributes.get(key.name())));
  }
}
