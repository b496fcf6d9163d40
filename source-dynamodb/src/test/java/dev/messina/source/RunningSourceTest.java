package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.record.ChangeOperation;
import dev.messina.record.ChangeRecord;
import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.change.Epoch;
import dev.messina.source.offset.OffsetCodec;
import dev.messina.source.offset.PartitionCodec;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

class RunningSourceTest {

  private static final int ENOUGH_TURNS = 60;

  private final SourceRun run = new SourceRun();
  private final FakeDynamoDb dynamoDb = run.dynamoDb;

  @BeforeEach
  void enableStream() {
    dynamoDb.enableStream();
  }

  @Test
  void sendsNothingOfATableBeforeItsEpochIsCommitted() {
    waitForOldStream();
    run.put("a", 1);
    run.start();
    for (int i = 0; i < 20; i++) {
      run.turn();
    }
    run.worker.commit(pending -> pending);

    assertThat(run.worker.inKafka()).hasSize(1);
    SourceRecord epoch = run.control().get(0);
    assertThat(epoch.key()).isEqualTo("orders-source/orders/table");
    assertThat(epoch.sourcePartition()).isEqualTo(Map.of("table", "orders", "kind", "table"));

    run.turns(ENOUGH_TURNS);
    assertThat(run.scanned()).hasSize(1);
  }

  @Test
  void worksWithTheCommittedEpochWhateverWasChosen() {
    waitForOldStream();
    run.put("a", 1);
    run.start();
    run.turns(4);
    TableOffset first = committedTable();
    run.clock.advance(Duration.ofHours(1));
    run.start();
    run.turns(ENOUGH_TURNS);

    assertThat(committedTable().epoch()).isEqualTo(first.epoch());
    assertThat(run.scanned())
        .allMatch(row -> row.source().writeTimestampMicros() == first.epoch().epochMicros());
  }

  @Test
  void ofTwoFirstEpochsTheHigherOneHolds() {
    waitForOldStream();
    run.put("a", 1);
    run.start();
    long chosen = chosenEpoch();
    commitFirstEpoch(chosen - 1_000_000);
    run.turn();
    assertThat(run.turn()).isEmpty();
    run.turns(ENOUGH_TURNS);

    assertThat(committedTable().epoch().epochMicros()).isEqualTo(chosen);
    assertThat(run.scanned())
        .hasSize(1)
        .allMatch(row -> row.source().writeTimestampMicros() == chosen);
  }

  @Test
  void anEpochThatIsCommittedOverOnceReadBackIsNotReadUnder() {
    waitForOldStream();
    run.put("a", 1);
    run.start();
    long chosen = chosenEpoch();
    run.worker.commitAll();
    run.turn();
    commitFirstEpoch(chosen + 1_000_000);
    run.turns(ENOUGH_TURNS);

    assertThat(run.scanned())
        .hasSize(1)
        .allMatch(row -> row.source().writeTimestampMicros() == chosen + 1_000_000);
  }

  @Test
  void whatWasBegunUnderAnotherFirstEpochIsReadAgain() {
    waitForOldStream();
    run.put("a", 1);
    run.start();
    run.turns(ENOUGH_TURNS);
    long other = committedTable().epoch().epochMicros() + 1_000_000;
    commitFirstEpoch(other);

    assertThatThrownBy(() -> run.turns(2))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("its first epoch is " + other)
        .hasMessageContaining("Restart the connector's tasks");

    run.start();
    run.turns(ENOUGH_TURNS);
    assertThat(run.scanned())
        .extracting(row -> row.source().writeTimestampMicros())
        .containsExactly(other - 1_000_000, other);
    assertThat(run.streamed())
        .extracting(change -> change.source().writeTimestampMicros())
        .containsExactly(other - 1_000_000 + 100, other + 100);
  }

  @Test
  void aFirstEpochIsNotForgottenWhenALowerOneIsCommittedOverIt() {
    waitForOldStream();
    run.put("a", 1);
    run.start();
    run.turns(ENOUGH_TURNS);
    long epoch = committedTable().epoch().epochMicros();
    commitFirstEpoch(epoch - 1_000_000);
    run.start();
    run.turns(ENOUGH_TURNS);
    run.put("a", 2);
    run.turns(ENOUGH_TURNS);

    assertThat(committedTable().epoch().epochMicros()).isEqualTo(epoch);
    assertThat(run.streamed())
        .extracting(change -> change.source().epochMicros())
        .containsOnly(epoch);
  }

  @Test
  void readsConsistentlyWhereTheStreamIsYoungerThanTheCut() {
    run.start();
    run.turns(4);
    assertThat(committedTable().consistentRead()).isTrue();
  }

