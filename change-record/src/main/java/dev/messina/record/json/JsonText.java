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

  /** Those of the objects that are open, of an inner object after those of the outer one. */
  private Member[] members = new Member[32];

  private int memberCount;

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

  /**
   * Opens an object.
   *
   * @return what to close it with
   */
  int openObject() {
    append('{');
    return memberCount;
  }

  /** The name of the next member of the innermost object; its value follows. */
  void member(String name) {
    element();
    if (memberCount == members.length) {
      members = Arrays.copyOf(members, 2 * memberCount);
    }
    members[memberCount++] = new Member(name, length);
    string(name);
    append(':');
  }

  /**
   * Closes the innermost object, its members in the order of their names. Canonical text brings
   * them so, and then nothing needs sorting.
   *
   * @param opened what {@link #openObject} gave
   * @return whether a name stands twice
   */
  boolean closeObject(int opened) {
    boolean twice = false;
    for (int i = opened + 1; i < memberCount; i++) {
      if (members[i - 1].compareTo(members[i]) >= 0) {
        twice = arrange(opened);
        break;
      }
    }
    memberCount = opened;
    append('}');
    return twice;
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

  /** Brings the members from this one on in order; they lie one after the other. */
  private boolean arrange(int first) {
    if (spare.length < length) {
      spare = new char[text.length];
    }
    int start = members[first].start;
    System.arraycopy(text, start, spare, start, length - start);
    for (int i = first; i < memberCount; i++) {
      members[i].end = i + 1 < memberCount ? members[i + 1].start - 1 : length;
    }
    Arrays.sort(members, first, memberCount);
    boolean twice = false;
    int at = start;
    for (int i = first; i < memberCount; i++) {
      if (i > first) {
        text[at++] = ',';
        twice |= members[i - 1].compareTo(members[i]) == 0;
      }
      int size = members[i].end - members[i].start;
      System.arraycopy(spare, members[i].start, text, at, size);
      at += size;
    }
    return twice;
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

  /** A member of an object, and where it stands in the text. */
  private static final class Member implements Comparable<Member> {
    private final String name;
    private final int start;
    private int end;

    Member(String name, int start) {
      this.name = name;
      this.start = start;
    }

    @Override
    public int compareTo(Member other) {
      return name.compareTo(other.name);
    }
  }
}
