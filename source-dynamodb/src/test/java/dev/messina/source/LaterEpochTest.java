package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.change.Epoch;
import dev.messina.source.control.Signal;
import dev.messina.source.control.Signal.SignalPosition;
import dev.messina.source.control.Signal.SignalType;
import dev.messina.source.control.TopicQuestions.TopicHistory;
import dev.messina.source.offset.OffsetCodec;
import dev.messina.source.offset.PartitionCodec;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What begins a later epoch of a table, and what comes of it. */
class LaterEpochTest {

  private static final int ENOUGH_TURNS = 40;

  private final SourceRun run = new SourceRun();
  private final FakeDynamoDb dynamoDb = run.dynamoDb;
  private String root;
  private long signals;

  @BeforeEach
  void liveForAnHour() {
    root = dynamoDb.enableStream();
    run.put("a", 1);
    run.clock.advance(Duration.ofHours(1));
  }

  @Test
  void aDataLossIsMendedByAnotherSnapshotAndFoundOnce() {
    loseChanges("resnapshot");

    TableOffset table = run.committedTable();
    assertThat(table.epochs()).hasSize(2);
    assertThat(table.epoch().epochMicros()).isEqualTo(table.currentEpochMicros());
    assertThat(newest("b")).isEqualTo(table.currentEpochMicros());
    assertThat(run.worker.committed("data-loss")).hasSize(1);
    run.turns(ENOUGH_TURNS);
    assertThat(run.committedTable()).isEqualTo(table);
  }

  @Test
  void aDataLossThatIsPassedOverStays() {
    loseChanges("continue");

    assertThat(run.worker.committed("data-loss").values())
        .singleElement()
        .satisfies(loss -> assertThat(loss.get("rescan")).isEqualTo(false));
    assertThat(writeTimestamps("b")).isEmpty();
    run.put("b", 9);
    run.turns(ENOUGH_TURNS);
    assertThat(newest("b")).isGreaterThan(run.committedTable().currentEpochMicros());
  }

  @Test
  void whatIsLeftOfAShardBehindADataLossIsRead() {
    run.option("data.loss.policy", "continue").start();
    run.turns(ENOUGH_TURNS);
    run.put("b", 1);
    run.clock.advance(Duration.ofHours(25));
    run.put("c", 1);
    dynamoDb.trim(root, 1);
    run.start();
    run.turns(2 * ENOUGH_TURNS);

    assertThat(run.worker.committed("data-loss")).hasSize(1);
    assertThat(writeTimestamps("b")).isEmpty();
    assertThat(writeTimestamps("c")).hasSize(1);
  }

  @Test
  void aDataLossDuringARepairIsMendedAfterIt() {
    run.option("data.loss.policy", "resnapshot").start();
    run.turns(ENOUGH_TURNS);
    run.put("b", 1);
    run.clock.advance(Duration.ofHours(25));
    dynamoDb.rollOver(root);
    dynamoDb.trimAll(root);
    run.start();
    run.signals.give(
        new Signal.ExecuteSnapshot("s", Set.of("orders"), List.of("{\"pk\":{\"S\":\"a\"}}"), at()));
    run.turns(3 * ENOUGH_TURNS);

    TableOffset table = run.committedTable();
    assertThat(table.epochs()).hasSize(3);
    assertThat(writeTimestamps("b")).contains(table.epoch().epochMicros());
    assertThat(run.worker.committed("key-snapshot").values())
        .containsExactly(Map.of("next", 1L, "done", true));
  }

  @Test
  void aStreamThatWasReplacedIsReadToItsEndAndThenTheTableIsScannedAgain() {
    run.option("data.loss.policy", "resnapshot").start();
    run.turns(ENOUGH_TURNS);
    run.put("b", 2);
    dynamoDb.closeAll();
    dynamoDb.replaceStream();
    run.clock.advance(Duration.ofMinutes(2));
    run.turns(4 * ENOUGH_TURNS);

    TableOffset table = run.committedTable();
    assertThat(table.epochs()).hasSize(2);
    assertThat(table.stream()).endsWith("-again");
    assertThat(writeTimestamps("b"))
        .as("from the old stream, and from the scan")
        .hasSizeBetween(2, 3);
    assertThat(writeTimestamps("b")).contains(table.currentEpochMicros());
  }

