package dev.messina.cli.plan.attribute;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What a text may be meant as. */
public enum TextForm {
  NUMBER("a number", TextForm::number),
  UUID("a UUID", TextForm::uuid),
  TIME("a time in ISO-8601", TextForm::time),
  DATE("a date in ISO-8601", TextForm::date);

  private static final Pattern NUMBER_TEXT = Pattern.compile("[+-]?\\d{1,60}(\\.\\d{1,60})?");
  private static final Pattern UUID_TEXT =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private final String words;
  private final Function<String, String> conversion;

  TextForm(String words, Function<String, String> conversion) {
    this.words = words;
    this.conversion = conversion;
  }

  public String words() {
    return words;
  }

  /** As it stands in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one text of what is meant; empty if the text is nothing of this form. */
  public Optional<String> converted(String text) {
    return Optional.ofNullable(conversion.apply(text));
  }

  private static String number(String text) {
    return NUMBER_TEXT.matcher(text).matches()
        ? new BigDecimal(text).stripTrailingZeros().toPlainString()
        : null;
  }

  private static String uuid(String text) {
    return UUID_TEXT.matcher(text).matches() ? text.toLowerCase(Locale.ROOT) : null;
  }

  private static String time(String text) {
    try {
      return text.length() > 40 || text.indexOf('T') < 0 ? null : instant(text).toString();
    } catch (DateTimeParseException other) {
      return null;
    }
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static String date(String text) {
    try {
      return text.length() == 10 ? LocalDate.parse(text).toString() : null;
    } catch (DateTimeParseException other) {
      return null;
    }
  }
}
