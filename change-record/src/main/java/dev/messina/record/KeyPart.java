package dev.messina.record;

import static java.util.Objects.requireNonNull;

/**
 * An attribute of a table's key. On the wire it is one text, the name and after the last space the
 * type, {@code "pk S"}: no type has a space in it.
 *
 * @param type DynamoDB's tag: S, N or B
 */
public record KeyPart(String name, String type) {

  public static final String BINARY = "B";

  public KeyPart {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
  }

  /**
   * Reads the text of {@link #text}.
   *
   * @return null if it is no such text
   */
  public static KeyPart parse(String text) {
    int space = text.lastIndexOf(' ');
    return space < 1 ? null : new KeyPart(text.substring(0, space), text.substring(space + 1));
  }

  public String text() {
    return name + " " + type;
  }
}
