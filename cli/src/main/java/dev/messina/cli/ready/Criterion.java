package dev.messina.cli.ready;

import java.util.Locale;

/**
 * One thing that must hold before a table is cut over.
 *
 * @param name a word, the same in all releases
 * @param value what was found, or why it could not be
 * @param limit what it must be
 * @param toDo what to do about it; empty for nothing
 */
public record Criterion(String name, State state, String value, String limit, String toDo) {

  /** How it stands. */
  public enum State {
    /** It holds. */
    PASS,
    /** It does not. */
    FAIL,
    /** It cannot be read, which is as good as not. */
    UNKNOWN,
    /** It does not hold, and somebody has said that it need not. */
    WAIVED;

    /** As it stands in JSON. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Criterion pass(String name, String value, String limit) {
    return new Criterion(name, State.PASS, value, limit, "");
  }

  static Criterion fail(String name, String value, String limit, String toDo) {
    return new Criterion(name, State.FAIL, value, limit, toDo);
  }

  static Criterion unknown(String name, String reason, String limit, String toDo) {
    return new Criterion(name, State.UNKNOWN, reason, limit, toDo);
  }

  /** Whether the table may not be cut over for it. */
  public boolean stops() {
    return state == State.FAIL || state == State.UNKNOWN;
  }
}
