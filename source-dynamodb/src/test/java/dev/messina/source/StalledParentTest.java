package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.record.ChangeRecordReader;
import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.offset.PartitionCodec;
import dev.messina.source.offset.SourcePartition;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A child whose parent belongs to another task, which may be gone. */
class StalledParentTest {

  private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T10:00:00Z"));
  private final FakeDynamoDb dynamoDb = new FakeDynamoDb(clock);
  private final FakeWorker worker = new FakeWorker();

  /** By the function that shares shards out, the third shard belongs to the first of two tasks. */
  private final String parent = dynamoDb.rollOver(dynamoDb.rollOver(dynamoDb.enableStream()));

  private final TableAssignment first = new TableAssignment(FakeDynamoDb.TABLE, 0, 2);
  private final TableAssignment second = new TableAssignment(FakeDynamoDb.TABLE, 1, 2);

  private ShardTask owner = task(first);
  private ShardTask other = task(second);

  @Test
  void isReadWhenItsParentHoldsNothingThatWasNotRead() {
    put(1);
    ShardTask.turns(owner, other);
    String child = dynamoDb.rollOver(parent);
    assertThat(first.ownsShard(parent)).isTrue();
    assertThat(second.ownsShard(child)).isTrue();
    put(2);
    ShardTask.turns(other);
    assertThat(records()).as("before anybody has become impatient").hasSize(1);
    ShardTask.turns(other, other, other, other);

    assertThat(records()).hasSize(2);
  }

  @Test
  void isReadUnderALaterEpochToo() {
    put(1);
    ShardTask.turns(owner, other);
    assertThat(worker.askForLaterEpoch()).isTrue();
    ShardTask.turns(owner, other, owner, other);
    clock.advance(Duration.ofMinutes(2));
    String child = dynamoDb.rollOver(parent);
    assertThat(second.ownsShard(child)).isTrue();
    put(2);
    ShardTask.turns(other, other, other, other, other);

    assertThat(worker.committed("epoch-barrier").keySet())
        .anyMatch(partition -> partition.get("shard").equals(parent))
        .anyMatch(partition -> partition.get("shard").equals(child));
    assertThat(records()).hasSize(2);
  }

  @Test
  void isReadThoughTheEndOfItsParentDoesNotComeWithTheLastRecord() {
    put(1);
    ShardTask.turns(owner, other);
    dynamoDb.rollOver(parent);
    put(2);
    dynamoDb.emptyPages(() -> 7);
    ShardTask.turns(other, other, other, other, other);

    assertThat(records()).hasSize(2);
  }

  @Test
  void waitsAsLongAsItsParentHoldsSomething() {
    put(1);
    ShardTask.turns(owner, other);
    put(2);
    dynamoDb.rollOver(parent);
    put(3);
    ShardTask.turns(other, other, other, other);
    assertThat(records()).as("only what the owner has read").hasSize(1);

    ShardTask.turns(owner, other);
    assertThat(records()).hasSize(3);
  }

  @Test
  void isReadThoughAnOlderPositionIsCommittedOverItsParentsEnd() {
    Map<String, Object> older = endParent();
    ShardTask.turns(owner);
    assertThat(worker.offset(committed(parent))).containsEntry("finished", true);
    worker.commitOffset(committed(parent), older);
    ShardTask.turns(owner, other, owner, other);

    assertThat(records()).hasSize(3);
    assertThat(worker.offset(committed(parent))).containsEntry("finished", true);
  }

  @Test
  void isReadThoughThatHappensAfterItsParentsTaskHasBegunAnew() {
    Map<String, Object> older = endParent();
    ShardTask.turns(owner);
    owner = task(first);
    ShardTask.turns(owner);
    worker.commitOffset(committed(parent), older);
    ShardTask.turns(owner, other, owner, other);

    assertThat(records()).hasSize(3);
    assertThat(worker.offset(committed(parent))).containsEntry("finished", true);
  }

