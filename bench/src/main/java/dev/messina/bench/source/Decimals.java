package dev.messina.bench.source;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers with as many decimals as mean something. */
final class Decimals {

  private Decimals() {}

  static BigDecimal of(double number, int decimals) {
    return BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_UP);
  }
}
