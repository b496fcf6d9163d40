package dev.messina.source;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.dynamodb.control.Calls;
import dev.messina.dynamodb.stream.StreamSettings;
import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeSource;
import dev.messina.stack.KafkaBroker;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/**
 * Shards as DynamoDB has them: many and idle, split and listed late, with iterators that expire.
 */
@ExtendWith(SharedKafka.class)
class ShardLifeIT {

  private static final int DESCRIBES_PER_SECOND = 10;
  private static final int ITEMS = 200;

  /** Of a shard. When a second one has passed, the shards that ended first are trimmed. */
  private static final Duration LIFE = Duration.ofHours(13);

  private int written;

  @Test
  void anIdleTableOf200ShardsHasNoDataLossAndThenAChangeOfEachArrives(KafkaBroker kafka) {
    int shards = 200;
    try (LiveSource source = new LiveSource(kafka)) {
      streams(source, with -> with.shards(with.shards().count(shards).rollOver(LIFE)));
      source.table.create(StreamViewType.NEW_AND_OLD_IMAGES);
      source.server.control().calls().record(true);
      source.option("shard.discovery.interval.ms", "1000").start(2);
      untilRead(source, openShards(source));
      for (int life = 1; life <= 2; life++) {
        source.server.clock().jump(LIFE);
        untilRead(source, openShards(source));
      }
      source.server.control().calls().record(false);
      assertThat(source.streamed()).isEmpty();

      List<String> open = openShards(source);
      assertThat(open).hasSize(shards);
      source.until(
          "a change of each shard arrives",
          () -> {
            source.putAll(written, written + 100);
            written += 100;
            return source.shards().containsAll(open);
          });
      source.untilSame();
      assertThat(source.metric("streaming", "DataLossEvents")).isZero();
      assertThat(describes(source)).isNotEmpty().allMatch(call -> call.status() == 200);
      assertThat(mostInASecond(describes(source))).isLessThanOrEqualTo(DESCRIBES_PER_SECOND);
    }
  }

  @Test
  void aListingThatLagsBehindASplitDelaysTheNewShardsAndLosesNothing(KafkaBroker kafka) {
    Duration lag = Duration.ofMinutes(10);
    try (LiveSource source = new LiveSource(kafka)) {
      streams(source, with -> with.shards(with.shards().count(8)));
      source.table.create(StreamViewType.NEW_AND_OLD_IMAGES);
      source.option("shard.discovery.interval.ms", "1000").start(2);
      source.putAll(0, ITEMS);
      source.untilSame();
      source.server.clock().jump(lag.multipliedBy(3));
      streams(source, with -> with.listing(with.listing().stale(lag).incomplete(lag)));

      List<String> parents = openShards(source);
      List<String> halves = source.server.control().streams().split(LocalTable.NAME);
      change(source, 1);
      source.until(
          "the parents are read to their ends",
          () -> source.metric("streaming", "NumberOfShardsFinished") == parents.size());
      assertThat(source.shards()).doesNotContainAnyElementsOf(halves);

      source.server.clock().jump(lag);
      source.until(
          "some of the new shards are read",
          () -> source.shards().stream().anyMatch(halves::contains));
      assertThat(source.shards()).as("half of the list is missing").doesNotContainSequence(halves);
      change(source, 2);

      source.server.clock().jump(lag);
      change(source, 3);
      source.untilSame();
      assertThat(source.shards()).containsAll(halves);
      assertThat(source.metric("streaming", "DataLossEvents")).isZero();
      assertInOrder(source);
    }
  }

  @Test
  void iteratorsThatExpireWhileNobodyTakesRecordsAreRenewed(KafkaBroker kafka) {
    try (LiveSource source = new LiveSource(kafka)) {
      source.table.create(StreamViewType.NEW_AND_OLD_IMAGES);
      source.option("stream.page.limit", "5").start(1);
      source.putAll(0, ITEMS);
      source.untilSame();
      for (int pause = 1; pause <= 3; pause++) {
        change(source, pause);
        int before = source.streamed().size();
        source.until("reading goes on", () -> source.streamed().size() > before);
        assertThat(source.streamed()).as("a backlog is left").hasSizeLessThan(before + ITEMS);
        source.server.clock().jump(Duration.ofMinutes(16));
        long refreshes = source.metric("streaming", "IteratorRefreshes");
        source.until(
            "the iterators are renewed",
            () -> source.metric("streaming", "IteratorRefreshes") > refreshes);
      }
      source.untilSame();
      assertThat(source.metric("streaming", "DataLossEvents")).isZero();
      assertInOrder(source);
    }
  }

  private static void streams(LiveSource source, UnaryOperator<StreamSettings> change) {
    StreamSettings now = source.server.control().streams().settings();
    source.server.control().streams().settings(change.apply(now));
  }

  private static List<String> openShards(LiveSource source) {
    return source.server.control().streams().openShards(LocalTable.NAME);
  }

  private static void change(LiveSource source, int round) {
    for (int number = 0; number < ITEMS; number++) {
      if ((number + round) % 7 == 0) {
        source.delete(LiveSource.key(number));
      } else {
        source.put(LiveSource.key(number), number + round * ITEMS);
      }
    }
  }

  /** Until these shards have offsets, and no task reads any other. */
  private static void untilRead(LiveSource source, List<String> shards) {
    source.until(
        "all open shards are read, and no others",
        () ->
            source.metric("streaming", "NumberOfShardsReading") == shards.size()
                && source.committed("shard").keySet().stream()
                    .map(partition -> partition.get("shard"))
                    .toList()
                    .containsAll(shards));
  }

  private static List<Calls.Recorded> describes(LiveSource source) {
    return source.server.control().calls().all().stream()
        .filter(call -> call.operation().equals("DescribeStream"))
        .toList();
  }

  private static long mostInASecond(List<Calls.Recorded> calls) {
    return calls.stream()
        .mapToLong(
            first ->
                calls.stream()
                    .filter(call -> !call.at().isBefore(first.at()))
                    .filter(call -> call.at().isBefore(first.at().plusSeconds(1)))
                    .count())
        .max()
        .orElse(0);
  }

  /** Nothing came twice, each shard in its order, and the write timestamps of an item increase. */
  private static void assertInOrder(LiveSource source) {
    source.streamed().stream()
        .collect(groupingBy(change -> position(change).shard()))
        .forEach(
            (shard, changes) ->
                assertThat(changes.stream().map(ShardLifeIT::sequence))
                    .as(shard)
                    .doesNotHaveDuplicates()
                    .isSorted());
    Map<String, List<Long>> writeTimestamps = source.streamedWriteTimestamps();
    assertThat(writeTimestamps)
        .isNotEmpty()
        .allSatisfy((key, times) -> assertThat(times).doesNotHaveDuplicates().isSorted());
  }

  private static BigInteger sequence(ChangeRecord change) {
    return new BigInteger(position(change).sequence());
  }

  private static ChangeSource.StreamShard position(ChangeRecord change) {
    return (ChangeSource.StreamShard) change.source().position();
  }
}
