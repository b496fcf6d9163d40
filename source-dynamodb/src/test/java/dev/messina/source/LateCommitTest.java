package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.control.Signal;
import dev.messina.source.control.Signal.SignalPosition;
import dev.messina.source.control.TopicQuestions.TopicHistory;
import dev.messina.source.offset.PartitionCodec;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commits that come late: those of a zombie task, and those of a slow one. */
class LateCommitTest {

  private static final int ENOUGH_TURNS = 40;
  private static final int TEN_MINUTES = 1_200;

  private final SourceRun run = new SourceRun();
  private long signals;

  @BeforeEach
  void liveForAnHour() {
    run.dynamoDb.enableStream();
    run.put("a", 1);
    run.put("b", 1);
    run.clock.advance(Duration.ofHours(1));
  }

  @Test
  void theEndOfARepairOverWhichAnOlderPositionIsCommittedIsSentAgain() {
    run.start();
    run.turns(ENOUGH_TURNS);
    repair("{\"pk\":{\"S\":\"a\"}}", "{\"pk\":{\"S\":\"b\"}}");
    while (!run.worker.committed("key-snapshot").containsValue(Map.of("next", 2L, "done", true))) {
      run.turns(1);
    }
    run.worker
        .committed("key-snapshot")
        .keySet()
        .forEach(
            partition ->
                run.worker.commitOffset(
                    partition, new HashMap<>(Map.of("next", 1L, "done", false))));
    run.turns(TEN_MINUTES);
    repair("{\"pk\":{\"S\":\"a\"}}");
    run.turns(ENOUGH_TURNS);

    assertThat(run.committedTable().epochs()).as("both signals were followed").hasSize(3);
  }

  @Test
  void theEndOfASegmentOverWhichAnOlderPositionIsCommittedIsSentAgain() {
    run.start();
    boolean overwritten = false;
    for (int turn = 0; turn < TEN_MINUTES; turn++) {
      run.turn();
      run.worker.commitAll();
      if (!overwritten && isScanned()) {
        overwritten = true;
        run.worker
            .committed("segment")
            .keySet()
            .forEach(
                partition ->
                    run.worker.commitOffset(
                        partition, new HashMap<>(Map.of("pages", 0L, "items", 0L, "done", false))));
      }
    }

    assertThat(overwritten).isTrue();
    assertThat(run.worker.committed("task").values())
        .singleElement()
        .satisfies(
            share ->
                assertThat(share.get("scanned_us"))
                    .isEqualTo(run.committedTable().epoch().epochMicros()));
  }

  /** What its children hold is newer than all of it. */
  @Test
  void aFinishedShardOverWhichAnOlderPositionIsCommittedIsNotRaisedToALaterEpoch() {
    run.start();
    run.turns(ENOUGH_TURNS);
    String parent = run.dynamoDb.openShards().get(0);
    Map<Map<String, ?>, Map<String, Object>> older = run.worker.committed("shard");
    run.put("a", 2);
    run.dynamoDb.split(parent, List.of(key -> true));
    run.put("a", 3);
    run.turns(ENOUGH_TURNS);
    run.worker.askForLaterEpoch();
    while (run.committedTable().request() == null) {
      run.turns(1);
    }
    older.forEach(run.worker::commitOffset);
    run.start();
    run.turns(TEN_MINUTES);

    assertThat(run.committedTable().epochs()).hasSize(2);
    assertThat(writeTimestampOf("2")).isLessThan(writeTimestampOf("3"));
  }

  /** One child is enough to tell, and the other one begins all the same. */
  @Test
  void norIsItWhereOneOfItsChildrenHasBegun() {
    run.start();
    run.turns(ENOUGH_TURNS);
    String parent = run.dynamoDb.openShards().get(0);
    Map<Map<String, ?>, Map<String, Object>> older = run.worker.committed("shard");
    run.put("a", 2);
    List<String> children =
        run.dynamoDb.split(parent, List.of(key -> key.equals("a"), key -> !key.equals("a")));
    run.put("a", 3);
    run.turns(ENOUGH_TURNS);
    run.worker.askForLaterEpoch();
    while (run.committedTable().request() == null) {
      run.turns(1);
    }
    run.put("b", 4);
    older.forEach(run.worker::commitOffset);
    run.worker.committed("shard").keySet().stream()
        .filter(partition -> partition.get("shard").equals(children.get(1)))
        .forEach(partition -> run.worker.commitOffset(partition, null));
    run.start();
    run.turns(TEN_MINUTES);

    assertThat(run.committedTable().epochs()).hasSize(2);
    assertThat(writeTimestampOf("2")).isLessThan(writeTimestampOf("3"));
    assertThat(writeTimestampOf("4")).isPositive();
  }

