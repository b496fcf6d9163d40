package dev.messina.source;

import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.TableDescription;
import dev.messina.source.change.Epoch;
import dev.messina.source.position.SourcePartition;
import dev.messina.source.position.TablePosition;
import dev.messina.source.read.Fetch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fixes the epoch of a table. A chosen epoch counts only when it has been read back as committed:
 * until then nothing else of the table is sent, so that no two runs can ever work with different
 * epochs. Whatever was chosen, the committed one holds.
 */
final class EpochStage implements TableStage {

  private static final Logger LOG = LoggerFactory.getLogger(EpochStage.class);

  private static final Duration CHECK_INTERVAL = Duration.ofMillis(500);

  private final TaskScope scope;
  private final String table;
  private Found found;
  private boolean chosen;
  private Instant nextCheck = Instant.MIN;

  EpochStage(TaskScope scope, String table) {
    this.scope = scope;
    this.table = table;
    scope
        .fetches()
        .request(
            new Fetch<>(
                Fetch.Lane.STREAM,
                "Describing table '" + table + "'",
                this::describe,
                answer -> found = answer,
                this::fail),
            Duration.ZERO);
  }

  @Override
  public TableStage advance() {
    Instant now = scope.clock().instant();
    if (found == null || now.isBefore(nextCheck)) {
      return this;
    }
    nextCheck = now.plus(CHECK_INTERVAL);
    Optional<TablePosition> committed = scope.committed().table(table);
    if (committed.isPresent()) {
      requireSameTable(committed.get());
      LOG.info(
          "Table '{}': epoch {} is committed, reading begins",
          table,
          committed.get().epoch().epochMicros());
      return new ReadingStage(scope, found.table(), committed.get());
    }
    if (!chosen) {
      choose(now);
      chosen = true;
    }
    return this;
  }

  /** Runs on a fetch thread. */
  private Found describe() {
    TableDescription description = scope.tables().describe(table);
    Instant streamCreatedAt =
        description.streamArn() == null
            ? null
            : scope.streams().describe(description.streamArn(), null).createdAt();
    return new Found(description, streamCreatedAt);
  }

  private void choose(Instant now) {
    found
        .table()
        .problemOfStream()
        .ifPresent(
            problem -> {
              throw new ConnectException(problem);
            });
    if (found.table().serverNow() == null) {
      LOG.warn(
          "Table '{}': DynamoDB's answer has no Date header; the overlap with the snapshot is taken"
              + " from the worker's clock alone, which must be right to within minutes",
          table);
    }
    Epoch epoch = Epoch.choose(now, found.table().serverNow(), scope.config().stream().overlap());
    boolean streamTooYoung =
        found.streamCreatedAt() == null
            || Epoch.micros(found.streamCreatedAt()) > epoch.cutMicros();
    TablePosition position =
        new TablePosition(
            epoch,
            found.table().id(),
            found.table().streamLabel(),
            scope.config().snapshot().segments(),
            // What changed before the stream began is in no stream; a stale page could miss it.
            streamTooYoung || scope.config().snapshot().consistentRead(),
            0);
    LOG.info(
        "Table '{}': epoch {} chosen, {} segments, consistent reads {}; waiting until it is"
            + " committed",
        table,
        epoch.epochMicros(),
        position.totalSegments(),
        position.consistentRead());
    scope.outbox().add(scope.control().carrier(new SourcePartition.Table(table), position));
  }

  private void requireSameTable(TablePosition committed) {
    String id = found.table().id();
    boolean sameTable =
        id.isEmpty() || committed.tableId().isEmpty() || id.equals(committed.tableId());
    if (sameTable && committed.stream().equals(found.table().streamLabel())) {
      return;
    }
    throw new ConnectException(
        "Table '"
            + table
            + "' is not as it was when its epoch began: "
            + (sameTable
                ? "its stream '"
                    + committed.stream()
                    + "' was replaced by '"
                    + found.table().streamLabel()
                    + "'"
                : "it was deleted and created again")
            + ", so changes may be missing. "
            + Remedies.newSnapshot(scope.config().connector()));
  }

  private void fail(Exception failure) {
    if (FailureKind.of(failure) == FailureKind.GONE) {
      throw new ConnectException(
          "Table '"
              + table
              + "' does not exist in region "
              + scope.region()
              + ", or its stream does not. Correct the option 'tables', 'aws.region' or"
              + " 'aws.endpoint'.",
          failure);
    }
    throw new ConnectException(
        "Table '" + table + "' cannot be described: " + failure.getMessage(), failure);
  }

  private record Found(TableDescription table, Instant streamCreatedAt) {}
}
