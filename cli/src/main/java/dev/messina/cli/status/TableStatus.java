package dev.messina.cli.status;

import dev.messina.verification.frontier.Frontier;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How one table stands. What could not be read is empty.
 *
 * @param operations empty also where records are not counted by operation
 * @param lag of the newest changes that are applied; empty also where the topic is not JSON, or
 *     holds none
 */
public record TableStatus(
    String table,
    String topic,
    Optional<Snapshot> snapshot,
    Optional<Ledger> ledger,
    Optional<OperationLedger> operations,
    Optional<SourceLag> lag,
    Optional<Shards> shards,
    Reach reach) {

  /** How long DynamoDB keeps the changes of a stream. */
  private static final Duration RETENTION = Duration.ofHours(24);

  /** Up to when its changes are applied. */
  public Frontier.Reading frontier() {
    return reach.applied();
  }

  /** How late the source is, in whole milliseconds; empty if that is not known. */
  public Optional<Duration> late(Instant now) {
    return reach
        .onTopic()
        .map(until -> Duration.between(until, now).truncatedTo(ChronoUnit.MILLIS));
  }

  /** When the first unread change is dropped, if the source reads no more; empty likewise. */
  public Optional<Duration> trimmedIn(Instant now) {
    return late(now).map(RETENTION::minus);
  }
}
