package dev.messina.cli.plan.attribute;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.plan.table.KeyPart;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is in items. For use by one thread. */
public final class Profile {

  private final List<KeyPart> key;
  private final Map<String, AttributeProfile> attributes = new TreeMap<>();
  private final Partitions partitions = new Partitions();
  private final Sizes sizes = new Sizes();
  private final Sizes texts = new Sizes();

  /**
   * @param key of the table
   */
  public Profile(List<KeyPart> key) {
    this.key = List.copyOf(key);
    key.forEach(part -> attributes.put(part.name(), new AttributeProfile(part.name(), true)));
  }

  /**
   * @param item in DynamoDB JSON
   * @throws IllegalArgumentException if it lacks a part of the key, or that is of another type; no
   *     value is told
   */
  public void add(JsonNode item) {
    for (KeyPart part : key) {
      if (!item.path(part.name()).has(part.type())) {
        throw new IllegalArgumentException(
            "An item has no key attribute '%s' of type %s; correct --key."
                .formatted(part.name(), part.type()));
      }
    }
    item.properties()
        .forEach(
            entry ->
                attributes
                    .computeIfAbsent(entry.getKey(), name -> new AttributeProfile(name, false))
                    .add(entry.getValue()));
    long size = ItemSize.of(item);
    sizes.add(size);
    texts.add(escaped(item.toString()));
    partitions.add(item.get(key.get(0).name()), size);
  }

  /** In a record the item is a text of JSON, in which quotes stand behind backslashes. */
  private static long escaped(String text) {
    return ItemSize.utf8(text) + text.chars().filter(one -> one == '"' || one == '\\').count();
  }

  /** How many items. */
  public long items() {
    return sizes.count();
  }

  /** Sizes of items in bytes, by DynamoDB's count. */
  public Sizes sizes() {
    return sizes;
  }

  /** Sizes of items as they stand in a record, in bytes. */
  public Sizes texts() {
    return texts;
  }

  /** Sorted by name; those of the key are there even if no item is. */
  public Collection<AttributeProfile> attributes() {
    return attributes.values();
  }

  /**
   * @param name of one that was seen, or of the key
   */
  public AttributeProfile attribute(String name) {
    return attributes.getOrDefault(name, new AttributeProfile(name, false));
  }

  public Partitions partitions() {
    return partitions;
  }
}
