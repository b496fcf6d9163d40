package dev.messina.bench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** What is told of many measurements. */
public final class Figures {

  private Figures() {}

  /** With as many decimals as mean something. */
  public static BigDecimal rounded(double number, int decimals) {
    return BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_UP);
  }

  /** The middle one, or the mean of the two in the middle; there must be one at least. */
  public static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
