package dev.messina.verification.reverse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The form of a text, of which parts are columns: {@code USER#{user_id}}.
 *
 * @param literals what stands before, between and after the parts
 * @param parts the columns; an empty name for a part that nobody keeps
 */
record TextForm(ItemPath path, List<String> literals, List<String> parts) {

  TextForm {
    literals = List.copyOf(literals);
    parts = List.copyOf(parts);
  }

  static TextForm of(ItemPath path, String template) {
    List<String> literals = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      char character = template.charAt(at);
      if ("{}".indexOf(character) >= 0
          && at + 1 < template.length()
          && template.charAt(at + 1) == character) {
        literal.append(character);
        at += 2;
      } else if (character == '{') {
        int end = template.indexOf('}', at);
        if (end < 0) {
          throw new IllegalArgumentException("a brace that is not closed");
        }
        literals.add(literal.toString());
        literal.setLength(0);
        parts.add(template.substring(at + 1, end).strip());
        at = end + 1;
      } else {
        literal.append(character);
        at++;
      }
    }
    literals.add(literal.toString());
    return new TextForm(path, literals, parts);
  }

  /** Whether the parts tell what the text was. */
  boolean tellsAll() {
    return !parts.contains("");
  }

  /** The text that the parts make; empty if one of them is not told. */
  Optional<String> text(Function<String, Optional<String>> part) {
    StringBuilder text = new StringBuilder(literals.get(0));
    for (int i = 0; i < parts.size(); i++) {
      Optional<String> told = part.apply(parts.get(i));
      if (told.isEmpty()) {
        return Optional.empty();
      }
      text.append(told.get()).append(literals.get(i + 1));
    }
    return Optional.of(text.toString());
  }
}
