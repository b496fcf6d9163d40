package dev.messina.transforms.item;

import com.fasterxml.jackson.core.JsonStreamContext;
import java.util.regex.Pattern;

/**
 * Where a parser stands inside an item, for messages: {@code map.*[2]}. The attribute's own name is
 * told; names inside it are data, and a star stands for each.
 */
final class AttributePath {

  private static final Pattern PLAIN_NAME = Pattern.compile("[\\p{L}\\p{N}_-]+");

  private AttributePath() {}

  /** The path to the attribute or element that a parser is at; empty before the first one. */
  static String of(JsonStreamContext context) {
    StringBuilder path = new StringBuilder();
    append(path, context);
    return path.toString();
  }

  /** The path of a name inside the map at another path. */
  static String of(String parent, String name) {
    String step = PLAIN_NAME.matcher(name).matches() ? name : '"' + name + '"';
    return parent.isEmpty() ? step : parent + ".*";
  }

  /**
   * Appends a context's own step after those of its parents, and says whether the next level is a
   * typed value: levels alternate between containers, which have steps, and {"TAG":…} objects,
   * which have none.
   */
  private static boolean append(StringBuilder path, JsonStreamContext context) {
    if (context.inRoot()) {
      return false;
    }
    boolean typedValue = append(path, context.getParent());
    if (!typedValue && context.inArray() && context.hasCurrentIndex()) {
      path.append('[').append(context.getCurrentIndex()).append(']');
    } else if (!typedValue && context.hasCurrentName()) {
      String whole = of(path.toString(), context.getCurrentName());
      path.setLength(0);
      path.append(whole);
    }
    return !typedValue;
  }
}