  @Test
  void aSignalHasTheTableScannedAgainAndNotOnceMoreAfterARestart() {
    run.start();
    run.turns(ENOUGH_TURNS);
    Signal signal = new Signal.ExecuteSnapshot("s", Set.of("orders"), List.of(), at());
    run.signals.give(signal);
    run.turns(ENOUGH_TURNS);

    TableOffset table = run.committedTable();
    assertThat(table.epochs()).hasSize(2);
    assertThat(newest("a")).isEqualTo(table.epoch().epochMicros());
    assertThat(table.consistentRead()).isTrue();
    assertThat(run.worker.committed("task").values())
        .singleElement()
        .satisfies(
            share -> assertThat(share.get("scanned_us")).isEqualTo(table.epoch().epochMicros()));

    run.start();
    run.signals.give(signal);
    run.turns(ENOUGH_TURNS);
    assertThat(run.committedTable()).isEqualTo(table);
  }

  @Test
  void ofTwoLeadersWithTwoEpochsTheHigherOneHolds() {
    run.start();
    run.turns(ENOUGH_TURNS);
    run.signals.give(new Signal.ExecuteSnapshot("s", Set.of("orders"), List.of(), at()));
    while (run.committedTable().request() == null) {
      run.turns(1);
    }
    TableOffset asked = run.committedTable();
    run.turns(1);
    assertThat(run.committedTable()).as("answered, and nothing decided yet").isEqualTo(asked);
    for (int i = 0; i < 4; i++) {
      run.turn();
    }
    long now = Epoch.micros(run.clock.instant());
    TableOffset higher = asked.rescanned(now + 5_000_000, 1);
    run.worker.commitOffset(
        PartitionCodec.encode(new SourcePartition.Table(FakeDynamoDb.TABLE)),
        OffsetCodec.encode(higher));
    for (int i = 0; i < 4; i++) {
      run.turn();
    }
    run.worker.commitAll();
    run.turns(ENOUGH_TURNS);

    assertThat(run.committedTable().epochs()).containsAll(higher.epochs());
  }

  @Test
  void aSignalHasListedKeysReadAgainPresentOrNot() {
    run.start();
    run.turns(ENOUGH_TURNS);
    long scan = run.committedTable().epoch().epochMicros();
    run.signals.give(
        new Signal.ExecuteSnapshot(
            "s",
            Set.of("orders"),
            List.of("{\"pk\":{\"S\":\"a\"}}", "{\"pk\":{\"S\":\"gone\"}}"),
            at()));
    run.turns(ENOUGH_TURNS);

    TableOffset table = run.committedTable();
    assertThat(table.epoch().epochMicros()).as("the scan's epoch").isEqualTo(scan);
    assertThat(newest("a")).isEqualTo(table.currentEpochMicros());
    assertThat(writeTimestamps("gone")).containsExactly(table.currentEpochMicros() - 1);
    assertThat(run.worker.committed("key-snapshot").values())
        .containsExactly(Map.of("next", 2L, "done", true));
  }

  @Test
  void aSignalWithAKeyOfAnotherTableIsRefused() {
    run.start();
    run.turns(ENOUGH_TURNS);
    run.signals.give(
        new Signal.ExecuteSnapshot("s", Set.of("orders"), List.of("{\"id\":{\"S\":\"a\"}}"), at()));
    run.turns(ENOUGH_TURNS);

    assertThat(run.committedTable().isFirst()).isTrue();
  }

