package dev.messina.source.change;

/**
 * Compact JSON as it is being written. It trusts its caller to open, name and close in order. Every
 * item of every table comes through here twice, so it does only what the images need; the text is
 * the one that Jackson would write.
 */
final class JsonText {

  private static final String HEX = "0123456789ABCDEF";

  private final StringBuilder text = new StringBuilder(512);

  void open(char bracket) {
    text.append(bracket);
  }

  void close(char bracket) {
    text.append(bracket);
  }

  /** The name of a value that is one of several in its object. */
  void name(String name) {
    element();
    string(name);
    text.append(':');
  }

  /** JSON as it is. */
  JsonText raw(String json) {
    text.append(json);
    return this;
  }

  /** Before each element of a list. */
  void element() {
    char last = text.charAt(text.length() - 1);
    if (last != '{' && last != '[') {
      text.append(',');
    }
  }

  void string(String string) {
    int first = firstToEscape(string);
    text.append('"');
    if (first < 0) {
      text.append(string);
    } else {
      text.append(string, 0, first);
      for (int i = first; i < string.length(); i++) {
        append(string.charAt(i));
      }
    }
    text.append('"');
  }

  private static int firstToEscape(String string) {
    for (int i = 0; i < string.length(); i++) {
      if (isEscaped(string.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isEscaped(char c) {
    return c < ' ' || c == '"' || c == '\\';
  }

  private void append(char c) {
    if (isEscaped(c)) {
      escape(c);
    } else {
      text.append(c);
    }
  }

  private void escape(char c) {
    switch (c) {
      case '"', '\\' -> text.append('\\').append(c);
      case '\b' -> text.append("\\b");
      case '\t' -> text.append("\\t");
      case '\n' -> text.append("\\n");
      case '\f' -> text.append("\\f");
      case '\r' -> text.append("\\r");
      default -> text.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
