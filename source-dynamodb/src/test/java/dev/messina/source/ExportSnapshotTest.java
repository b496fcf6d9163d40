package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.record.ChangeOperation;
import dev.messina.record.ChangeRecord;
import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.change.Epoch;
import dev.messina.source.change.ItemJson;
import dev.messina.source.export.WrittenExport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A first snapshot that is read from an export, while the stream is followed: ADR 32. */
class ExportSnapshotTest {

  private static final String ID = "01767348000000-a1b2c3d4";
  private static final int ENOUGH_TURNS = 80;

  private final SourceRun run = new SourceRun();
  private final FakeDynamoDb dynamoDb = run.dynamoDb;

  @TempDir private Path bucket;

  @Test
  void changesFromBeforeAndAfterItsPointInTimeWinOverItsRows() {
    followedFor(Duration.ofHours(5));
    run.put("before", 1);
    run.put("kept", 1);
    run.put("deleted", 1);
    run.clock.advance(Duration.ofMinutes(1));
    run.put("before", 2);
    Instant exported = export();
    run.clock.advance(Duration.ofMinutes(1));
    run.put("before", 3);
    dynamoDb.write("deleted", null);
    run.put("new", 1);
    run.clock.advance(Duration.ofHours(3));

    run.start();
    run.turns(ENOUGH_TURNS);

    assertThat(run.scanned()).hasSize(3);
    assertThat(run.scanned())
        .allSatisfy(
            row ->
                assertThat(row.source().writeTimestampMicros()).isEqualTo(Epoch.micros(exported)));
    assertThat(run.streamed())
        .allSatisfy(
            change ->
                assertThat(change.source().writeTimestampMicros())
                    .isGreaterThan(Epoch.micros(exported)));
    assertThat(rows()).isEqualTo(items());
    assertThat(run.committedTable().export()).endsWith("/export/" + ID);
  }

  @Test
  void nothingIsReadOfTheTableItself() {
    followedFor(Duration.ofHours(5));
    run.put("a", 1);
    export();
    run.start();
    run.turns(ENOUGH_TURNS);

    assertThat(dynamoDb.scans()).isZero();
    assertThat(rows()).isEqualTo(items());
  }

  @Test
  void goesOnInTheMiddleOfAFileAfterACrash() {
    followedFor(Duration.ofHours(5));
    for (int i = 0; i < 20; i++) {
      run.put("key" + i, i);
    }
    export();
    for (int crash = 0; crash < 6; crash++) {
      run.start();
      for (int i = 0; i < 8; i++) {
        run.turn();
        run.worker.commit(pending -> pending / 2);
      }
      run.worker.crash(pending -> pending / 2);
    }
    run.start();
    run.turns(ENOUGH_TURNS);

    assertThat(rows()).isEqualTo(items());
    assertThat(run.scanned()).hasSizeLessThan(3 * 20);
  }

  @Test
  void anExportFromBeforeTheStreamIsRefusedWithWhatIsMissing() {
    run.put("a", 1);
    export();
    run.clock.advance(Duration.ofMinutes(5));
    followedFor(Duration.ofHours(1));

    refused("changes are needed from 2026-01-01T09:45:00Z on", "since 2026-01-01T10:35:00Z");
  }

  @Test
  void anExportOfAnHourAgoOfAStreamThatMayNotHaveRecordedYetIsRefused() {
    dynamoDb.enableStream();
    run.clock.advance(Duration.ofMinutes(40));
    run.put("a", 1);
    export();

    refused("since 2026-01-01T10:30:00Z", "Export the table again");
  }

  @Test
  void anExportWhoseChangesAreTrimmedIsRefused() {
    followedFor(Duration.ofHours(5));
    run.put("a", 1);
    export();
    run.clock.advance(Duration.ofHours(23));

    refused("DynamoDB drops changes after 24 hours", "snapshot.source=scan");
  }

  @Test
  void anyExportIsTakenWhereNoStreamIsFollowed() {
    run.put("a", 1);
    export();
    run.clock.advance(Duration.ofDays(30));
    run.option("snapshot.mode", "initial_only").start();
    run.turns(ENOUGH_TURNS);

    assertThat(rows()).isEqualTo(items());
  }

  @Test
  void anExportOfATableThatWasMadeAgainIsRefused() {
    followedFor(Duration.ofHours(5));
    run.put("a", 1);
    written(run.clock.instant()).says(summary -> summary.put("tableId", "another")).finish();

    refused("with id another", "table-1");
  }

