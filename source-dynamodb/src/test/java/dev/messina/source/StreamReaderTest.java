package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.record.ChangeRecord;
import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.offset.TableOffset;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;

class StreamReaderTest {

  private static final int ENOUGH_TURNS = 60;

  private final SourceRun run = new SourceRun();
  private final FakeDynamoDb dynamoDb = run.dynamoDb;
  private final String root = dynamoDb.enableStream();

  @Test
  void aChildIsNeverReadBeforeItsParentIsFinishedAndCommitted() {
    waitForOldStream();
    run.start();
    run.turns(ENOUGH_TURNS);
    run.put("a", 1);
    String child = dynamoDb.rollOver(root);
    run.put("a", 2);
    AtomicReference<Boolean> read = new AtomicReference<>(false);
    dynamoDb.beforePage(shard -> read.compareAndSet(false, shard.equals(child)));
    for (int i = 0; i < 200; i++) {
      run.turn();
    }
    assertThat(read.get()).as("read although nothing is committed").isFalse();

    run.turns(ENOUGH_TURNS);
    assertThat(read.get()).isTrue();
    assertThat(run.committed(root).finished()).isTrue();
    assertThat(run.streamed())
        .extracting(change -> change.after())
        .containsExactly(
            "{\"pk\":{\"S\":\"a\"},\"x\":{\"N\":\"1\"}}",
            "{\"pk\":{\"S\":\"a\"},\"x\":{\"N\":\"2\"}}");
  }