  @Test
  void readsConsistentlyWhereNoStreamOutweighsAStalePage() {
    waitForOldStream();
    run.option("snapshot.mode", "initial_only").start();
    run.turns(4);
    assertThat(committedTable().consistentRead()).isTrue();
  }

  @Test
  void readsAsConfiguredWhereTheStreamReachesBackToTheCut() {
    waitForOldStream();
    run.start();
    run.turns(4);
    assertThat(committedTable().consistentRead()).isFalse();
  }

  @Test
  void stampsEverySnapshotRowWithTheEpochAndEveryChangeAboveIt() {
    waitForOldStream();
    run.put("a", 1);
    run.put("b", 1);
    run.start();
    run.turns(ENOUGH_TURNS);
    run.put("a", 2);
    dynamoDb.write("b", null);
    run.turns(10);

    long epoch = committedTable().epoch().epochMicros();
    assertThat(run.scanned())
        .hasSize(2)
        .allMatch(row -> row.source().writeTimestampMicros() == epoch)
        .allMatch(row -> row.operation() == ChangeOperation.SNAPSHOT);
    assertThat(run.streamed())
        .extracting(ChangeRecord::operation)
        .containsExactly(
            ChangeOperation.CREATE,
            ChangeOperation.CREATE,
            ChangeOperation.UPDATE,
            ChangeOperation.DELETE);
    assertThat(run.streamed()).allMatch(change -> change.source().writeTimestampMicros() > epoch);
  }

  @Test
  void aPageCountsOnlyWithItsLastRecord() {
    waitForOldStream();
    List.of("a", "b", "c").forEach(key -> run.put(key, 1));
    run.start();
    run.turns(ENOUGH_TURNS);

    List<SourceRecord> rows =
        run.changes().stream()
            .filter(record -> record.sourcePartition().get("kind").equals("segment"))
            .toList();
    assertThat(offsets(rows, "pages")).containsExactly(0L, 1L, 2L);
    assertThat(offsets(rows, "last_key")).containsExactly(null, "{\"pk\":{\"S\":\"b\"}}", null);
    assertThat(offsets(rows, "done")).containsExactly(false, false, true);
  }

  @Test
  void carriesTheEndOfAnEmptyTableAndOfAnEmptyLastPage() {
    waitForOldStream();
    run.segments(2).start();
    run.turns(ENOUGH_TURNS);

    assertThat(run.changes()).isEmpty();
    List<SourceRecord> ends =
        run.control().stream()
            .filter(record -> record.sourcePartition().get("kind").equals("segment"))
            .toList();
    assertThat(offsets(ends, "done")).containsExactly(true, true);
  }

  @Test
  void refusesATableOrAStreamThatWasReplaced() {
    waitForOldStream();
    run.start();
    run.turns(ENOUGH_TURNS);
    dynamoDb.replaceStream();
    run.start();
    assertThatThrownBy(() -> run.turns(4))
        .hasMessageContaining("its stream '2026-01-01T00:00:00.000' was replaced by");

    dynamoDb.recreateTable();
    run.start();
    assertThatThrownBy(() -> run.turns(4)).hasMessageContaining("it was deleted and created again");
  }

  @Test
  void refusesAStreamWithoutNewImages() {
    dynamoDb.viewType(StreamViewType.KEYS_ONLY);
    run.start();

    assertThatThrownBy(() -> run.turns(4))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("carries KEYS_ONLY, which lacks the new images");
  }

  private static List<Object> offsets(List<SourceRecord> records, String field) {
    List<Object> values = new ArrayList<>();
    records.forEach(record -> values.add(record.sourceOffset().get(field)));
    return values;
  }

  /** The first epoch, sent and not committed. */
  private long chosenEpoch() {
    List<SourceRecord> sent = run.turn();
    while (sent.isEmpty()) {
      sent = run.turn();
    }
    return (Long) sent.get(0).sourceOffset().get("epoch_us");
  }

  /** As another leader does. */
  private void commitFirstEpoch(long micros) {
    TableOffset position =
        TableOffset.first(
            new TableOffset.Scan(new Epoch(micros, micros - 900_000_000), 1, false, ""),
            "table-1",
            SourceRun.STREAM,
            run.clock.millis());
    run.worker.commitOffset(
        PartitionCodec.encode(new SourcePartition.Table(FakeDynamoDb.TABLE)),
        OffsetCodec.encode(position));
  }

  private void waitForOldStream() {
    run.clock.advance(Duration.ofHours(1));
  }

  private TableOffset committedTable() {
    return run.committedTable();
  }
}
