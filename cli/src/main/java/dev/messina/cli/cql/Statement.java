package dev.messina.cli.cql;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One statement.
 *
 * @param number its place among all that are given, from 1
 * @param line of its file or text in which it begins, from 1
 * @param text without comments and without the semicolon at its end
 */
public record Statement(int number, int line, String text) {

  private static final Pattern JSON =
      Pattern.compile("(?is)SELECT\\s+JSON\\s+(?!FROM\\b|AS\\b)[^\\s,].*");

  private static final int SELECT_LENGTH = "SELECT".length();

  /** Whether it reads rows of a table. */
  boolean isSelect() {
    return text.length() > SELECT_LENGTH
        && text.substring(0, SELECT_LENGTH).toUpperCase(Locale.ROOT).equals("SELECT")
        && !Character.isJavaIdentifierPart(text.charAt(SELECT_LENGTH));
  }

  /** The same SELECT with each row as the server's own JSON text. */
  String asJson() {
    return JSON.matcher(text).matches()
        ? text
        : text.substring(0, SELECT_LENGTH) + " JSON" + text.substring(SELECT_LENGTH);
  }
}
