package dev.messina.transforms;

import java.util.ArrayList;
import java.util.List;

/** Splits a list of names, and keeps going after a mistake so that all are told at once. */
final class NameListParser {

  private final String text;
  private final List<List<String>> entries = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private int at;

  private NameListParser(String text) {
    this.text = text;
  }

  /**
   * What a list holds.
   *
   * @param entries the names of each entry, those between two commas; at least one each
   * @param problems what could not be read, one sentence each
   */
  record Parsed(List<List<String>> entries, List<String> problems) {}

  static Parsed parse(String text) {
    NameListParser parser = new NameListParser(text);
    if (!text.isBlank()) {
      parser.list();
    }
    return new Parsed(List.copyOf(parser.entries), List.copyOf(parser.problems));
  }

  private void list() {
    do {
      List<String> names = new ArrayList<>();
      int mistakes = problems.size();
      do {
        names.add(name());
      } while (skip(':'));
      if (problems.size() == mistakes) {
        entries.add(List.copyOf(names));
      }
    } while (skip(','));
  }

  /** Steps over a separator if it is next. After a name, only a separator or the end can follow. */
  private boolean skip(char separator) {
    if (at < text.length() && text.charAt(at) == separator) {
      at++;
      return true;
    }
    return false;
  }

  private String name() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    int start = at;
    String name = at < text.length() && isQuote(text.charAt(at)) ? quoted() : bare();
    if (name.isEmpty()) {
      problems.add("a name is missing at character " + (start + 1));
    }
    return name;
  }

  private String bare() {
    int start = at;
    boolean hasQuote = false;
    while (at < text.length() && !isSeparator(text.charAt(at))) {
      hasQuote |= isQuote(text.charAt(at++));
    }
    if (hasQuote) {
      problems.add("the name at character " + (start + 1) + " holds a quote; quote the whole name");
    }
    return text.substring(start, at).strip();
  }

  private String quoted() {
    int start = at;
    char quote = text.charAt(at++);
    StringBuilder name = new StringBuilder();
    while (at < text.length()) {
      char next = text.charAt(at++);
      if (next != quote) {
        name.append(next);
      } else if (!skip(quote)) {
        afterQuote(start);
        return name.toString();
      } else {
        name.append(quote);
      }
    }
    problems.add("the quote at character " + (start + 1) + " is not closed");
    return text.substring(start);
  }

  private void afterQuote(int start) {
    int end = at;
    while (at < text.length() && !isSeparator(text.charAt(at))) {
      at++;
    }
    if (!text.substring(end, at).isBlank()) {
      problems.add("text follows the quoted name at character " + (start + 1));
    }
  }

  private static boolean isSeparator(char character) {
    return character == ',' || character == ':';
  }

  private static boolean isQuote(char character) {
    return character == '`' || character == '"';
  }
}
