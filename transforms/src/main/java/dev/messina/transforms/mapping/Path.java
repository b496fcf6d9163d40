package dev.messina.transforms.mapping;

import dev.messina.record.json.Attribute;
import dev.messina.record.json.AttributeType;
import dev.messina.record.json.ItemParser.ItemException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a value stands in an item, in the notation of KIP-821, version 2: names separated by dots;
 * a name that holds a dot stands in backticks, and inside those a backtick or a backslash after a
 * backslash. A number names an element of a list, from 0.
 *
 * @param steps at least one; the first is the attribute
 */
public record Path(List<String> steps) {

  private static final Pattern ESCAPED = Pattern.compile("\\\\([`\\\\])");

  public Path {
    steps = List.copyOf(steps);
  }

  /** The path to a whole attribute of that name, whatever the name holds. */
  public static Path ofName(String attribute) {
    return new Path(List.of(attribute));
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static Path parse(String text) {
    List<String> steps = new ArrayList<>();
    int at = 0;
    do {
      int end = text.startsWith("`", at) ? closingTick(text, at) + 1 : nextDot(text, at);
      String step = text.substring(at, end);
      steps.add(step.startsWith("`") ? unquoted(step) : step);
      if (steps.get(steps.size() - 1).isEmpty()) {
        throw new IllegalArgumentException("a name is missing at character " + (at + 1));
      }
      at = end + 1;
    } while (at <= text.length());
    return new Path(steps);
  }

  private static int nextDot(String text, int from) {
    int dot = text.indexOf('.', from);
    return dot < 0 ? text.length() : dot;
  }

  private static int closingTick(String text, int open) {
    for (int at = open + 1; at < text.length(); at++) {
      boolean ends = at + 1 == text.length() || text.charAt(at + 1) == '.';
      if (text.charAt(at) == '\\') {
        at++;
      } else if (text.charAt(at) == '`' && ends) {
        return at;
      }
    }
    throw new IllegalArgumentException(
        "the backtick at character " + (open + 1) + " is not closed before a dot or the end");
  }

  private static String unquoted(String step) {
    return ESCAPED.matcher(step.substring(1, step.length() - 1)).replaceAll("$1");
  }

  public String attribute() {
    return steps.get(0);
  }

  /** Whether this is a whole attribute, not something inside one. */
  public boolean isWhole() {
    return steps.size() == 1;
  }

  /**
   * What stands at this path; null where there is nothing.
   *
   * @param whole the attribute, as a tree if this path goes inside; null if the item lacks it
   */
  public Attribute find(Attribute whole) {
    Attribute found = whole;
    for (int step = 1; step < steps.size() && found != null; step++) {
      found = isContainer(found, step) ? inside(found, step) : null;
    }
    return found;
  }

  /**
   * As {@link #find}, for a value that a row needs.
   *
   * @throws ItemException if the path goes into something that is neither map nor list nor NULL
   */
  public Attribute in(Attribute whole) {
    Attribute found = whole;
    for (int step = 1; step < steps.size() && found != null; step++) {
      if (found.type() == AttributeType.NULL) {
        return null;
      }
      if (!isContainer(found, step)) {
        throw blocked(found, step);
      }
      found = inside(found, step);
    }
    return found;
  }

  private boolean isContainer(Attribute found, int step) {
    return found.type() == AttributeType.M
        || (found.type() == AttributeType.L && isIndex(steps.get(step)));
  }

  private Attribute inside(Attribute container, int step) {
    if (container.type() == AttributeType.M) {
      return container.entries().get(steps.get(step));
    }
    List<Attribute> elements = container.elements();
    int index = Integer.parseInt(steps.get(step));
    return index < elements.size() ? elements.get(index) : null;
  }

  private static boolean isIndex(String step) {
    return step.length() <= 9 && step.chars().allMatch(digit -> digit >= '0' && digit <= '9');
  }

  private ItemException blocked(Attribute found, int step) {
    return new ItemException(
        "attribute '"
            + new Path(steps.subList(0, step))
            + "' is of type "
            + found.type()
            + " where the mapping's path '"
            + this
            + "' expects "
            + (isIndex(steps.get(step)) ? "M or L" : "M"));
  }

  @Override
  public String toString() {
    return String.join(".", steps.stream().map(Path::quoted).toList());
  }

  private static String quoted(String step) {
    return step.contains(".") || step.startsWith("`")
        ? "`" + step.replace("\\", "\\\\").replace("`", "\\`") + "`"
        : step;
  }
}
