package dev.messina.transforms.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A text with named parts, {@code USER#{user_id}}, which takes texts of that form apart and puts
 * them together. Each part takes at least one character, and as few as the literal after it allows.
 * A part without a name, {@code {}}, is any such text and captures nothing. Doubled braces stand
 * for themselves.
 *
 * @param literals what stands before, between and after the parts; one more than there are parts
 * @param parts the names of the parts in their order, empty for one without
 */
public record Template(List<String> literals, List<String> parts) {

  public Template {
    literals = List.copyOf(literals);
    parts = List.copyOf(parts);
  }

  /** The names of the parts that are captured, in their order. */
  public List<String> names() {
    return hasWildcard() ? parts.stream().filter(part -> !part.isEmpty()).toList() : parts;
  }

  /** Whether it captures less than the text, so that the parts do not tell what the text was. */
  public boolean hasWildcard() {
    return parts.contains("");
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static Template parse(String text) {
    List<String> literals = new ArrayList<>();
    List<String> names = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      if (text.startsWith("{{", at) || text.startsWith("}}", at)) {
        literal.append(character);
        at++;
      } else if (character == '{') {
        int end = text.indexOf('}', at);
        names.add(name(text, at, end, literal.isEmpty() && !names.isEmpty()));
        literals.add(literal.toString());
        literal.setLength(0);
        at = end;
      } else if (character == '}') {
        throw new IllegalArgumentException(
            "the brace at character "
                + (at + 1)
                + " closes nothing; write }} for the brace itself");
      } else {
        literal.append(character);
      }
    }
    literals.add(literal.toString());
    return new Template(literals, names);
  }

  private static String name(String text, int open, int close, boolean touches) {
    if (close < 0) {
      throw new IllegalArgumentException(
          "the brace at character " + (open + 1) + " is not closed; write {{ for the brace itself");
    }
    if (touches) {
      throw new IllegalArgumentException(
          "the part at character "
              + (open + 1)
              + " touches the one before; some text must stand between them");
    }
    return text.substring(open + 1, close).strip();
  }

  /**
   * Takes a text apart.
   *
   * @param captured takes the parts by name; one that is there already must be equal
   * @return false if the text is not of this form; then {@code captured} may hold some of its parts
   */
  public boolean split(String text, Map<String, String> captured) {
    if (!text.startsWith(literals.get(0))) {
      return false;
    }
    int at = literals.get(0).length();
    for (int part = 0; part < parts.size(); part++) {
      int end = end(text, at, part);
      if (end <= at) {
        return false;
      }
      String found = text.substring(at, end);
      String other =
          parts.get(part).isEmpty() ? null : captured.putIfAbsent(parts.get(part), found);
      if (other != null && !other.equals(found)) {
        return false;
      }
      at = end + literals.get(part + 1).length();
    }
    return at == text.length();
  }

  private int end(String text, int from, int part) {
    String behind = literals.get(part + 1);
    if (part == parts.size() - 1) {
      return text.endsWith(behind) ? text.length() - behind.length() : -1;
    }
    return text.indexOf(behind, from + 1);
  }

  /** Puts the parts together, none of which may be without a name. */
  public String join(UnaryOperator<String> part) {
    StringBuilder text = new StringBuilder(literals.get(0));
    for (int at = 0; at < parts.size(); at++) {
      text.append(part.apply(parts.get(at))).append(literals.get(at + 1));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < literals.size(); at++) {
      text.append(literals.get(at).replace("{", "{{").replace("}", "}}"));
      if (at < parts.size()) {
        text.append('{').append(parts.get(at)).append('}');
      }
    }
    return text.toString();
  }
}
