package dev.messina.dynamodb.table;

import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.item.KeyAttribute;
import dev.messina.dynamodb.item.KeyRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The items of a table as one of its indexes has them. Nothing of it is kept: each read goes
 * through the items and sorts those that it wants, which does for tests.
 */
public final class IndexView {

  /**
   * Where an item stands in an index.
   *
   * @param inIndex by the index's key
   * @param inTable by the table's key, among those with the same key in the index
   */
  public record Position(ItemKey inIndex, ItemKey inTable) implements Comparable<Position> {

    private static final Comparator<Position> ORDER =
        Comparator.comparing(Position::inIndex).thenComparing(Position::inTable);

    @Override
    public int compareTo(Position other) {
      return ORDER.compare(this, other);
    }
  }

  private record Entry(Position position, Map<String, AttributeValue> attributes) {}

  private final Table table;
  private final Index index;
  private final boolean whole;

  /**
   * @param whole gives whole items, not only what the index holds of them
   */
  public IndexView(Table table, Index index, boolean whole) {
    this.table = table;
    this.index = index;
    this.whole = whole || index.projection().isAll();
  }

  /** Where an item with these attributes stands in the index. */
  public Position position(Map<String, AttributeValue> attributes) {
    return new Position(
        index.keySchema().itemKey(attributes), table.keySchema().itemKey(attributes));
  }

  public Position position(Item item) {
    return position(item.attributes());
  }

  /** What the index holds of an item; empty if the item lacks the index's key. */
  public Optional<Item> entry(Item item) {
    Map<String, AttributeValue> attributes = item.attributes();
    return isIn(attributes) ? Optional.of(Item.of(held(attributes))) : Optional.empty();
  }

  /**
   * @param range by the index's key
   * @param after where the page before ended
   */
  public Iterator<Item> range(
      KeyRange range, boolean forward, Optional<Position> after, ReadTime time) {
    List<Entry> entries = new ArrayList<>();
    Iterator<Item> all = table.range(KeyRange.all(), true, time);
    while (all.hasNext()) {
      Map<String, AttributeValue> attributes = all.next().attributes();
      if (isIn(attributes)) {
        Position position = position(attributes);
        if (range.contains(position.inIndex()) && isAfter(position, after, forward)) {
          entries.add(new Entry(position, attributes));
        }
      }
    }
    entries.sort(Comparator.comparing(Entry::position));
    if (!forward) {
      Collections.reverse(entries);
    }
    return entries.stream().map(entry -> Item.of(held(entry.attributes()))).iterator();
  }

  /** Whether an item has what the index's key is made of. */
  private boolean isIn(Map<String, AttributeValue> attributes) {
    for (KeyAttribute key : index.keySchema().attributes()) {
      AttributeValue value = attributes.get(key.name());
      if (value == null || !value.type().equals(key.type().name())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAfter(Position position, Optional<Position> after, boolean forward) {
    if (after.isEmpty()) {
      return true;
    }
    int order = position.compareTo(after.get());
    return forward ? order > 0 : order < 0;
  }

  private Map<String, AttributeValue> held(Map<String, AttributeValue> attributes) {
    if (whole) {
      return attributes;
    }
    Map<String, AttributeValue> held = new LinkedHashMap<>();
    for (String name : index.attributes(table.keySchema())) {
      AttributeValue value = attributes.get(name);
      if (value != null) {
        held.put(name, value);
      }
    }
    return held;
  }
}
