package dev.messina.sink.convert;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import dev.messina.sink.convert.Conversions.ValueConversion;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;

/**
 * What a user may choose for a column where the value alone does not say what it means, or where
 * something would be lost. Without the choice such a value is an error.
 */
public enum ConversionChoice {
  ROUNDED(
      "rounded",
      "a number that the type cannot hold becomes the nearest one that it can",
      Map.of(DataTypes.DOUBLE, Numbers::toNearestDouble, DataTypes.FLOAT, Numbers::toNearestFloat)),
  SECONDS("s", "numbers are seconds" + Words.COUNTED, ChronoUnit.SECONDS),
  MILLIS("ms", "numbers are milliseconds" + Words.COUNTED, ChronoUnit.MILLIS),
  MICROS("us", "numbers are microseconds" + Words.COUNTED, ChronoUnit.MICROS),
  NANOS("ns", "numbers are nanoseconds" + Words.COUNTED, ChronoUnit.NANOS),
  DAYS(
      "days",
      "numbers are days since 1970-01-01",
      Map.of(DataTypes.DATE, Times.ofDays(false)),
      Map.of(DataTypes.DATE, Times.ofDays(true)),
      Map.of(DataTypes.DATE, TimeCounts.form(ChronoUnit.DAYS))),
  ISO_MS(
      "iso_ms",
      "strings have just three digits after the seconds, as `2026-01-01T12:00:00.000Z`; for keys"
          + " of this form",
      Map.of(DataTypes.TIMESTAMP, Times::ofThreeDigits),
      Map.of(),
      Map.of(DataTypes.TIMESTAMP, new KeyForms.Form(Times::threeDigits, Words.THREE_DIGITS))),
  TRUNCATED(
      "truncated",
      "a time that is finer than the type, or than the unit that is chosen, becomes the last one"
          + " before it that is not",
      Times.cutting()),
  EMPTY_AS_NULL(
      "empty_as_null", "an empty string is no value, as null is", Conversions.everyScalar()),
  FLAG(
      "number",
      "the number 0 is false and 1 is true",
      Map.of(DataTypes.BOOLEAN, Flags::ofNumber),
      Map.of(),
      Map.of(
          DataTypes.BOOLEAN,
          new KeyForms.Form(flag -> Boolean.TRUE.equals(flag) ? "1" : "0", "0 or 1"))),
  BASE64("base64", Words.BYTES + "base64, with padding", ByteEncoding.BASE64),
  HEX("hex", Words.BYTES + "hexadecimal digits", ByteEncoding.HEX),
  UTF8("utf8", Words.BYTES + "the text that they are in UTF-8", ByteEncoding.UTF8);

  /** Half sentences that several choices share. */
  private static final class Words {
    static final String COUNTED =
        ": since 1970 in a timestamp, since midnight in a time, as such in a duration; in a bigint"
            + " times become such numbers";
    static final String BYTES = "strings in a blob, and bytes in text, are ";
    static final String THREE_DIGITS = "the form 2026-01-01T12:00:00.000Z";
  }

  private static final Set<ConversionChoice> LOSSY = Set.of(ROUNDED, TRUNCATED, EMPTY_AS_NULL);

  private final String word;
  private final String meaning;
  private final Map<DataType, ValueConversion> conversions;
  private final Map<DataType, ValueConversion> cutting;
  private final Map<DataType, KeyForms.Form> keyForms;

  ConversionChoice(String word, String meaning, Map<DataType, ValueConversion> conversions) {
    this(word, meaning, conversions, Map.of(), Map.of());
  }

  ConversionChoice(String word, String meaning, ChronoUnit unit) {
    this(
        word,
        meaning,
        Times.counting(unit, false),
        Times.counting(unit, true),
        Map.of(DataTypes.TIMESTAMP, TimeCounts.form(unit), DataTypes.TIME, TimeCounts.form(unit)));
  }

  ConversionChoice(String word, String meaning, ByteEncoding encoding) {
    this(
        word,
        meaning,
        encoding.conversions(),
        Map.of(),
        Map.of(DataTypes.BLOB, KeyForms.encoded(encoding)));
  }

  ConversionChoice(
      String word,
      String meaning,
      Map<DataType, ValueConversion> conversions,
      Map<DataType, ValueConversion> cutting,
      Map<DataType, KeyForms.Form> keyForms) {
    this.word = word;
    this.meaning = meaning;
    this.conversions = conversions;
    this.cutting = cutting;
    this.keyForms = keyForms;
  }

  /** The word that the configuration uses. */
  public String word() {
    return word;
  }

  /** What it does, in a few words. */
  public String meaning() {
    return meaning;
  }

  /** The types to which it can be applied. */
  Set<DataType> types() {
    return conversions.keySet();
  }

  /** Whether it says how values of this type are read, of which there is one way only. */
  boolean reads(DataType type) {
    return this != TRUNCATED && this != EMPTY_AS_NULL && conversions.containsKey(type);
  }

  /** Whether it makes one of several values, as no key may. */
  boolean isLossy() {
    return LOSSY.contains(this);
  }

  /**
   * The conversion to one of its {@link #types}.
   *
   * @param cut whether times are cut to what the type holds
   */
  ValueConversion to(DataType type, boolean cut) {
    return cut && cutting.containsKey(type) ? cutting.get(type) : conversions.get(type);
  }

  /** The one form that strings have in key columns of that type. */
  KeyForms.Form keyForm(DataType type) {
    return keyForms.getOrDefault(type, KeyForms.usual(type));
  }

  /** Exact conversions to boolean. */
  static final class Flags {

    private Flags() {}

    static Object toBoolean(Object value) {
      if (value instanceof Boolean) {
        return value;
      }
      if ("true".equals(value) || "false".equals(value)) {
        return "true".equals(value);
      }
      if (value instanceof String) {
        throw Unconvertible.otherType(
            "a string that is neither true nor false",
            "correct the data or, for 0 and 1, choose number in " + ColumnConversions.OPTION,
            "text");
      }
      if (value instanceof Number) {
        throw Unconvertible.otherType(
            ValueKind.of(value),
            "for 0 and 1 choose number in " + ColumnConversions.OPTION,
            "of a type for numbers");
      }
      throw Unconvertible.kind(value);
    }

    static Object ofNumber(Object value) {
      if (!Numbers.isNumber(value)) {
        return toBoolean(value);
      }
      BigDecimal number = Numbers.exact(value);
      if (number.signum() != 0 && number.compareTo(BigDecimal.ONE) != 0) {
        throw Unconvertible.otherType(
            "a number that is neither 0 nor 1", "correct the data", "of a type for numbers");
      }
      return number.signum() != 0;
    }
  }
}
