package dev.messina.source.stream;

import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.aws.FailureText;
import dev.messina.source.change.Epoch;
import dev.messina.source.offset.DataLossOffset;
import dev.messina.source.offset.ShardOffset;
import dev.messina.source.offset.SourcePartition;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The stream that is read, and how messages speak of it.
 *
 * @param connector the connector's name
 * @param share the part of the table that this task reads
 * @param arn null if no stream is followed
 * @param label the last part of the ARN
 * @param streamStartMicros changes before it do not count at the beginning of a lineage, in
 *     microseconds since 1970
 */
public record StreamOrigin(
    String connector, TableAssignment share, String arn, String label, long streamStartMicros) {

  /** How long a stream keeps a record. */
  private static final Duration RETENTION = Duration.ofHours(24);

  /** The ARN of another stream of the same table. */
  public static String arn(String arn, String label) {
    return arn.substring(0, arn.lastIndexOf('/') + 1) + label;
  }

  public String table() {
    return share.table();
  }

  /** Whether this task reads a shard. */
  boolean owns(String shard) {
    return share.ownsShard(shard);
  }

  SourcePartition.Shard partition(String shard) {
    return new SourcePartition.Shard(table(), label, shard);
  }

  String where(String shard) {
    return "Table '" + table() + "', shard '" + shard + "'";
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
  ConnectException loss(String shard, ShardOffset position, Instant now, Exception cause) {
    return new ConnectException(
        lost(shard, position, now)
            + " Set data.loss.policy=resnapshot and restart the connector to have the table scanned"
            + " again beside the stream. Or: "
            + Remedies.newSnapshot(connector),
        cause);
  }

  /** The same for the log, where reading goes on. */
  String dataLossFound(String shard, ShardOffset position, Instant now, DataLossPolicy policy) {
    return lost(shard, position, now)
        + (policy == DataLossPolicy.RESNAPSHOT
            ? " The table is scanned again under a later epoch. Rows of items that were deleted"
                + " during the data loss may remain in the target."
            : " data.loss.policy=continue: they stay lost until the table is scanned again.");
  }

  /** The same where a scan that is under way, or done, brings what is gone. */
  String dataLossScanned(String shard, ShardOffset position, Instant now, Epoch epoch) {
    return lost(shard, position, now)
        + " Nothing is lost: all of it changed before the table's epoch "
        + epoch.epochMicros()
        + ", and the scan of that epoch reads it.";
  }

  DataLossOffset dataLossOffset(
      String shard,
      ShardOffset position,
      long currentEpochMicros,
      Instant now,
      DataLossPolicy policy) {
    return new DataLossOffset(
        currentEpochMicros,
        label,
        shard,
        position == null ? 0 : position.writeClock().changeMicros(),
        trimmedBeforeMicros(now),
        now.toEpochMilli(),
        policy == DataLossPolicy.RESNAPSHOT);
  }

  ConnectException laterEpoch(String shard, long epochMicros) {
    return new ConnectException(
        where(shard)
            + ": its offset belongs to epoch "
            + epochMicros
            + ", which the table's offset does not know: either a zombie task was"
            + " still running, or some offsets were deleted and some kept. Restart the connector's"
            + " tasks. If that does not help: "
            + Remedies.newSnapshot(connector));
  }

  ConnectException tooFarAhead(String shard, long writeMicros, Duration limit) {
    return new ConnectException(
        where(shard)
            + ": the write timestamp "
            + Epoch.instant(writeMicros)
            + " is further ahead of the clock than "
            + EpochSettings.AHEAD_MAX_MS
            + "="
            + limit.toMillis()
            + " allows, since a backlog was read faster than it came about. Wait and restart the"
            + " task, or raise the limit; applications must not write to the target before the"
            + " clock has passed that time.");
  }

  public static ConnectException stopped(String what, Exception failure) {
    return new ConnectException(what + " failed: " + FailureText.of(failure), failure);
  }

  private String lost(String shard, ShardOffset position, Instant now) {
    boolean unread = position == null || position.writeClock().changeMicros() == 0;
    return where(shard)
        + ": changes from "
        + (unread ? "its start" : Epoch.instant(position.writeClock().changeMicros()))
        + " to "
        + now.minus(RETENTION)
        + " may have been trimmed before they were read ("
        + (position == null || position.sequence() == null
            ? "none of it was read"
            : "read up to sequence number " + position.sequence())
        + "); a stream keeps 24 hours.";
  }
}
