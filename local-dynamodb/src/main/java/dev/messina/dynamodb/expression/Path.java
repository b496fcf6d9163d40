package dev.messina.dynamodb.expression;

import dev.messina.dynamodb.item.AttributeValue;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where in an item a value stands: the name of an attribute, then names and list indexes. */
public record Path(List<Step> steps) {

  /** One step into a map or a list. */
  public sealed interface Step {}

  public record Name(String name) implements Step {
    @Override
    public String toString() {
      return name;
    }
  }

  public record Index(int index) implements Step {
    @Override
    public String toString() {
      return "[" + index + "]";
    }
  }

  public static Path of(String attribute) {
    return new Path(List.of(new Name(attribute)));
  }

  /** The name of the attribute that it begins with. */
  public String attribute() {
    return ((Name) steps.get(0)).name();
  }

  public boolean isAttribute() {
    return steps.size() == 1;
  }

  /**
   * @return the value that stands there, or null
   */
  public AttributeValue in(Map<String, AttributeValue> item) {
    AttributeValue value = item.get(attribute());
    for (Step step : steps.subList(1, steps.size())) {
      value = into(value, step);
    }
    return value;
  }

  private static AttributeValue into(AttributeValue value, Step step) {
    if (step instanceof Name name && value instanceof AttributeValue.MapValue map) {
      return map.entries().get(name.name());
    }
    if (step instanceof Index index
        && value instanceof AttributeValue.ListValue list
        && index.index() < list.values().size()) {
      return list.values().get(index.index());
    }
    return null;
  }

  /** Whether one is the other, or leads into it. */
  boolean overlaps(Path other) {
    int common = Math.min(steps.size(), other.steps.size());
    return steps.subList(0, common).equals(other.steps.subList(0, common));
  }

  /** Whether one goes into a map where the other goes into a list. */
  boolean conflicts(Path other) {
    int common = Math.min(steps.size(), other.steps.size());
    for (int i = 0; i < common; i++) {
      Step mine = steps.get(i);
      Step theirs = other.steps.get(i);
      if (mine instanceof Name != theirs instanceof Name) {
        return true;
      }
      if (!mine.equals(theirs)) {
        return false;
      }
    }
    return false;
  }

  /** As messages show it: {@code [map, name, [0]]}. */
  @Override
  public String toString() {
    return steps.stream().map(Step::toString).collect(Collectors.joining(", ", "[", "]"));
  }
}
