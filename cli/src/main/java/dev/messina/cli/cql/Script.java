package dev.messina.cli.cql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits a text into statements. A semicolon ends one, unless it stands in a string, a quoted name,
 * a body between {@code $$}, a comment, or between BEGIN BATCH and APPLY BATCH. For use once.
 */
public final class Script {

  private final String text;
  private final int before;
  private final List<Statement> statements = new ArrayList<>();
  private final StringBuilder statement = new StringBuilder();
  private final StringBuilder word = new StringBuilder();
  private final List<String> words = new ArrayList<>();
  private int at;
  private int line = 1;
  private int begins;

  private Script(String text, int before) {
    this.text = text;
    this.before = before;
  }

  /**
   * The statements of a text in their order; those that are empty are left out.
   *
   * @param before how many came before, for their numbers
   * @throws IllegalArgumentException if something does not end; with its line
   */
  public static List<Statement> statements(String text, int before) {
    return new Script(text, before).split();
  }

  private List<Statement> split() {
    while (at < text.length()) {
      step();
    }
    endWord();
    if (isInBatch()) {
      throw new IllegalArgumentException(
          "Line %d: BEGIN BATCH has no APPLY BATCH after it.".formatted(begins));
    }
    endStatement();
    return List.copyOf(statements);
  }

  private void step() {
    char next = text.charAt(at);
    if (text.startsWith("--", at) || text.startsWith("//", at)) {
      skipLine();
    } else if (text.startsWith("/*", at)) {
      skipTo("*/", "a comment");
    } else if (text.startsWith("$$", at)) {
      quoted("$$", "a body");
    } else if (next == '\'') {
      quoted("'", "a string");
    } else if (next == '"') {
      quoted("\"", "a quoted name");
    } else {
      plain(next);
    }
  }

  private void plain(char next) {
    at++;
    if (Character.isJavaIdentifierPart(next)) {
      word.append(next);
      take(next);
      return;
    }
    endWord();
    if (next == ';' && !isInBatch()) {
      endStatement();
      return;
    }
    if (next == '\n') {
      line++;
    }
    if (!Character.isWhitespace(next) || !statement.isEmpty()) {
      take(next);
    }
  }

  private void take(char next) {
    if (statement.isEmpty()) {
      begins = line;
    }
    statement.append(next);
  }

  private void skipLine() {
    endWord();
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  private void skipTo(String end, String what) {
    endWord();
    int close = text.indexOf(end, at + 2);
    refuseOpen(close, what);
    countLines(at, close);
    at = close + end.length();
    if (!statement.isEmpty()) {
      statement.append(' ');
    }
  }

  /** A doubled quote is a quote within; it reads as two that follow each other. */
  private void quoted(String quote, String what) {
    endWord();
    int close = text.indexOf(quote, at + quote.length());
    refuseOpen(close, what);
    int end = close + quote.length();
    if (statement.isEmpty()) {
      begins = line;
    }
    statement.append(text, at, end);
    countLines(at, end);
    at = end;
  }

  private void refuseOpen(int close, String what) {
    if (close < 0) {
      throw new IllegalArgumentException(
          "Line %d: %s begins here and does not end.".formatted(line, what));
    }
  }

  private void countLines(int from, int to) {
    line += (int) text.substring(from, to).chars().filter(one -> one == '\n').count();
  }

  private void endWord() {
    if (!word.isEmpty()) {
      words.add(word.toString().toUpperCase(Locale.ROOT));
      word.setLength(0);
    }
  }

  /** Nothing but a batch begins so. */
  private boolean isInBatch() {
    int last = words.size() - 1;
    return last >= 0
        && words.get(0).equals("BEGIN")
        && !(last >= 1 && words.get(last - 1).equals("APPLY") && words.get(last).equals("BATCH"));
  }

  private void endStatement() {
    String trimmed = statement.toString().strip();
    if (!trimmed.isEmpty()) {
      statements.add(new Statement(before + statements.size() + 1, begins, trimmed));
    }
    statement.setLength(0);
    words.clear();
  }
}
