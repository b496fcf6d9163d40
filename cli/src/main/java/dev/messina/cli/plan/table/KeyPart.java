package dev.messina.cli.plan.table;

/**
 * An attribute of a key.
 *
 * @param name of the attribute
 * @param type of it: S, N or B
 */
public record KeyPart(String name, String type) {

  /**
   * Reads {@code NAME:TYPE}, or {@code NAME} of a string.
   *
   * @throws IllegalArgumentException if it is something else; in one line
   */
  public static KeyPart parse(String text) {
    int colon = text.lastIndexOf(':');
    String type = colon < 0 ? "S" : text.substring(colon + 1);
    String name = colon < 0 ? text : text.substring(0, colon);
    if (name.isEmpty() || !type.matches("[SNB]")) {
      throw new IllegalArgumentException(
          "'%s' is no part of a key; give NAME:TYPE, of type S, N or B.".formatted(text));
    }
    return new KeyPart(name, type);
  }
}
