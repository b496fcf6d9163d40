package dev.messina.dynamodb.expression;

import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.AttributeValue.ListValue;
import dev.messina.dynamodb.item.AttributeValue.MapValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which parts of an item are wanted. */
public final class Projection {

  private final List<Path> paths;
  private final Node root = new Node();

  private Projection(List<Path> paths) {
    this.paths = paths;
    paths.forEach(root::add);
  }

  static Projection checked(List<Path> paths) {
    Paths.checkAreApart(ExpressionKind.PROJECTION, paths);
    return new Projection(paths);
  }

  /** Of whole attributes. */
  public static Projection ofAttributes(List<String> names) {
    return new Projection(names.stream().map(Path::of).toList());
  }

  /** Of paths that are known to be apart. */
  static Projection of(List<Path> paths) {
    return new Projection(paths);
  }

  /** What is wanted, in the order of the request. */
  public List<Path> paths() {
    return paths;
  }

  /** The wanted parts that the item has. Elements of lists move together. */
  public Map<String, AttributeValue> of(Map<String, AttributeValue> item) {
    return root.ofMap(item);
  }

  /** What is wanted below one value: all of it if nothing is named there. */
  private static final class Node {

    private final Map<String, Node> names = new LinkedHashMap<>();
    private final Map<Integer, Node> indexes = new TreeMap<>();

    void add(Path path) {
      Node node = this;
      for (Path.Step step : path.steps()) {
        node =
            step instanceof Path.Name name
                ? node.names.computeIfAbsent(name.name(), any -> new Node())
                : node.indexes.computeIfAbsent(((Path.Index) step).index(), any -> new Node());
      }
    }

    Map<String, AttributeValue> ofMap(Map<String, AttributeValue> entries) {
      Map<String, AttributeValue> wanted = new LinkedHashMap<>();
      names.forEach(
          (name, node) -> {
            AttributeValue part = node.of(entries.get(name));
            if (part != null) {
              wanted.put(name, part);
            }
          });
      return wanted;
    }

    private AttributeValue of(AttributeValue value) {
      if (names.isEmpty() && indexes.isEmpty()) {
        return value;
      }
      if (value instanceof MapValue map && !names.isEmpty()) {
        Map<String, AttributeValue> wanted = ofMap(map.entries());
        return wanted.isEmpty() ? null : new MapValue(wanted);
      }
      if (value instanceof ListValue list && !indexes.isEmpty()) {
        List<AttributeValue> wanted = ofList(list.values());
        return wanted.isEmpty() ? null : new ListValue(wanted);
      }
      return null;
    }

    private List<AttributeValue> ofList(List<AttributeValue> values) {
      List<AttributeValue> wanted = new ArrayList<>();
      indexes.forEach(
          (index, node) -> {
            AttributeValue part = index < values.size() ? node.of(values.get(index)) : null;
            if (part != null) {
              wanted.add(part);
            }
          });
      return wanted;
    }
  }
}
