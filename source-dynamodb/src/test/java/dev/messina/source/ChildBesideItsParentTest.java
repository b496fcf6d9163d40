package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordReader;
import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.offset.PartitionCodec;
import dev.messina.source.offset.SourcePartition;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A child begins under a later epoch while its parent's task, over whose end a zombie task has
 * committed an older offset, begins again: each looks at the other's epoch barrier when its own is
 * committed.
 */
class ChildBesideItsParentTest {

  private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T10:00:00Z"));
  private final FakeDynamoDb dynamoDb = new FakeDynamoDb(clock);
  private final FakeWorker worker = new FakeWorker();

  /** By the function that shares shards out, the third shard belongs to the first of two tasks. */
  private final String parent = dynamoDb.rollOver(dynamoDb.rollOver(dynamoDb.enableStream()));

  private ShardTask owner = task(0);
  private ShardTask other = task(1);

  @Test
  void theParentIsLeftWhereTheChildsBarrierIsCommittedFirst() {
    beginTheChildAndTheParentAgain();
    other.worker.commitAll();
    ShardTask.turns(owner, other, owner, other);

    assertThat(newest()).contains("\"x\":{\"N\":\"9\"}");
    assertThat(times()).as("of the parent, and none again, and of the child").hasSize(5);
  }

  @Test
  void theChildWaitsForTheParentWhoseBarrierIsCommittedFirst() {
    beginTheChildAndTheParentAgain();
    ShardTask.turns(owner);
    other.worker.commitAll();
    ShardTask.turns(owner, other, owner, other);

    assertThat(newest()).contains("\"x\":{\"N\":\"9\"}");
  }

  @Test
  void theChildWaitsForAParentThatIsNotAtItsEndAgain() {
    beginTheChildAndTheParentAgain();
    dynamoDb.emptyPages(() -> 50);
    owner.turn();
    owner.worker.commitAll();
    for (int turn = 0; turn < 10; turn++) {
      owner.turn();
    }
    other.worker.commitAll();
    for (int turn = 0; turn < 10; turn++) {
      other.turn();
      other.worker.commitAll();
    }
    dynamoDb.emptyPages(() -> 0);
    ShardTask.turns(owner, other, owner, other);

    assertThat(newest()).contains("\"x\":{\"N\":\"9\"}");
  }

  @Test
  void theChildThatWaitsGoesOnWaitingWhenItsTaskBeginsAgain() {
    beginTheChildAndTheParentAgain();
    ShardTask.turns(owner);
    other.worker.commitAll();
    other.turn();
    other = task(1);
    ShardTask.turns(other, owner, other);

    assertThat(newest()).contains("\"x\":{\"N\":\"9\"}");
  }

  /** The offset is a zombie task's; the child's own task has not begun it. */
  @Test
  void theParentsEndIsSentAgainThoughTheChildsOffsetSaysThatItHasBegun() {
    put(1);
    ShardTask.turns(owner, other);
    Map<String, Object> older = worker.offset(committed(parent));
    put(2);
    String child = dynamoDb.rollOver(parent);
    dynamoDb.list(child, false);
    put(9);
    ShardTask.turns(owner, other);
    assertThat(worker.askForLaterEpoch()).isTrue();
    ShardTask.turns(owner, other, owner, other);
    dynamoDb.list(child, true);
    ShardTask.turns(owner, owner);
    worker.commitOffset(committed(parent), new HashMap<>(older));
    ShardTask.turns(other);
    assertThat(newest()).as("the child waits").doesNotContain("9");
    older.put("sequence", dynamoDb.sequencesOf("a").get(2));
    worker.commitOffset(committed(child), older);
    ShardTask.turns(owner, other, owner, other, owner, other);

    assertThat(newest()).contains("\"x\":{\"N\":\"9\"}");
  }

  /** Neither barrier is committed yet. */
  private void beginTheChildAndTheParentAgain() {
    put(1);
    ShardTask.turns(owner, other);
    Map<String, Object> older = worker.offset(committed(parent));
    put(2);
    put(3);
    put(4);
    String child = dynamoDb.rollOver(parent);
    dynamoDb.list(child, false);
    put(9);
    ShardTask.turns(owner, other);
    assertThat(worker.askForLaterEpoch()).isTrue();
    ShardTask.turns(owner, other, owner, other);
    assertThat(worker.committed("epoch-barrier")).isEmpty();
    assertThat(worker.offset(committed(child))).isNull();
    assertThat(worker.offset(committed(parent))).containsEntry("finished", true);
    dynamoDb.list(child, true);
    turnUntilItSendsTheBarrierOf(child, other);
    worker.commitOffset(committed(parent), older);
    owner = task(0);
    turnUntilItSendsTheBarrierOf(parent, owner);
  }

  private static void turnUntilItSendsTheBarrierOf(String shard, ShardTask task) {
    boolean sent = false;
    for (int turn = 0; turn < 1_000 && !sent; turn++) {
      sent = task.turn().stream().anyMatch(record -> isBarrierOf(shard, record));
    }
    assertThat(sent).as("sent the barrier of " + shard).isTrue();
  }

  private static boolean isBarrierOf(String shard, SourceRecord record) {
    return "epoch-barrier".equals(record.sourcePartition().get("kind"))
        && shard.equals(record.sourcePartition().get("shard"));
  }

  private ShardTask task(int index) {
    return new ShardTask(
        new TableAssignment(FakeDynamoDb.TABLE, index, 2), dynamoDb, worker, clock);
  }

  private static Map<String, String> committed(String shard) {
    return PartitionCodec.encode(
        new SourcePartition.Shard(FakeDynamoDb.TABLE, SourceRun.STREAM, shard));
  }

  private void put(int value) {
    dynamoDb.write("a", Map.of("x", AttributeValue.fromN(Integer.toString(value))));
    clock.advance(Duration.ofSeconds(2));
  }

  private List<ChangeRecord> changes() {
    return worker.inKafka().stream()
        .filter(record -> record.topic().equals("shop.orders"))
        .filter(record -> record.sourcePartition().get("kind").equals("shard"))
        .map(ChangeRecordReader::read)
        .toList();
  }

  private List<Long> times() {
    return changes().stream().map(change -> change.source().writeTimestampMicros()).toList();
  }

  private String newest() {
    return changes().stream()
        .max(Comparator.comparingLong(change -> change.source().writeTimestampMicros()))
        .orElseThrow()
        .after();
  }
}