  @Test
  void isNotOutrankedByItsParentThatWentBackBeforeALaterEpoch() {
    Map<String, Object> older = endParent();
    ShardTask.turns(owner, other, owner, other, owner, other);
    worker.commitOffset(committed(parent), older);
    assertThat(worker.askForLaterEpoch()).isTrue();
    ShardTask.turns(owner, other, owner, other, owner, other);
    owner = task(first);
    ShardTask.turns(owner, other);

    assertThat(
            worker.inKafka().stream()
                .filter(record -> record.topic().equals("shop.orders"))
                .map(ChangeRecordReader::read)
                .max(Comparator.comparingLong(change -> change.source().writeTimestampMicros()))
                .orElseThrow()
                .after())
        .contains("\"x\":{\"N\":\"3\"}");
  }

  @Test
  void isReadByATaskThatBeginsThoughAnOlderFirstEpochIsCommittedOverTheLater() {
    put(1);
    ShardTask.turns(owner, other);
    Map<String, String> place =
        PartitionCodec.encode(new SourcePartition.First(FakeDynamoDb.TABLE));
    Map<String, Object> lower = worker.offset(place);
    long micros = (long) lower.get("epoch_us") - 1_000_000;
    lower.put("epoch_us", micros);
    lower.put("epochs", Long.toString(micros));
    worker.commitOffset(place, lower);
    other = task(second);
    dynamoDb.rollOver(parent);
    put(2);
    ShardTask.turns(owner, other);

    assertThat(records()).hasSize(2);
    assertThat((long) worker.offset(place).get("epoch_us")).isEqualTo(micros + 1_000_000);
  }

  @Test
  void outlivesItsParentWhoseOffsetIsThenDeleted() {
    put(1);
    ShardTask.turns(owner, other);
    String child = dynamoDb.rollOver(parent);
    ShardTask.turns(owner, other);
    put(2);
    ShardTask.turns(owner, other);
    assertThat(worker.offset(committed(child))).isNotNull();
    for (int hour = 0; hour < 30; hour++) {
      clock.advance(Duration.ofHours(1));
      ShardTask.turns(owner, other);
    }
    dynamoDb.trim(() -> true);
    ShardTask.turns(owner, other);

    assertThat(worker.offset(committed(parent))).isNull();
    assertThat(worker.offset(committed(child))).isNotNull();
  }

  @Test
  void mayBeForgottenBeforeItsParentWhoseOffsetIsDeletedAllTheSame() {
    put(1);
    ShardTask.turns(owner, other);
    String child = dynamoDb.rollOver(parent);
    ShardTask.turns(owner, other);
    put(2);
    ShardTask.turns(owner, other);
    clock.advance(Duration.ofMinutes(30));
    dynamoDb.rollOver(child);
    ShardTask.turns(owner, other);
    put(3);
    ShardTask.turns(owner, other);
    for (int hour = 0; hour < 30; hour++) {
      clock.advance(Duration.ofHours(1));
      dynamoDb.trim(() -> true);
      ShardTask.turns(owner, other);
    }

    assertThat(worker.offset(committed(child))).as("the child's offset").isNull();
    assertThat(worker.offset(committed(parent))).as("its parent's").isNull();
  }

  /**
   * The parent ends with a second change, unread yet, and the third is its child's.
   *
   * @return what is committed of the parent, after its first change
   */
  private Map<String, Object> endParent() {
    put(1);
    ShardTask.turns(owner, other);
    put(2);
    dynamoDb.rollOver(parent);
    put(3);
    return worker.offset(committed(parent));
  }

  private ShardTask task(TableAssignment share) {
    return new ShardTask(share, dynamoDb, worker, clock);
  }

  private static Map<String, String> committed(String shard) {
    return PartitionCodec.encode(
        new SourcePartition.Shard(FakeDynamoDb.TABLE, SourceRun.STREAM, shard));
  }

  private void put(int value) {
    dynamoDb.write("a", Map.of("x", AttributeValue.fromN(Integer.toString(value))));
    clock.advance(Duration.ofSeconds(2));
  }

  private List<SourceRecord> records() {
    return worker.inKafka().stream()
        .filter(record -> record.topic().equals("shop.orders"))
        .filter(record -> record.sourcePartition().get("kind").equals("shard"))
        .toList();
  }
}
