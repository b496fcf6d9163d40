package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordReader;
import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.control.TopicQuestions.TopicHistory;
import dev.messina.source.fetch.FetchQueue;
import dev.messina.source.offset.PartitionCodec;
import dev.messina.source.offset.SourcePartition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

  private Task owner = new Task(new TableAssignment(FakeDynamoDb.TABLE, 0, 2));
  private Task other = new Task(new TableAssignment(FakeDynamoDb.TABLE, 1, 2));

  @Test
  void theParentIsLeftWhereTheChildsBarrierIsCommittedFirst() {
    beginTheChildAndTheParentAgain();
    other.worker.commitAll();
    turns(owner, other, owner, other);

    assertThat(newest()).contains("\"x\":{\"N\":\"9\"}");
    assertThat(times()).as("of the parent, and none again, and of the child").hasSize(5);
  }

  @Test
  void theChildWaitsForTheParentWhoseBarrierIsCommittedFirst() {
    beginTheChildAndTheParentAgain();
    turns(owner);
    other.worker.commitAll();
    turns(owner, other, owner, other);

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
    turns(owner, other, owner, other);

    assertThat(newest()).contains("\"x\":{\"N\":\"9\"}");
  }

  @Test
  void theChildThatWaitsGoesOnWaitingWhenItsTaskBeginsAgain() {
    beginTheChildAndTheParentAgain();
    turns(owner);
    other.worker.commitAll();
    other.turn();
    other = new Task(new TableAssignment(FakeDynamoDb.TABLE, 1, 2));
    turns(other, owner, other);

    assertThat(newest()).contains("\"x\":{\"N\":\"9\"}");
  }

  /** Neither barrier is committed yet. */
  private void beginTheChildAndTheParentAgain() {
    put(1);
    turns(owner, other);
    Map<String, Object> older = worker.offset(committed(parent));
    put(2);
    put(3);
    put(4);
    String child = dynamoDb.rollOver(parent);
    dynamoDb.list(child, false);
    put(9);
    turns(owner, other);
    assertThat(worker.askForLaterEpoch()).isTrue();
    turns(owner, other, owner, other);
    assertThat(worker.committed("epoch-barrier")).isEmpty();
    assertThat(worker.offset(committed(child))).isNull();
    assertThat(worker.offset(committed(parent))).containsEntry("finished", true);
    dynamoDb.list(child, true);
    turnUntilItSendsTheBarrierOf(child, other);
    worker.commitOffset(committed(parent), older);
    owner = new Task(new TableAssignment(FakeDynamoDb.TABLE, 0, 2));
    turnUntilItSendsTheBarrierOf(parent, owner);
  }

  private static void turnUntilItSendsTheBarrierOf(String shard, Task task) {
    for (int turn = 0; turn < 1_000 && !task.hasSentBarrierOf(shard); turn++) {
      task.turn();
    }
    assertThat(task.hasSentBarrierOf(shard)).as("sent the barrier of " + shard).isTrue();
  }

  private static Map<String, String> committed(String shard) {
    return PartitionCodec.encode(
        new SourcePartition.Shard(FakeDynamoDb.TABLE, SourceRun.STREAM, shard));
  }

  private void put(int value) {
    dynamoDb.write("a", Map.of("x", AttributeValue.fromN(Integer.toString(value))));
    clock.advance(Duration.ofSeconds(2));
  }

  private void turns(Task... tasks) {
    for (int i = 0; i < 80; i++) {
      for (Task task : tasks) {
        task.turn();
        task.worker.commitAll();
      }
    }
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

  private final class Task {

    private final FakeWorker worker = ChildBesideItsParentTest.this.worker.another();
    private final RunningSource running;
    private final List<SourceRecord> sent = new ArrayList<>();

    private Task(TableAssignment share) {
      DynamoDbSourceConfig config =
          DynamoDbSourceConfig.parse(
              Map.of(
                  "name", "shop",
                  "topic.prefix", "shop",
                  "tables", FakeDynamoDb.TABLE,
                  "control.kafka.bootstrap.servers", "nowhere:9092"));
      running =
          TestScope.of(
                  config,
                  share,
                  dynamoDb,
                  new FetchQueue(Runnable::run, clock, FetchQueue.backoff(new Random(1)), 4),
                  worker,
                  TopicHistory.NONE,
                  clock,
                  new Random(1))
              .source();
    }

    /** Commits nothing. */
    private void turn() {
      try {
        List<SourceRecord> records = running.poll();
        sent.addAll(records);
        worker.send(records);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      clock.advance(Duration.ofMillis(500));
    }

    private boolean hasSentBarrierOf(String shard) {
      return sent.stream()
          .map(SourceRecord::sourcePartition)
          .anyMatch(
              partition ->
                  "epoch-barrier".equals(partition.get("kind"))
                      && shard.equals(partition.get("shard")));
    }
  }
}