  @Test
  void aPausedStreamIsReadOnWhereItWasWhenItIsResumed() {
    run.start();
    run.turns(ENOUGH_TURNS);
    run.signals.give(new Signal.Plain(SignalType.PAUSE_STREAM, "p", Set.of("orders"), at()));
    run.turns(2);
    run.put("b", 1);
    run.turns(ENOUGH_TURNS);
    assertThat(writeTimestamps("b")).isEmpty();

    run.signals.give(new Signal.Plain(SignalType.RESUME_STREAM, "r", Set.of("orders"), at()));
    run.turns(ENOUGH_TURNS);
    assertThat(writeTimestamps("b")).hasSize(1);
  }

  @Test
  void aSnapshotThatIsStoppedGoesNoFurther() {
    for (int i = 0; i < 30; i++) {
      run.put("k" + i, i);
    }
    run.start();
    while (run.scanned().isEmpty()) {
      run.turns(1);
    }
    run.signals.give(new Signal.Plain(SignalType.PAUSE_SNAPSHOT, "p", Set.of("orders"), at()));
    run.turns(ENOUGH_TURNS);
    int paused = run.scanned().size();
    assertThat(paused).isBetween(1, 30);

    run.signals.give(new Signal.Plain(SignalType.STOP_SNAPSHOT, "s", Set.of("orders"), at()));
    run.signals.give(new Signal.Plain(SignalType.RESUME_SNAPSHOT, "r", Set.of("orders"), at()));
    run.turns(ENOUGH_TURNS);
    assertThat(run.committedTable().totalSegments()).isZero();
  }

  @Test
  void asksForAFloorWhereTheStateWasLost() {
    long ahead = run.clock.instant().plusSeconds(30).toEpochMilli() * 1_000;
    run.history = new TopicHistory(true, OptionalLong.of(ahead));
    run.start();
    assertThatThrownBy(() -> run.turns(ENOUGH_TURNS))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Does another connector write to it? Then give this one")
        .hasMessageContaining("Then set write.timestamp.min")
        .hasMessageContaining("such as 2026-01-01T11:00:31Z");

    run.option("write.timestamp.min", "2026-01-01T11:00:31Z").start();
    run.turns(ENOUGH_TURNS);
    assertThat(run.committedTable().currentEpochMicros()).isGreaterThan(ahead);
  }

  @Test
  void readsNoSnapshotInModeNoDataAndNoStreamInModeInitialOnly() {
    run.option("snapshot.mode", "no_data").start();
    run.turns(ENOUGH_TURNS);
    run.put("b", 1);
    run.turns(ENOUGH_TURNS);
    assertThat(run.scanned()).isEmpty();
    assertThat(run.streamed()).hasSize(1);

    SourceRun other = new SourceRun().option("snapshot.mode", "initial_only");
    other.put("a", 1);
    other.start();
    other.turns(ENOUGH_TURNS);
    assertThat(other.scanned()).hasSize(1);
    assertThat(other.committedTable().stream()).isEmpty();
  }

  /** Reads, stands still for a day, loses what was written to "b" then, and goes on. */
  private void loseChanges(String policy) {
    run.option("data.loss.policy", policy).start();
    run.turns(ENOUGH_TURNS);
    run.put("b", 1);
    run.clock.advance(Duration.ofHours(25));
    dynamoDb.rollOver(root);
    dynamoDb.trimAll(root);
    run.start();
    run.turns(2 * ENOUGH_TURNS);
  }

  private SignalPosition at() {
    return new SignalPosition(0, signals++, run.clock.millis());
  }

  private long newest(String key) {
    return writeTimestamps(key).stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  private List<Long> writeTimestamps(String key) {
    return run.changes().stream()
        .filter(record -> record.key().toString().contains("=" + key + "}"))
        .map(LaterEpochTest::writeTimestamp)
        .toList();
  }

  private static long writeTimestamp(SourceRecord record) {
    return (long) record.headers().lastWithName("messina.write.ts.us").value();
  }
}
