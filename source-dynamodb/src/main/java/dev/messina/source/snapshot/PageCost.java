package dev.messina.source.snapshot;

import dev.messina.source.aws.ScanPage;
import java.util.OptionalDouble;

/**
 * What a page of a scan costs, by DynamoDB's rules: half a unit for every 4 KB begun, one if read
 * strongly consistent. DynamoDB says so with each page; only for a service that does not is it
 * worked out from the items.
 *
 * @param units in RCU
 * @param bytes size of the items as DynamoDB counts it, to within 4 KB
 */
record PageCost(double units, long bytes) {

  private static final int BYTES_PER_UNIT = 4096;
  private static final double EVENTUALLY_CONSISTENT = 0.5;

  /** What so many bytes cost, read eventually consistent. */
  static double units(long bytes) {
    return bytes * EVENTUALLY_CONSISTENT / BYTES_PER_UNIT;
  }

  static PageCost of(ScanPage page, boolean consistent) {
    double price = consistent ? 1 : EVENTUALLY_CONSISTENT;
    OptionalDouble charged = page.readUnits();
    if (charged.isPresent()) {
      return new PageCost(
          charged.getAsDouble(),
          page.items().isEmpty() ? 0 : (long) (charged.getAsDouble() / price * BYTES_PER_UNIT));
    }
    long bytes = page.items().stream().mapToLong(item -> ItemSize.of(item.json())).sum();
    long begun = Math.max(1, (bytes + BYTES_PER_UNIT - 1) / BYTES_PER_UNIT);
    return new PageCost(begun * price, bytes);
  }
}
