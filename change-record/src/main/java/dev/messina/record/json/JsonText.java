package dev.messina.record.json;

import java.util.Arrays;

/**
 * Compact JSON as it is being written. It trusts its caller to open, name and close in order. Every
 * item of every table comes through here, so it does only what items need; the text is the one that
 * Jackson would write.
 */
final class JsonText {

  private static final String HEX = "0123456789ABCDEF";

  private char[] text = new char[1024];
  private char[] spare = new char[0];
  private int length;

  /** How much has been written. */
  int length() {
    return length;
  }

  /** What has been written; the next text begins empty. */
  String take() {
    String taken = new String(text, 0, length);
    length = 0;
    return taken;
  }

  /** A bracket. */
  void append(char c) {
    reserve(1);
    text[length++] = c;
  }

  /** The name of a value in its object. */
  void name(String name) {
    string(name);
    append(':');
  }

  /** JSON as it is. */
  void raw(String json) {
    reserve(json.length());
    json.getChars(0, json.length(), text, length);
    length += json.length();
  }

  /** Before each element of a list or an object. */
  void element() {
    char last = text[length - 1];
    if (last != '{' && last != '[') {
      append(',');
    }
  }

  void string(String string) {
    int size = string.length();
    reserve(size + 2);
    int start = length + 1;
    string.getChars(0, size, text, start);
    quote(start, size);
  }

  void string(char[] from, int offset, int size) {
    reserve(size + 2);
    int start = length + 1;
    System.arraycopy(from, offset, text, start, size);
    quote(start, size);
  }

  /**
   * Puts the members of the innermost object into another order.
   *
   * @param start where the first of them stands now
   * @param members in their new order, from {@code first} to the one before {@code end}
   */
  void arrange(int start, Members.Member[] members, int first, int end) {
    if (spare.length < length) {
      spare = new char[text.length];
    }
    int at = start;
    for (int i = first; i < end; i++) {
      if (i > first) {
        spare[at++] = ',';
      }
      int size = members[i].end() - members[i].start();
      System.arraycopy(text, members[i].start(), spare, at, size);
      at += size;
    }
    System.arraycopy(spare, start, text, start, length - start);
  }

  /** Quotes what stands after the end of the text already, one character further. */
  private void quote(int start, int size) {
    text[length] = '"';
    int end = start + size;
    for (int i = start; i < end; i++) {
      if (isEscaped(text[i])) {
        char[] rest = Arrays.copyOfRange(text, i, end);
        length = i;
        for (char c : rest) {
          appendEscaped(c);
        }
        append('"');
        return;
      }
    }
    text[end] = '"';
    length = end + 1;
  }

  private static boolean isEscaped(char c) {
    return c < ' ' || c == '"' || c == '\\';
  }

  private void appendEscaped(char c) {
    if (!isEscaped(c)) {
      append(c);
      return;
    }
    switch (c) {
      case '"', '\\' -> {
        append('\\');
        append(c);
      }
      case '\b' -> raw("\\b");
      case '\t' -> raw("\\t");
      case '\n' -> raw("\\n");
      case '\f' -> raw("\\f");
      case '\r' -> raw("\\r");
      default -> {
        raw("\\u00");
        append(HEX.charAt(c >> 4));
        append(HEX.charAt(c & 0xF));
      }
    }
  }

  private void reserve(int more) {
    if (text.length - length < more) {
      text = Arrays.copyOf(text, Math.max(text.length * 2, length + more));
    }
  }
}
