package dev.messina.cli.verify;

/** HTML that is being written. Whatever comes from a table goes through {@link #escaped}. */
final class Markup {

  private static final int PICTURES = 0x2400;
  private static final int DELETE = 0x7f;
  private static final int DELETE_PICTURE = 0x2421;
  private static final int REPLACEMENT = 0xfffd;

  private final StringBuilder html = new StringBuilder();

  /** Puts HTML in as it is: never what a table holds. */
  Markup raw(String known) {
    html.append(known);
    return this;
  }

  /** An element with a text. */
  Markup element(String name, String attributes, String text) {
    return open(name, attributes).raw(escaped(text)).close(name);
  }

  Markup open(String name, String attributes) {
    return raw("<").raw(name).raw(attributes.isEmpty() ? "" : " ").raw(attributes).raw(">");
  }

  Markup close(String name) {
    return raw("</").raw(name).raw(">");
  }

  @Override
  public String toString() {
    return html.toString();
  }

  /**
   * What a browser takes as text, whatever it holds. Control characters become their pictures.
   * Characters that turn the direction of text, or that are not seen, become their numbers.
   */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints().forEach(point -> append(escaped, point));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int point) {
    switch (point) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&#39;");
      case DELETE -> escaped.appendCodePoint(DELETE_PICTURE);
      default -> {
        switch (Character.getType(point)) {
          case Character.CONTROL ->
              escaped.append(point < ' ' ? Character.toString(point + PICTURES) : number(point));
          case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
              escaped.append(number(point));
          case Character.SURROGATE -> escaped.appendCodePoint(REPLACEMENT);
          default -> escaped.appendCodePoint(point);
        }
      }
    }
  }

  private static String number(int point) {
    return "[U+%04X]".formatted(point);
  }
}