  /** Like a worker with {@code offset.flush.interval.ms} of ten minutes. */
  @Test
  void aLaterEpochIsChosenHoweverSeldomOffsetsAreCommitted() {
    run.start();
    run.turns(ENOUGH_TURNS);
    SourceRun other = run.beside(new TableAssignment(FakeDynamoDb.TABLE, 1, 2));
    SourceRun leader = run.beside(new TableAssignment(FakeDynamoDb.TABLE, 0, 2));
    leader.start();
    other.start();
    run.signals.give(new Signal.ExecuteSnapshot("s", Set.of("orders"), List.of(), at()));
    leader.signals.give(new Signal.ExecuteSnapshot("s", Set.of("orders"), List.of(), at()));
    for (int turn = 0; turn < 8 * TEN_MINUTES; turn++) {
      leader.turn();
      other.turnBeside();
      if (turn % TEN_MINUTES == TEN_MINUTES / 3) {
        leader.worker.commitAll();
      }
      if (turn % TEN_MINUTES == TEN_MINUTES / 2) {
        other.worker.commitAll();
      }
    }

    assertThat(run.committedTable().epochs()).as("epochs").hasSize(2);
  }

  @Test
  void aTaskThatDoesNotAnswerHasTheEpochPutOff() {
    run.start();
    run.turns(ENOUGH_TURNS);
    SourceRun leader = run.beside(new TableAssignment(FakeDynamoDb.TABLE, 0, 2));
    leader.start();
    leader.signals.give(new Signal.ExecuteSnapshot("s", Set.of("orders"), List.of(), at()));
    boolean asked = false;
    for (int turn = 0; turn < TEN_MINUTES && !asked; turn++) {
      leader.turns(1);
      asked = run.committedTable().request() != null;
    }
    assertThat(asked).isTrue();
    leader.turns(TEN_MINUTES * 6 / 10);

    TableOffset table = run.committedTable();
    assertThat(table.isFirst()).isTrue();
    assertThat(table.request()).as("the request, six minutes later").isNull();
  }

  @Test
  void aFloorThatWasLeftInTheConfigurationIsNotTakenForALaterLoss() {
    long ahead = run.clock.instant().plusSeconds(30).toEpochMilli() * 1_000;
    run.history = new TopicHistory(true, OptionalLong.of(ahead));
    run.option("write.timestamp.min", "2026-01-01T10:30:00Z").start();

    assertThatThrownBy(() -> run.turns(ENOUGH_TURNS))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("The write.timestamp.min that is configured is not later than them.")
        .hasMessageContaining("such as 2026-01-01T11:00:31Z");
  }

  private boolean isScanned() {
    Map<Map<String, ?>, Map<String, Object>> segments = run.worker.committed("segment");
    return !segments.isEmpty()
        && segments.values().stream().allMatch(offset -> Boolean.TRUE.equals(offset.get("done")))
        && run.worker
            .offset(PartitionCodec.encode(new SourcePartition.Task(FakeDynamoDb.TABLE, 0, 1)))
            .get("scanned_us")
            .equals(0L);
  }

  private long writeTimestampOf(String number) {
    return run.streamed().stream()
        .filter(change -> change.after().contains("{\"N\":\"" + number + "\"}"))
        .mapToLong(change -> change.source().writeTimestampMicros())
        .max()
        .orElseThrow();
  }

  private void repair(String... keys) {
    run.signals.give(new Signal.ExecuteSnapshot("s", Set.of("orders"), List.of(keys), at()));
  }

  private SignalPosition at() {
    return new SignalPosition(0, signals++, run.clock.millis());
  }
}