  @Test
  void writeTimestampsOfAnItemStrictlyIncreaseOverSplitsAndClocksThatGoBack() {
    waitForOldStream();
    run.start();
    run.turns(ENOUGH_TURNS);
    String shard = root;
    for (int i = 0; i < 6; i++) {
      dynamoDb.skew(shard, Duration.ofSeconds(i % 2 == 0 ? 5 : -5));
      run.put("a", 2 * i);
      run.put("a", 2 * i + 1);
      shard = dynamoDb.rollOver(shard);
    }
    run.turns(2 * ENOUGH_TURNS);

    assertThat(run.streamed()).hasSize(12);
    assertThat(
            run.streamed().stream().map(change -> change.source().writeTimestampMicros()).toList())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13, 21, 34, 55})
  void rereadingFromAnyCommittedOffsetGivesTheSameRecords(int turnsBetweenRestarts) {
    waitForOldStream();
    Random random = new Random(turnsBetweenRestarts);
    String shard = root;
    for (int i = 0; i < 40; i++) {
      run.put("abcd".substring(i % 4, i % 4 + 1), i);
      if (i % 15 == 14) {
        shard = dynamoDb.rollOver(shard);
      }
    }
    run.start();
    for (int turn = 1; turn <= 150; turn++) {
      run.turn();
      run.worker.commit(pending -> random.nextInt(pending + 1));
      if (turn % turnsBetweenRestarts == 0) {
        run.worker.crash(pending -> pending);
        run.start();
      }
    }
    run.turns(2 * ENOUGH_TURNS);

    Map<String, ChangeRecord> bySequence = new HashMap<>();
    for (ChangeRecord change : run.streamed()) {
      ChangeRecord first = bySequence.putIfAbsent(SourceRun.sequence(change), change);
      if (first != null) {
        assertThat(change.source()).isEqualTo(first.source());
        assertThat(change.after()).isEqualTo(first.after());
        assertThat(change.before()).isEqualTo(first.before());
      }
    }
    assertThat(bySequence).hasSize(40);
  }

  @Test
  void goesOnWithANewIteratorWhenOneHasExpired() {
    waitForOldStream();
    run.start();
    run.turns(ENOUGH_TURNS);
    run.put("a", 1);
    run.clock.advance(Duration.ofMinutes(16));
    run.turns(5);
    assertThat(run.streamed()).hasSize(1);

    dynamoDb.beforeCall(
        call -> {
          dynamoDb.beforeCall(later -> {});
          throw ExpiredIteratorException.builder().message("expired").build();
        });
    run.put("a", 2);
    run.turns(5);
    assertThat(run.streamed()).hasSize(2);
  }

  @Test
  void tellsTheProgressOfAnIdleShardNowAndThen() {
    waitForOldStream();
    run.start();
    run.turns(ENOUGH_TURNS);
    int before = run.control().size();
    run.turns(120);

    List<SourceRecord> progress = run.control().subList(before, run.control().size());
    assertThat(progress).hasSizeBetween(5, 7);
    assertThat(run.committed(root).checkedMillis())
        .isGreaterThan(run.clock.millis() - Duration.ofSeconds(15).toMillis());
  }

  @Test
  void aTrimmedShardIsADataLoss() {
    waitForOldStream();
    run.start();
    run.turns(ENOUGH_TURNS);
    for (int i = 0; i < 9; i++) {
      run.put("a", i);
    }
    run.turns(10);
    run.put("b", 1);
    run.put("b", 2);
    run.clock.advance(Duration.ofHours(25));
    dynamoDb.trim(root, 1);
    run.start();

    assertThatThrownBy(() -> run.turns(ENOUGH_TURNS))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "Table 'orders', shard '"
                + root
                + "': changes from 2026-01-01T11:00:30Z to 2026-01-01T12:00:38Z may have been"
                + " trimmed before they were read (read up to sequence number 1010); a stream keeps"
                + " 24 hours. Set data.loss.policy=resnapshot and restart the connector to have the"
                + " table scanned again beside the stream. Or: Stop the connector, empty the target"
                + " table, delete the connector's offsets (DELETE"
                + " /connectors/orders-source/offsets), set write.timestamp.min to the present time"
                + " and resume it: a new snapshot begins.");
  }

  @Test
  void aTableThatStoodStillWhileTheConnectorWasStoppedForADayIsNoDataLoss() {
    waitForOldStream();
    run.start();
    run.turns(ENOUGH_TURNS);
    run.put("a", 2);
    run.turns(ENOUGH_TURNS);
    run.clock.advance(Duration.ofHours(26));
    String child = dynamoDb.rollOver(root);
    dynamoDb.trimAll(root);
    run.start();
    run.turns(ENOUGH_TURNS);

    assertThat(run.committed(root).finished()).isTrue();
    assertThat(run.committed(child)).isNotNull();
  }

  @Test
  void aYoungShardThatBeginsWithANumberOfNoRecordIsNoDataLoss() {
    waitForOldStream();
    run.start();
    run.turns(ENOUGH_TURNS);
    run.put("a", 1);
    run.turns(ENOUGH_TURNS);
    run.clock.advance(Duration.ofHours(26));
    String child = dynamoDb.rollOver(root);
    dynamoDb.trimAll(root);
    dynamoDb.refuseStart(child);
    run.put("a", 2);
    run.start();
    run.turns(2 * ENOUGH_TURNS);

    assertThat(run.streamed()).hasSize(2);
  }

  @Test
  void anOlderShardThatCannotBeReadFromItsBeginningIsADataLoss() {
    waitForOldStream();
    run.start();
    run.turns(ENOUGH_TURNS);
    run.put("a", 1);
    run.turns(ENOUGH_TURNS);
    run.clock.advance(Duration.ofHours(1));
    String child = dynamoDb.rollOver(root);
    dynamoDb.refuseStart(child);
    run.clock.advance(Duration.ofHours(25));
    dynamoDb.trimAll(root);
    run.put("a", 2);
    run.start();

    assertThatThrownBy(() -> run.turns(2 * ENOUGH_TURNS))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("shard '" + child + "'")
        .hasMessageContaining("may have been trimmed before they were read");
  }

  @Test
  void anIdleShardThatIsTrimmedIsNoDataLoss() {
    waitForOldStream();
    run.start();
    run.turns(ENOUGH_TURNS);
    run.put("a", 1);
    run.turns(10);
    run.clock.advance(Duration.ofHours(20));
    run.turns(2 * ENOUGH_TURNS);
    run.clock.advance(Duration.ofHours(10));
    dynamoDb.trim(root, 0);
    run.put("a", 2);
    run.start();
    run.turns(ENOUGH_TURNS);

    assertThat(run.streamed()).hasSize(2);
  }

  @Test
  void aParentThatVanishedUnreadIsADataLoss() {
    waitForOldStream();
    run.start();
    run.turns(ENOUGH_TURNS);
    run.put("a", 1);
    String child = dynamoDb.rollOver(root);
    dynamoDb.rollOver(child);
    run.clock.advance(Duration.ofHours(25));
    dynamoDb.expire(root, false);
    dynamoDb.expire(child, false);
    run.start();

    assertThatThrownBy(() -> run.turns(ENOUGH_TURNS))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("may have been trimmed before they were read")
        .hasMessageContaining("none of it was read");
    assertThat(run.streamed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatWasGoneBeforeTheFirstListingIsInTheSnapshot(boolean stillListed) {
    waitForOldStream();
    run.put("a", 1);
    String child = dynamoDb.rollOver(root);
    String grandchild = dynamoDb.rollOver(child);
    run.clock.advance(Duration.ofHours(25));
    run.put("b", 1);
    dynamoDb.expire(root, stillListed);
    dynamoDb.expire(child, stillListed);
    run.start();
    run.turns(3 * ENOUGH_TURNS);

    assertThat(run.streamed()).hasSize(1);
    assertThat(run.scanned()).hasSize(2);
    if (stillListed) {
      assertThat(run.committed(child).finished()).isTrue();
      assertThat(run.committed(child).sequence()).isNull();
    } else {
      assertThat(run.committed(child)).as("forgotten, as nobody can ask for it").isNull();
    }
    assertThat(run.committed(grandchild).writeClock().passed()).isTrue();
    assertThat(committedTable().listedMillis()).isPositive();
  }

  @Test
  void waitsForAParentThatAListingHasForgotten() {
    waitForOldStream();
    run.start();
    run.turns(ENOUGH_TURNS);
    run.put("a", 1);
    String child = dynamoDb.rollOver(root);
    dynamoDb.list(child, false);
    String grandchild = dynamoDb.rollOver(child);
    run.put("a", 2);
    run.turns(2 * ENOUGH_TURNS);
    assertThat(run.committed(grandchild)).as("begun as a root").isNull();

    dynamoDb.list(child, true);
    run.turns(3 * ENOUGH_TURNS);
    assertThat(run.streamed()).hasSize(2);
    assertThat(run.committed(child).finished()).isTrue();
  }

  @Test
  void anEndOverWhichAnOlderPositionWasCommittedIsSentAgain() {
    waitForOldStream();
    run.start();
    run.put("a", 1);
    run.turns(ENOUGH_TURNS);
    Map<Map<String, ?>, Map<String, Object>> before = run.worker.committed("shard");
    dynamoDb.rollOver(root);
    run.put("a", 2);
    while (!run.committed(root).finished()) {
      run.turn();
      run.worker.commitAll();
    }
    before.forEach(run.worker::commitOffset);
    run.turns(ENOUGH_TURNS);
    assertThat(run.streamed()).as("the child waits").hasSize(1);

    run.turns(5 * ENOUGH_TURNS);
    assertThat(run.committed(root).finished()).isTrue();
    assertThat(run.streamed()).hasSize(2);
  }

  /** The shard had been read to its end: its child has begun, which it does not before. */
  @Test
  void anOlderPositionCommittedOverAFinishedShardIsNoDataLossOnceTheShardIsGone() {
    waitForOldStream();
    run.start();
    run.put("a", 1);
    run.turns(ENOUGH_TURNS);
    Map<Map<String, ?>, Map<String, Object>> before = run.worker.committed("shard");
    run.put("a", 2);
    String child = dynamoDb.rollOver(root);
    run.put("a", 3);
    run.turns(2 * ENOUGH_TURNS);
    assertThat(run.committed(child).sequence()).isNotNull();
    before.forEach(run.worker::commitOffset);
    run.clock.advance(Duration.ofHours(25));
    dynamoDb.trimAll(root);
    run.start();
    run.turns(ENOUGH_TURNS);

    assertThat(run.streamed()).hasSize(3);
    assertThat(run.committed(root).finished()).isTrue();
  }

  private void waitForOldStream() {
    run.clock.advance(Duration.ofHours(1));
  }

  private TableOffset committedTable() {
    return run.committedTable();
  }
}