  @Test
  void anIncrementalExportIsRefused() {
    followedFor(Duration.ofHours(5));
    written(run.clock.instant());
    WrittenExport.incremental(bucket, "", "NEW_IMAGE")
        .says(summary -> summary.put("tableId", dynamoDb.tableId()).put("exportArn", arn()))
        .finish();

    refused("incremental");
  }

  @Test
  void aDamagedFileStopsTheTaskAndTheSnapshotIsNotComplete() {
    followedFor(Duration.ofHours(5));
    WrittenExport export = written(run.clock.instant());
    byte[] cut = WrittenExport.gzip(line("a") + "\n" + line("b") + "\n");
    export.packed("cut.json.gz", 3, cut).finish();
    run.option("snapshot.page.limit", "100").start();

    assertThatThrownBy(() -> run.turns(ENOUGH_TURNS))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("cut.json.gz");
    assertThat(run.scanned()).isEmpty();
  }

  @Test
  void anotherExportInTheMiddleStopsTheTask() {
    followedFor(Duration.ofHours(5));
    for (int i = 0; i < 20; i++) {
      run.put("key" + i, i);
    }
    export();
    run.start();
    while (run.scanned().isEmpty()) {
      run.turns(1);
    }
    run.worker.crash(pending -> 0);
    written(run.clock.instant())
        .says(summary -> summary.put("exportArn", arn() + "-later"))
        .finish();
    run.start();

    assertThatThrownBy(() -> run.turns(ENOUGH_TURNS))
        .hasMessageContaining("was begun from export")
        .hasMessageContaining("Set it back until the snapshot is complete");
  }

  private void refused(String... words) {
    run.start();
    assertThatThrownBy(() -> run.turns(ENOUGH_TURNS))
        .isInstanceOf(ConnectException.class)
        .hasMessageContainingAll(words);
    assertThat(run.worker.committed("table")).as("epochs").isEmpty();
  }

  private void followedFor(Duration span) {
    dynamoDb.enableStream();
    run.clock.advance(span);
  }

  /** Exports the items as they are now, in two files. */
  private Instant export() {
    Instant now = run.clock.instant();
    List<String> lines =
        dynamoDb.items().values().stream()
            .map(item -> "{\"Item\":" + ItemJson.write(item) + "}")
            .toList();
    int half = lines.size() / 2;
    written(now)
        .file("b.json.gz", lines.subList(0, half).toArray(String[]::new))
        .file("a.json.gz", lines.subList(half, lines.size()).toArray(String[]::new))
        .finish();
    return now;
  }

  private WrittenExport written(Instant time) {
    run.option("snapshot.source", "s3-export")
        .option("snapshot.export.location", "file:" + bucket)
        .option("snapshot.export.complete", "confirmed");
    return WrittenExport.full(bucket, "", ID)
        .says(
            summary ->
                summary
                    .put("tableId", dynamoDb.tableId())
                    .put("exportArn", arn())
                    .put("exportTime", time.toString()));
  }

  private static String arn() {
    return WrittenExport.TABLE_ARN + "/export/" + ID;
  }

  private static String line(String key) {
    return "{\"Item\":{\"pk\":{\"S\":\"" + key + "\"}}}";
  }

  /** What a target would hold. */
  private Map<String, String> rows() {
    Map<String, ChangeRecord> newest = new TreeMap<>();
    Stream.concat(run.scanned().stream(), run.streamed().stream())
        .sorted(Comparator.comparingLong(change -> change.source().writeTimestampMicros()))
        .forEach(change -> newest.put(keyOf(change), change));
    Map<String, String> rows = new TreeMap<>();
    newest.forEach(
        (key, change) -> {
          if (change.operation() != ChangeOperation.DELETE) {
            rows.put(key, change.after());
          }
        });
    return rows;
  }

  private static String keyOf(ChangeRecord change) {
    String image = Optional.ofNullable(change.after()).orElse(change.before());
    return image.replaceAll(".*\"pk\":\\{\"S\":\"([^\"]*)\".*", "$1");
  }

  private Map<String, String> items() {
    Map<String, String> items = new TreeMap<>();
    for (Map<String, AttributeValue> item : dynamoDb.items().values()) {
      items.put(item.get(FakeDynamoDb.KEY).s(), ItemJson.write(item));
    }
    return items;
  }
}
