package dev.messina.source.table;

import dev.messina.source.aws.TableDescription;
import dev.messina.source.change.Epoch;
import dev.messina.source.export.Export;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.fetch.Fetch;
import dev.messina.source.offset.TableOffset;
import dev.messina.source.snapshot.SnapshotSettings.SnapshotMode;
import dev.messina.source.snapshot.SnapshotSettings.SnapshotSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The export that the first snapshot is to be read from, if it is. Its own point in time is the
 * epoch, and the stream must reach back to before it: ADR 32.
 */
final class FoundExport {

  /** DynamoDB drops changes after 24 hours; reading them takes some time. */
  private static final Duration REACH = Duration.ofHours(23);

  private final TableSettings settings;
  private final DynamoDb dynamoDb;
  private final String table;
  private boolean asked;
  private Export export;

  FoundExport(TableSettings settings, DynamoDb dynamoDb) {
    this.settings = settings;
    this.dynamoDb = dynamoDb;
    this.table = settings.share().table();
  }

  /** Whether it has been found, or is not wanted. Looks for it when first asked. */
  boolean isKnown() {
    if (isWanted() && !asked) {
      asked = true;
      dynamoDb
          .fetches()
          .request(
              new Fetch<>(
                  Fetch.Lane.SCAN,
                  "Opening the export of table '" + table + "'",
                  () -> dynamoDb.exports().of(table),
                  found -> export = found,
                  this::fail),
              Duration.ZERO);
    }
    return !isWanted() || export != null;
  }

  private boolean isWanted() {
    return settings.snapshot().source() == SnapshotSource.S3_EXPORT
        && settings.snapshot().mode() != SnapshotMode.NO_DATA;
  }

  private void fail(Exception failure) {
    throw failure instanceof ConnectException known
        ? known
        : new ConnectException(
            "Table '" + table + "': its export cannot be read: " + failure.getMessage(), failure);
  }

  /**
   * How the export is read; empty if the table is scanned.
   *
   * @param recordsSince since when the stream has recorded all changes
   * @param now by DynamoDB's clock
   * @throws ConnectException if the export is of another table, or the stream does not reach back
   *     to it
   */
  Optional<TableOffset.Scan> scan(TableDescription described, Instant recordsSince, Instant now) {
    if (!isWanted()) {
      return Optional.empty();
    }
    export.requireTable(table, described.id());
    Epoch epoch =
        Epoch.choose(
            export.requireFull().time(),
            null,
            settings.stream().overlap(),
            settings.epochs().writeTimestampMin());
    if (settings.snapshot().mode().followsStream()) {
      requireReach(Epoch.instant(epoch.streamStartMicros()), recordsSince, now);
    }
    return Optional.of(
        new TableOffset.Scan(epoch, export.segments(), false, export.summary().exportArn()));
  }

  private void requireReach(Instant from, Instant recordsSince, Instant now) {
    if (recordsSince.isAfter(from)) {
      throw refused(from, "the stream is known to record all changes only since " + recordsSince);
    }
    if (from.isBefore(now.minus(REACH))) {
      throw refused(
          from, "DynamoDB drops changes after 24 hours, and it is " + now + " by its clock");
    }
  }

  private ConnectException refused(Instant from, String why) {
    return new ConnectException(
        "Table '%s': export %s shows the table as of %s, so changes are needed from %s on, but %s."
                .formatted(
                    table, export.summary().exportArn(), export.requireFull().time(), from, why)
            + " What changed in between would be lost. Export the table again, now that its stream"
            + " is on, and set snapshot.export.location to that. Or scan it:"
            + " snapshot.source=scan.");
  }
}
