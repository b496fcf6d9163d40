package dev.messina.source;

import dev.messina.source.change.Epoch;
import dev.messina.source.position.ShardPosition;
import dev.messina.source.position.SourcePartition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The stream that is read, and how messages speak of it.
 *
 * @param connector the connector's name
 * @param label the last part of the ARN
 * @param epoch the table's epoch
 */
record StreamOrigin(String connector, String table, String arn, String label, Epoch epoch) {

  /** How long a stream keeps a record. */
  private static final Duration RETENTION = Duration.ofHours(24);

  SourcePartition.Shard partition(String shard) {
    return new SourcePartition.Shard(table, label, shard);
  }

  String where(String shard) {
    return "Table '" + table + "', shard '" + shard + "'";
  }

  /** What is older may have been trimmed, in microseconds since 1970. */
  static long trimmedBeforeMicros(Instant now) {
    return Epoch.micros(now.minus(RETENTION));
  }

  /**
   * Changes are gone that were never read.
   *
   * @param position how far the shard was read, or null if not at all
   */
  ConnectException gap(String shard, ShardPosition position, Instant now, Exception cause) {
    boolean unread = position == null || position.lineage().changeMicros() == 0;
    return new ConnectException(
        where(shard)
            + ": changes from "
            + (unread ? "its start" : instant(position.lineage().changeMicros()))
            + " to "
            + now.minus(RETENTION)
            + " may have been trimmed before they were read ("
            + (position == null || position.sequence() == null
                ? "none of it was read"
                : "read up to sequence number " + position.sequence())
            + "); a stream keeps 24 hours. "
            + Remedies.newSnapshot(connector),
        cause);
  }

  ConnectException otherEpoch(String shard, long epochMicros) {
    return new ConnectException(
        where(shard)
            + ": its offset belongs to epoch "
            + epochMicros
            + " and the table's to epoch "
            + epoch.epochMicros()
            + ", so some offsets were deleted and some kept. "
            + Remedies.newSnapshot(connector));
  }

  static ConnectException stopped(String what, Exception failure) {
    return new ConnectException(what + " failed: " + failure.getMessage(), failure);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
