package dev.messina.verification.reverse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where a value stands in an item: names and numbers between dots, a name with a dot in backticks.
 *
 * @param steps at least one; the first is the attribute
 */
record ItemPath(List<String> steps) {

  ItemPath {
    steps = List.copyOf(steps);
  }

  static ItemPath of(String text) {
    List<String> steps = new ArrayList<>();
    StringBuilder step = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (step.isEmpty() && text.charAt(at) == '`') {
        at = quoted(text, at + 1, step);
      } else if (text.charAt(at) == '.') {
        steps.add(step.toString());
        step.setLength(0);
        at++;
      } else {
        step.append(text.charAt(at));
        at++;
      }
    }
    steps.add(step.toString());
    return new ItemPath(steps);
  }

  /** Reads to the backtick that stands before a dot or the end. */
  private static int quoted(String text, int from, StringBuilder step) {
    int at = from;
    while (at < text.length()) {
      char character = text.charAt(at);
      boolean last = at + 1 == text.length();
      if (character == '`' && (last || text.charAt(at + 1) == '.')) {
        return at + 1;
      }
      if (character == '\\' && !last && "`\\".indexOf(text.charAt(at + 1)) >= 0) {
        at++;
      }
      step.append(text.charAt(at));
      at++;
    }
    throw new IllegalArgumentException("a backtick that is not closed");
  }

  String attribute() {
    return steps.get(0);
  }

  boolean isWhole() {
    return steps.size() == 1;
  }

  /** What stands there; empty if nothing does. */
  Optional<AttributeValue> in(Map<String, AttributeValue> item) {
    AttributeValue found = item.get(attribute());
    for (String step : steps.subList(1, steps.size())) {
      found = found == null ? null : inside(found, step);
    }
    return Optional.ofNullable(found);
  }

  private static AttributeValue inside(AttributeValue container, String step) {
    if (container.hasM()) {
      return container.m().get(step);
    }
    boolean index = container.hasL() && step.matches("[0-9]{1,9}");
    return index && Integer.parseInt(step) < container.l().size()
        ? container.l().get(Integer.parseInt(step))
        : null;
  }

  @Override
  public String toString() {
    return String.join(".", steps);
  }
}
