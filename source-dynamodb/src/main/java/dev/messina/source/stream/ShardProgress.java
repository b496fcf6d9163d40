package dev.messina.source.stream;

import dev.messina.source.control.Outbox;
import dev.messina.source.fetch.Clocks;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * A shard that moves on without changes, or has none for a while, tells so by a record of the
 * control topic, now and then.
 */
final class ShardProgress {

  /** All idle shards of a table together send no more than ten records a second. */
  private static final Duration INTERVAL_PER_SHARD = Duration.ofMillis(100);

  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  private final Duration interval;
  private final Outbox outbox;
  private final Clocks clocks;
  private Instant nextCheck = Instant.MIN;

  ShardProgress(Duration interval, Outbox outbox, Clocks clocks) {
    this.interval = interval;
    this.outbox = outbox;
    this.clocks = clocks;
  }

  /** Sends what has become due. */
  void advance(Collection<Shard> shards) {
    Instant now = clocks.turn();
    if (now.isBefore(nextCheck)) {
      return;
    }
    nextCheck = now.plus(CHECK_INTERVAL);
    Duration spread = INTERVAL_PER_SHARD.multipliedBy(shards.size());
    Instant latest = now.minus(spread.compareTo(interval) > 0 ? spread : interval);
    for (Shard shard : shards) {
      ShardCursor cursor = shard.cursor();
      if (cursor.isUnsentSince(latest)) {
        outbox.commit(cursor.partition(), cursor.position());
        cursor.sent(cursor.position(), now);
      }
    }
  }
}
