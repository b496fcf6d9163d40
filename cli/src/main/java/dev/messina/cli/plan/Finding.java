package dev.messina.cli.plan;

import java.util.Locale;

/**
 * A line of a plan that somebody has to read.
 *
 * @param level whether something is lost, in doubt, or only to be known
 * @param kind what it is
 * @param attribute that it is about; empty for none
 * @param text what, why, and what can be done; holds no value of an item
 */
public record Finding(Level level, Kind kind, String attribute, String text) {

  /** What it is. */
  public enum Kind {
    CONNECTOR_EXISTS,
    EMPTY,
    EXPIRY_OFF,
    EXPIRY_TYPE,
    EXPIRY_UNIT,
    HUGE_PARTITION,
    INDEX,
    KEYED_BY_DATA,
    KEYS_COLLIDE,
    MANY_ATTRIBUTES,
    MANY_DIGITS,
    MIXED_TYPE,
    NAMES_COLLIDE,
    NO_RECOVERY,
    PLUGIN,
    REFUSED,
    REPLICAS,
    SAMPLED,
    TABLE_EXISTS,
    TOPIC_EXISTS,
    TOPIC_SETTINGS,
    TYPED_JSON,
    UNREAD,
    VECTOR_INDEX;

    /** As it stands in JSON. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

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

  public static Finding loss(Kind kind, String attribute, String text) {
    return new Finding(Level.LOSS, kind, attribute, text);
  }

  public static Finding doubt(Kind kind, String attribute, String text) {
    return new Finding(Level.DOUBT, kind, attribute, text);
  }

  public static Finding note(Kind kind, String attribute, String text) {
    return new Finding(Level.NOTE, kind, attribute, text);
  }

  /** As a line for people. */
  public String line() {
    return level.word()
        + (attribute.isEmpty() ? " " : " at '" + attribute + "' ")
        + "("
        + kind.word()
        + "): "
        + text;
  }
}
