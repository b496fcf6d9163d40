package dev.messina.source.stream;

import dev.messina.source.control.Outbox;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.offset.ShardOffset;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Which positions of shards have gone out, with a change or without. A shard that moves on without
 * changes, or has none for a while, tells so by a record of the control topic, now and then.
 */
final class ShardProgress {

  /** All idle shards of a table together send no more than ten records a second. */
  private static final Duration INTERVAL_PER_SHARD = Duration.ofMillis(100);

  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  private final Duration interval;
  private final Outbox outbox;
  private final Clocks clocks;
  private final Map<String, Sent> sent = new HashMap<>();
  private Instant nextCheck = Instant.MIN;

  ShardProgress(Duration interval, Outbox outbox, Clocks clocks) {
    this.interval = interval;
    this.outbox = outbox;
    this.clocks = clocks;
  }

  /** A record with this position has gone out. */
  void sent(String shard, ShardOffset position) {
    sent.put(shard, new Sent(position, clocks.turn()));
  }

  void forget(String shard) {
    sent.remove(shard);
  }

  /** Sends what has become due. */
  void advance(Collection<ShardReader> readers) {
    Instant now = clocks.turn();
    if (now.isBefore(nextCheck)) {
      return;
    }
    nextCheck = now.plus(CHECK_INTERVAL);
    Duration spread = INTERVAL_PER_SHARD.multipliedBy(readers.size());
    Instant latest = now.minus(spread.compareTo(interval) > 0 ? spread : interval);
    for (ShardReader reader : readers) {
      Sent last = sent.get(reader.partition().shard());
      boolean due = last == null || !last.at().isAfter(latest);
      if (due
          && reader.answered()
          && (last == null || !last.position().equals(reader.position()))) {
        outbox.commit(reader.partition(), reader.position());
        sent(reader.partition().shard(), reader.position());
      }
    }
  }

  private record Sent(ShardOffset position, Instant at) {}
}
