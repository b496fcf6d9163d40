package dev.messina.cli.plan;

import java.util.Locale;

/**
 * A line of a plan that somebody has to read.
 *
 * @param level whether something is lost, in doubt, or only to be known
 * @param kind a stable word, as {@code mixed_type}
 * @param attribute that it is about; empty for none
 * @param text what, why, and what can be done; holds no value of an item
 */
public record Finding(Level level, String kind, String attribute, String text) {

  /** How much it weighs. */
  public enum Level {
    /** The proposal does not keep this. */
    LOSS,
    /** The proposal keeps it if what is said of it is right. */
    DOUBT,
    /** Nothing is in doubt. */
    NOTE;

    /** As it stands in JSON. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Finding loss(String kind, String attribute, String text) {
    return new Finding(Level.LOSS, kind, attribute, text);
  }

  public static Finding doubt(String kind, String attribute, String text) {
    return new Finding(Level.DOUBT, kind, attribute, text);
  }

  public static Finding note(String kind, String attribute, String text) {
    return new Finding(Level.NOTE, kind, attribute, text);
  }

  /** As a line for people. */
  public String line() {
    return level.word()
        + (attribute.isEmpty() ? " " : " at '" + attribute + "' ")
        + "("
        + kind
        + "): "
        + text;
  }
}
