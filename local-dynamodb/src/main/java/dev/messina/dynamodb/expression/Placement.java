package dev.messina.dynamodb.expression;

import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.AttributeValue.ListValue;
import dev.messina.dynamodb.item.AttributeValue.MapValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts values at paths. Maps and lists on the way are copied, never changed. */
final class Placement {

  private Placement() {}

  static void set(Map<String, AttributeValue> item, Path path, AttributeValue value) {
    place(item, path, value);
  }

  static void remove(Map<String, AttributeValue> item, Path path) {
    place(item, path, null);
  }

  /** By the first list index in which two paths differ. */
  static int compareIndexes(Path one, Path two) {
    int common = Math.min(one.steps().size(), two.steps().size());
    for (int i = 0; i < common; i++) {
      if (one.steps().get(i) instanceof Path.Index first
          && two.steps().get(i) instanceof Path.Index second
          && first.index() != second.index()) {
        return Integer.compare(first.index(), second.index());
      }
      if (!one.steps().get(i).equals(two.steps().get(i))) {
        return one.steps().get(i).toString().compareTo(two.steps().get(i).toString());
      }
    }
    return 0;
  }

  private static void place(Map<String, AttributeValue> item, Path path, AttributeValue value) {
    putOrRemove(item, path.attribute(), below(item.get(path.attribute()), path, 1, value));
  }

  /** The value that stands where the first steps lead, after the change. */
  private static AttributeValue below(
      AttributeValue found, Path path, int depth, AttributeValue value) {
    if (depth == path.steps().size()) {
      return value;
    }
    Path.Step step = path.steps().get(depth);
    if (step instanceof Path.Name name && found instanceof MapValue map) {
      Map<String, AttributeValue> entries = new LinkedHashMap<>(map.entries());
      AttributeValue inner = below(entries.get(name.name()), path, depth + 1, value);
      putOrRemove(entries, name.name(), inner);
      return new MapValue(entries);
    }
    if (step instanceof Path.Index index && found instanceof ListValue list) {
      return new ListValue(inList(list.values(), index.index(), path, depth, value));
    }
    throw validation("The document path provided in the update expression is invalid for update");
  }

  private static List<AttributeValue> inList(
      List<AttributeValue> found, int index, Path path, int depth, AttributeValue value) {
    List<AttributeValue> values = new ArrayList<>(found);
    boolean isThere = index < values.size();
    AttributeValue inner = below(isThere ? values.get(index) : null, path, depth + 1, value);
    if (inner == null && isThere) {
      values.remove(index);
    } else if (inner != null && isThere) {
      values.set(index, inner);
    } else if (inner != null) {
      values.add(inner);
    }
    return values;
  }

  private static void putOrRemove(
      Map<String, AttributeValue> entries, String name, AttributeValue value) {
    if (value == null) {
      entries.remove(name);
    } else {
      entries.put(name, value);
    }
  }
}
