package dev.messina.sink.cql;

import dev.messina.sink.mutation.Expiry;
import dev.messina.sink.mutation.RowMutation;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;

/**
 * Chooses the cheapest writes that make a mutation true. A lifetime is worked out when the plan is
 * made, by this worker's clock, so that a plan must not be kept for long.
 */
final class RowPlans {

  private final RowEncoder encoder;
  private final ReplaceStrategy strategy;
  private final Clock clock;

  RowPlans(RowEncoder encoder, ReplaceStrategy strategy, Clock clock) {
    this.encoder = encoder;
    this.strategy = strategy;
    this.clock = clock;
  }

  /** The row is the image and nothing else; where it has expired, there is none. */
  RowPlan of(RowMutation.Replace replace) {
    ByteBuffer[] values = encoder.image(replace);
    Instant now = clock.instant();
    if (replace.expiry().isPast(now)) {
      return RowPlan.tombstone(values, replace.writtenAt().micros());
    }
    int lifetime = replace.expiry().lifetime(now);
    long micros = replace.writtenAt().micros();
    if (strategy.needsRowTombstone(absent(values))) {
      return RowPlan.tombstoneAndInsert(values, replace.writtenAt().justBefore(), micros, lifetime);
    }
    clearAbsent(values);
    return RowPlan.insert(values, micros, lifetime);
  }

  /**
   * The columns that are named are so. Where they have expired, they are written with the shortest
   * life there is: a delete would take with it what others have written before, which it would not
   * have done had it arrived in time.
   */
  RowPlan of(RowMutation.Merge merge) {
    ByteBuffer[] values = encoder.named(merge);
    Instant now = clock.instant();
    Expiry expiry = merge.expiry();
    int lifetime = expiry.isPast(now) ? 1 : expiry.lifetime(now);
    return RowPlan.insert(values, merge.writtenAt().micros(), lifetime);
  }

  RowPlan of(RowMutation.Delete delete) {
    return RowPlan.tombstone(encoder.key(delete), delete.writtenAt().micros());
  }

  private static int absent(ByteBuffer[] values) {
    int absent = 0;
    for (ByteBuffer value : values) {
      absent += value == null ? 1 : 0;
    }
    return absent;
  }

  private static void clearAbsent(ByteBuffer[] values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        values[i] = RowPlan.CLEARED;
      }
    }
  }
}
