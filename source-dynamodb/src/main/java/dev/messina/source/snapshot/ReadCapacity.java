package dev.messina.source.snapshot;

import dev.messina.source.aws.TableDescription.TableSize;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of a table's read capacity a snapshot may use.
 *
 * @param amount above zero: RCU per second, or percent of the provisioned capacity
 */
public record ReadCapacity(double amount, boolean percent) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)\\s*(%?)");
  private static final double WHOLE = 100;

  /**
   * So many RCU per second.
   *
   * @throws IllegalArgumentException if they are not above zero
   */
  public static ReadCapacity units(double perSecond) {
    if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
      throw new IllegalArgumentException("Read units per second must be above 0: " + perSecond);
    }
    return new ReadCapacity(perSecond, false);
  }

  /**
   * Reads a number of units such as {@code 500}, or a part of the capacity such as {@code 50%}.
   *
   * @throws IllegalArgumentException if the text is neither, or out of range
   */
  public static ReadCapacity parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "write RCU per second, such as 500, or a percentage of the provisioned read"
              + " capacity, such as 50%");
    }
    double amount = Double.parseDouble(form.group(1));
    boolean percent = !form.group(2).isEmpty();
    if (amount <= 0 || (percent && amount > WHOLE)) {
      throw new IllegalArgumentException(
          percent ? "a percentage is above 0 and at most 100" : "must be above 0");
    }
    return new ReadCapacity(amount, percent);
  }

  /**
   * Units per second for the whole table; empty if there is no limit, which is so for a percentage
   * of a table on demand.
   */
  public OptionalDouble unitsPerSecond(TableSize table) {
    if (!percent) {
      return OptionalDouble.of(amount);
    }
    return table.readUnits() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(table.readUnits() * amount / WHOLE);
  }

  /**
   * How long a scan of the whole table takes at this rate, read eventually consistent; empty where
   * there is no limit or the table's size is not known.
   */
  public Optional<Duration> scanTime(TableSize table) {
    OptionalDouble rate = unitsPerSecond(table);
    return rate.isEmpty() || table.bytes() == 0
        ? Optional.empty()
        : Optional.of(
            Duration.ofSeconds((long) (PageCost.units(table.bytes()) / rate.getAsDouble())));
  }

  @Override
  public String toString() {
    return BigDecimal.valueOf(amount).stripTrailingZeros().toPlainString()
        + (percent ? "% of the provisioned read capacity" : " RCU per second");
  }
}
