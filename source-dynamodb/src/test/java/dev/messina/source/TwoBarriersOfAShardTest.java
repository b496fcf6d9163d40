package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordReader;
import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.aws.FakeDynamoDb;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two tasks of one shard, one of them a zombie, stand at different epoch barriers of it, the
 * zombie's before a change that its successor has left below the epoch. The change after it keeps
 * the higher write timestamp, whichever barrier is committed over the other.
 */
class TwoBarriersOfAShardTest {

  private static final int ENOUGH_TURNS = 40;

  private final SourceRun run = new SourceRun();
  private final SourceRun zombie = run.beside(TableAssignment.whole(FakeDynamoDb.TABLE));
  private final SourceRun successor = run.beside(TableAssignment.whole(FakeDynamoDb.TABLE));

  /** Both have sent their barriers, and none is committed. */
  @BeforeEach
  void sendBothBarriers() {
    run.dynamoDb.enableStream();
    run.put("a", 0);
    run.clock.advance(Duration.ofHours(1));
    run.start();
    run.turns(ENOUGH_TURNS);
    run.put("a", 1);
    run.turns(ENOUGH_TURNS);
    Map<Map<String, ?>, Map<String, Object>> older = run.worker.committed("shard");
    run.put("a", 2);
    run.put("a", 3);
    run.turns(ENOUGH_TURNS);
    Map<Map<String, ?>, Map<String, Object>> newer = run.worker.committed("shard");
    run.worker.askForLaterEpoch();
    while (run.committedTable().request() == null) {
      run.turns(1);
    }
    run.put("a", 4);
    older.forEach(run.worker::commitOffset);
    zombie.option("stream.page.limit", "1").start();
    while (run.committedTable().epochs().size() < 2) {
      zombie.turns(1);
    }
    turnUntilItSends(zombie, TwoBarriersOfAShardTest::isBarrier);
    newer.forEach(run.worker::commitOffset);
    successor.start();
    turnUntilItSends(successor, TwoBarriersOfAShardTest::isBarrier);
    assertThat(run.worker.committed("epoch-barrier")).isEmpty();
  }

  @Test
  void theSuccessorGoesOnFromTheEarlierOne() {
    zombie.worker.commitAll();
    turnUntilItSends(zombie, record -> isChangeTo("3", record));
    successor.turns(ENOUGH_TURNS);

    requireOrder();
  }

  @Test
  void theSuccessorGoesBackWhereTheEarlierOneIsCommittedAfterItHasPassedItsOwn() {
    successor.worker.commitAll();
    turnUntilItSends(successor, record -> isChangeTo("4", record));
    zombie.worker.commitAll();
    turnUntilItSends(zombie, record -> isChangeTo("3", record));
    successor.turns(ENOUGH_TURNS);

    requireOrder();
  }

  @Test
  void theSuccessorGoesBackWhereItsOwnIsCommittedOverOneThatTheZombieHasPassed() {
    zombie.worker.commitAll();
    turnUntilItSends(zombie, record -> isChangeTo("3", record));
    successor.worker.commitAll();
    successor.turns(ENOUGH_TURNS);
    run.dynamoDb.emptyPages(() -> 2 * ENOUGH_TURNS);
    turnUntilItSends(zombie, TwoBarriersOfAShardTest::isBarrier);
    run.dynamoDb.emptyPages(() -> 0);
    zombie.worker.commitAll();
    successor.turns(ENOUGH_TURNS);

    requireOrder();
  }

  @Test
  void theSuccessorReadsOnWhereTheZombieHasBeenThoughItsOwnIsCommitted() {
    zombie.worker.commitAll();
    turnUntilItSends(zombie, record -> isChangeTo("3", record));
    successor.worker.commitAll();
    zombie.worker.commitAll();
    successor.turns(ENOUGH_TURNS);

    requireOrder();
  }

  private static void turnUntilItSends(SourceRun task, Predicate<SourceRecord> wanted) {
    boolean sent = false;
    for (int turn = 0; turn < ENOUGH_TURNS && !sent; turn++) {
      sent = task.turn().stream().anyMatch(wanted);
    }
    assertThat(sent).as("sent it").isTrue();
  }

  private static boolean isBarrier(SourceRecord record) {
    return "epoch-barrier".equals(record.sourcePartition().get("kind"));
  }

  private static boolean isChangeTo(String number, SourceRecord record) {
    return !SourceRun.isControl(record) && isTo(number, ChangeRecordReader.read(record));
  }

  private static boolean isTo(String number, ChangeRecord change) {
    return change.after().contains("{\"N\":\"" + number + "\"}");
  }

  /** Of each change the newest delivery counts, a zombie task's included. */
  private void requireOrder() {
    zombie.worker.commitAll();

    List<Long> newest = Stream.of("1", "2", "3", "4").map(this::newestOf).toList();
    assertThat(newest).as("write timestamps").isSorted().doesNotHaveDuplicates();
  }

  private long newestOf(String number) {
    return run.streamed().stream()
        .filter(change -> isTo(number, change))
        .mapToLong(change -> change.source().writeTimestampMicros())
        .max()
        .orElseThrow();
  }
}
