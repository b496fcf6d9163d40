package dev.messina.sink.convert;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import dev.messina.sink.convert.Conversions.ValueConversion;
import io.netty.util.NetUtil;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.LocalTime;
import java.util.Map;
import java.util.function.Function;

/**
 * The one text that stands for a value in a key column. Two keys that are two texts at their source
 * would otherwise be one row, and the delete of one would be that of the other. A number that is no
 * text has no notation, so that equal ones are one key.
 */
final class KeyForms {

  private static final Form DIGITS =
      new Form(
          String::valueOf, "plain digits without plus sign, leading zeros, point and exponent");
  private static final Form NUMBER =
      new Form(
          value -> plain(new BigDecimal(value.toString())),
          "plain digits without plus sign, exponent, and zeros that could be left out");
  private static final Form UUID = new Form(Object::toString, "lower case");

  /** The form of strings where nothing is chosen. Text has as many forms as values. */
  private static final Map<DataType, Form> USUAL =
      Map.ofEntries(
          Map.entry(DataTypes.TINYINT, DIGITS),
          Map.entry(DataTypes.SMALLINT, DIGITS),
          Map.entry(DataTypes.INT, DIGITS),
          Map.entry(DataTypes.BIGINT, DIGITS),
          Map.entry(DataTypes.VARINT, DIGITS),
          Map.entry(DataTypes.DECIMAL, NUMBER),
          Map.entry(DataTypes.DOUBLE, NUMBER),
          Map.entry(DataTypes.FLOAT, NUMBER),
          Map.entry(DataTypes.UUID, UUID),
          Map.entry(DataTypes.TIMEUUID, UUID),
          Map.entry(
              DataTypes.INET,
              new Form(
                  value -> NetUtil.toAddressString((InetAddress) value),
                  "the form of RFC 5952, such as 2001:db8::1")),
          Map.entry(
              DataTypes.TIMESTAMP,
              new Form(
                  Object::toString,
                  "UTC, seconds, and milliseconds unless they are zero, as in"
                      + " 2026-01-01T12:00:00Z and 2026-01-01T12:00:00.250Z (where three digits"
                      + " always follow the seconds, choose iso_ms in "
                      + ColumnConversions.OPTION
                      + ")")),
          Map.entry(DataTypes.DATE, new Form(Object::toString, "the form 2026-01-01")),
          Map.entry(
              DataTypes.TIME,
              new Form(
                  KeyForms::timeOfDay,
                  "seconds always and fractions only in threes, as in 12:00:00 and 12:00:00.250")));

  private KeyForms() {}

  /**
   * How a value is written as text.
   *
   * @param written the text of a converted value
   * @param wording what it looks like, for messages
   */
  record Form(Function<Object, String> written, String wording) {}

  /** Null where every string is a form of its own. */
  static Form usual(DataType type) {
    return USUAL.get(type);
  }

  /** The conversion that takes strings in their one form only. */
  static ValueConversion oneForm(
      DataType type, ConversionChoice choice, ValueConversion conversion) {
    Form form = choice == null ? usual(type) : choice.keyForm(type);
    return value -> {
      Object number = Numbers.inKey(value);
      Object converted = conversion.convert(number);
      if (form != null
          && value instanceof String text
          && !form.written().apply(converted).equals(text)) {
        throw Unconvertible.otherType(
            "a string that is not in the one form of a key column",
            "two forms of one value would meet in one row: write it as " + form.wording(),
            "text");
      }
      return converted;
    };
  }

  /** The conversion without JSON text, in which one value has many forms. */
  static ValueConversion noJson(ValueConversion conversion) {
    return value -> {
      if (value instanceof String) {
        throw Unconvertible.otherType(
            "JSON text, which has many forms, in a key column",
            "send it as an array, a map or a struct",
            "text");
      }
      return conversion.convert(value);
    };
  }

  /** The form of numbers, whatever they count. */
  static String plain(BigDecimal number) {
    return Numbers.canonical(number).toPlainString();
  }

  /** The form of bytes in that encoding. */
  static Form encoded(ByteEncoding encoding) {
    return new Form(
        value -> encoding.encode(Blobs.bytes((ByteBuffer) value)),
        "the encoding's usual form (lower case in hex)");
  }

  private static String timeOfDay(Object value) {
    LocalTime time = (LocalTime) value;
    return time.getSecond() == 0 && time.getNano() == 0 ? time + ":00" : time.toString();
  }
}
