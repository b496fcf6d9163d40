package dev.messina.cli.plan.attribute;

import java.math.BigDecimal;

/** How long numbers are; not what they are. For use by one thread. */
public final class Digits {

  private int integer;
  private int fraction;
  private int significant;

  Digits() {}

  void add(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    integer = Math.max(integer, Math.max(shortest.precision() - shortest.scale(), 0));
    fraction = Math.max(fraction, Math.max(shortest.scale(), 0));
    significant = Math.max(significant, shortest.precision());
  }

  /** The most before the point. */
  public int integer() {
    return integer;
  }

  /** The most after the point. */
  public int fraction() {
    return fraction;
  }

  /** The most from the first digit that is not 0 to the last. */
  public int significant() {
    return significant;
  }

  /** Whether each is whole and within 64 bits, whatever its sign. */
  public boolean areBigints() {
    return fraction == 0 && integer <= 18;
  }
}
