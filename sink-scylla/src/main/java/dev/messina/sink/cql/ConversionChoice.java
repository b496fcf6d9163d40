package dev.messina.sink.cql;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
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
  SECONDS("s", "numbers are seconds" + Words.COUNTED, Times.counting(ChronoUnit.SECONDS)),
  MILLIS("ms", "numbers are milliseconds" + Words.COUNTED, Times.counting(ChronoUnit.MILLIS)),
  MICROS("us", "numbers are microseconds" + Words.COUNTED, Times.counting(ChronoUnit.MICROS)),
  NANOS("ns", "numbers are nanoseconds" + Words.COUNTED, Times.counting(ChronoUnit.NANOS)),
  DAYS("days", "numbers are days since 1970-01-01", Map.of(DataTypes.DATE, Times::toDateOfDays)),
  FLAG("number", "the number 0 is false and 1 is true", Map.of(DataTypes.BOOLEAN, Flags::ofNumber)),
  BASE64("base64", Words.BYTES + "base64, with padding", ByteEncoding.BASE64.conversions()),
  HEX("hex", Words.BYTES + "hexadecimal digits", ByteEncoding.HEX.conversions()),
  UTF8("utf8", Words.BYTES + "the text that they are in UTF-8", ByteEncoding.UTF8.conversions());

  /** Half sentences that several choices share. */
  private static final class Words {
    static final String COUNTED =
        ": since 1970 in a timestamp, since midnight in a time, as such in a duration";
    static final String BYTES = "strings in a blob, and bytes in text, are ";
  }

  private final String word;
  private final String meaning;
  private final Map<DataType, ValueConversion> conversions;

  ConversionChoice(String word, String meaning, Map<DataType, ValueConversion> conversions) {
    this.word = word;
    this.meaning = meaning;
    this.conversions = conversions;
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

  /** The conversion to one of its {@link #types}. */
  ValueConversion to(DataType type) {
    return conversions.get(type);
  }
}
