package dev.messina.source;

import dev.messina.source.offset.ShardOffset;
import dev.messina.source.stream.ShardReader;
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

  private final TaskScope scope;
  private final Map<String, Sent> sent = new HashMap<>();
  private Instant nextCheck = Instant.MIN;

  ShardProgress(TaskScope scope) {
    this.scope = scope;
  }

  /** A record with this position has gone out. */
  void sent(String shard, ShardOffset position) {
    sent.put(shard, new Sent(position, scope.timer().instant()));
  }

  void forget(String shard) {
    sent.remove(shard);
  }

  /** Sends what has become due. */
  void advance(Collection<ShardReader> readers) {
    Instant now = scope.timer().instant();
    if (now.isBefore(nextCheck)) {
      return;
    }
    nextCheck = now.plus(CHECK_INTERVAL);
    Duration spread = INTERVAL_PER_SHARD.multipliedBy(readers.size());
    Duration configured = scope.config().control().interval();
    Instant latest = now.minus(spread.compareTo(configured) > 0 ? spread : configured);
    for (ShardReader reader : readers) {
      Sent last = sent.get(reader.partition().shard());
      boolean due = last == null || !last.at().isAfter(latest);
      if (due
          && reader.answered()
          && (last == null || !last.position().equals(reader.position()))) {
        scope.outbox().add(scope.control().offsetRecord(reader.partition(), reader.position()));
        sent(reader.partition().shard(), reader.position());
      }
    }
  }

  private record Sent(ShardOffset position, Instant at) {}
}
