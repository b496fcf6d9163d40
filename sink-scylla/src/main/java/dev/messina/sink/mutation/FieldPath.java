package dev.messina.sink.mutation;

import java.util.ArrayList;
import java.util.List;

/**
 * A path to a field as options write it: names with dots between them. A name that has a dot of its
 * own stands in backticks, as in Kafka's own transforms since 3.4, and a backtick in there after a
 * backslash.
 */
public final class FieldPath {

  private static final char QUOTE = '`';
  private static final char ESCAPE = '\\';

  private FieldPath() {}

  /**
   * The names from the outermost in; an empty one where nothing stands between two dots.
   *
   * @throws IllegalArgumentException if a backtick is not closed, or closes in the middle of a name
   */
  public static List<String> parse(String text) {
    List<String> names = new ArrayList<>();
    int at = 0;
    while (at <= text.length()) {
      StringBuilder name = new StringBuilder();
      at =
          at < text.length() && text.charAt(at) == QUOTE
              ? quoted(text, at + 1, name)
              : plain(text, at, name);
      names.add(name.toString());
      at++;
    }
    return List.copyOf(names);
  }

  private static int plain(String text, int start, StringBuilder name) {
    int dot = text.indexOf('.', start);
    int end = dot < 0 ? text.length() : dot;
    name.append(text, start, end);
    return end;
  }

  private static int quoted(String text, int start, StringBuilder name) {
    int at = start;
    while (at < text.length() && text.charAt(at) != QUOTE) {
      if (text.charAt(at) == ESCAPE && at + 1 < text.length() && text.charAt(at + 1) == QUOTE) {
        at++;
      }
      name.append(text.charAt(at));
      at++;
    }
    if (at >= text.length()) {
      throw new IllegalArgumentException("has a backtick that is not closed");
    }
    if (at + 1 < text.length() && text.charAt(at + 1) != '.') {
      throw new IllegalArgumentException("has a backtick that closes in the middle of a name");
    }
    return at + 1;
  }
}
