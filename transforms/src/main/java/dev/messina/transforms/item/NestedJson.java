package dev.messina.transforms.item;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a list or a map as plain JSON text while it is being read: no tree in between. The names
 * of a map come out in ascending order of their UTF-16 code units.
 */
final class NestedJson {

  private final Tokens tokens;
  private final StringBuilder text = new StringBuilder();

  private NestedJson(Tokens tokens) {
    this.tokens = tokens;
  }

  /** The text of the list or map whose first token is the current one. */
  static String read(Tokens tokens, AttributeType type) throws IOException {
    NestedJson json = new NestedJson(tokens);
    json.value(type, 1);
    return json.text.toString();
  }

  private void value(AttributeType type, int level) throws IOException {
    tokens.checkLevel(type, level);
    switch (type) {
      case S -> quoted(tokens.string(type));
      case N -> text.append(tokens.jsonNumber(type));
      case B -> quoted(tokens.base64(type));
      case BOOL -> text.append(tokens.flag());
      case NULL -> {
        tokens.nothing();
        text.append("null");
      }
      case SS, NS, BS -> set(type);
      case L -> list(level);
      case M -> map(level);
    }
  }

  private void typedValue(int level) throws IOException {
    AttributeType type = tokens.openValue();
    value(type, level);
    tokens.closeValue();
  }

  private void set(AttributeType type) throws IOException {
    tokens.openArray(type);
    text.append('[');
    String separator = "";
    while (tokens.nextElement()) {
      text.append(separator);
      separator = ",";
      if (type == AttributeType.NS) {
        text.append(tokens.jsonNumber(type));
      } else {
        quoted(type == AttributeType.BS ? tokens.base64(type) : tokens.string(type));
      }
    }
    text.append(']');
  }

  private void list(int level) throws IOException {
    tokens.openArray(AttributeType.L);
    text.append('[');
    String separator = "";
    while (tokens.nextElement()) {
      text.append(separator);
      separator = ",";
      typedValue(level + 1);
    }
    text.append(']');
  }

  private void map(int level) throws IOException {
    tokens.openMap();
    text.append('{');
    int start = text.length();
    Names names = new Names();
    int[] ends = new int[8];
    int count = 0;
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      names.add(name);
      quoted(name);
      text.append(':');
      tokens.next();
      typedValue(level + 1);
      ends = count == ends.length ? Arrays.copyOf(ends, count * 2) : ends;
      ends[count++] = text.length();
      text.append(',');
    }
    text.setLength(count == 0 ? start : text.length() - 1);
    if (!names.ascending()) {
      names.refuseDuplicates(tokens.path());
      sort(start, ends, names.sorted());
    }
    text.append('}');
  }

  private void sort(int start, int[] ends, List<Integer> order) {
    String entries = text.substring(start);
    text.setLength(start);
    String separator = "";
    for (int arrival : order) {
      int from = arrival == 0 ? 0 : ends[arrival - 1] + 1 - start;
      text.append(separator).append(entries, from, ends[arrival] - start);
      separator = ",";
    }
  }

  private void quoted(String string) {
    text.append('"');
    JsonStringEncoder.getInstance().quoteAsString(string, text);
    text.append('"');
  }
}
