package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.dynamodb.control.Allowance;
import dev.messina.dynamodb.control.Rule;
import dev.messina.dynamodb.control.Rules;
import dev.messina.dynamodb.control.Scope;
import dev.messina.dynamodb.control.Throttling;
import dev.messina.record.ChangeOperation;
import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeSource;
import dev.messina.stack.KafkaBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Tables as DynamoDB has them: throttled, read stale, with items that expire, by its own clock. */
@ExtendWith(SharedKafka.class)
class TableLifeIT {

  private static final int ITEMS = 200;
  private static final int ONE_A_SECOND = 1;
  private static final int TWENTY_A_SECOND = 20;
  private static final int NONE = 0;
  private static final Scope TABLE = Scope.ALL.table(LocalTable.NAME);

  /** An item of {@link LiveSource#putAll} as it was first written. */
  private static final Pattern STALE = Pattern.compile("item-(\\d+)\"},\"x\":\\{\"N\":\"\\1\"");

  @Test
  void aThrottledHotPartitionIsWaitedForCountedAndLosesNothing(KafkaBroker kafka) {
    try (LiveSource source = new LiveSource(kafka)) {
      source.table.createWithSortKey(StreamViewType.NEW_AND_OLD_IMAGES);
      source.table.putAll(
          IntStream.range(0, 2 * ITEMS)
              .mapToObj(number -> item(number < ITEMS ? "hot" : "cold-" + number, number, 0))
              .toList());
      Rules rules = source.server.control().rules();
      rules.add(throttle(TWENTY_A_SECOND, TABLE, Optional.of(Map.of("S", "hot"))));
      rules.add(throttle(ONE_A_SECOND, TABLE.operation("Scan"), Optional.empty()));
      long reads = rules.add(throttle(NONE, TABLE.operation("GetRecords"), Optional.empty()));
      source.option("snapshot.page.limit", "20").start(1);
      source.until(
          "throttled scans are counted", () -> source.metric("snapshot", "ThrottledScans") > 3);
      source.until(
          "throttled reads of the stream are told",
          () -> source.text("streaming", "StallCause").equals("throttled"));
      for (int number = ITEMS; number < 2 * ITEMS; number++) {
        source.table.put(item("cold-" + number, number, 1));
      }
      for (int number = 0; number < ITEMS; number += 5) {
        source.table.put(item("hot", number, 1));
      }
      assertThat(rules.remove(reads)).isTrue();
      source.until("the stream goes on beside it", () -> source.streamed().size() >= ITEMS);
      assertThat(source.metric("snapshot", "PercentDone")).isLessThan(100);

      rules.clear();
      source.untilSame();
      assertThat(source.metric("streaming", "DataLossEvents")).isZero();
      assertThat(source.text("streaming", "StallCause")).isEmpty();
    }
  }

  @Test
  void aScanThatReadsStaleItemsIsOutrankedByTheStream(KafkaBroker kafka) {
    try (LiveSource source = new LiveSource(kafka)) {
      // Where the stream is young, by either clock, the source reads consistently.
      source.server.clock().jump(Duration.ofHours(-3));
      source.table.create(StreamViewType.NEW_AND_OLD_IMAGES);
      source.server.clock().jump(Duration.ofHours(1));
      source
          .server
          .control()
          .tables()
          .timing(source.server.control().tables().timing().staleness(Duration.ofMinutes(5)));
      source.putAll(0, ITEMS);
      source.server.clock().jump(Duration.ofMinutes(6));
      for (int number = 0; number < ITEMS; number++) {
        if (number % 5 == 0) {
          source.delete(LiveSource.key(number));
        } else {
          source.put(LiveSource.key(number), number + ITEMS);
        }
      }
      for (int number = ITEMS; number < ITEMS + 50; number++) {
        source.put(LiveSource.key(number), 0);
      }

      source.option("snapshot.page.limit", "10").start(1);
      source.until("half of it is scanned", () -> source.scanned().size() >= ITEMS / 2);
      for (int number = 0; number < ITEMS; number += 3) {
        source.put(LiveSource.key(number), number + 2 * ITEMS);
      }
      source.untilSame();
      assertThat(source.scanned())
          .as("images that were overwritten before the epoch was chosen")
          .filteredOn(change -> STALE.matcher(change.after()).find())
          .isNotEmpty();
    }
  }

  @Test
  void anExpiredItemIsDeletedByTheServiceAndADeletedOneIsNot(KafkaBroker kafka) {
    try (LiveSource source = new LiveSource(kafka)) {
      source.table.create(StreamViewType.NEW_AND_OLD_IMAGES);
      source
          .table
          .client()
          .updateTimeToLive(
              change ->
                  change
                      .tableName(LocalTable.NAME)
                      .timeToLiveSpecification(ttl -> ttl.enabled(true).attributeName("until")));
      Instant expiry = source.server.clock().now().plusSeconds(60);
      source.table.put(
          Map.of(
              "pk",
              AttributeValue.fromS("expired"),
              "until",
              AttributeValue.fromN(Long.toString(expiry.getEpochSecond()))));
      source.put("deleted", 1);
      source.put("kept", 2);
      source.start(1);
      source.untilSame();
      source.delete("deleted");
      source.server.clock().jump(Duration.ofHours(2));
      source.until("both deletes are told", () -> deletes(source).size() == 2);
      source.untilSame();

      assertThat(source.rows()).containsOnlyKeys("kept");
      assertThat(deletes(source))
          .filteredOn(ChangeSource.StreamShard::deletedByTtl)
          .singleElement()
          .extracting(ChangeSource.StreamShard::userIdentity)
          .isEqualTo("Service/dynamodb.amazonaws.com");
      assertThat(deletes(source))
          .filteredOn(delete -> !delete.deletedByTtl())
          .singleElement()
          .extracting(ChangeSource.StreamShard::userIdentity)
          .isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"PT1H", "-PT1H"})
  void aClockThatIsAnHourOffTheWorkersIsFollowed(Duration off, KafkaBroker kafka) {
    try (LiveSource source = new LiveSource(kafka)) {
      source.server.clock().jump(off);
      carry(source);
      Instant now = source.server.clock().now();
      assertThat(source.streamed())
          .extracting(
              change -> Instant.EPOCH.plusNanos(change.source().writeTimestampMicros() * 1_000))
          .allMatch(written -> Duration.between(written, now).abs().toMinutes() < 10);
    }
  }

  @ParameterizedTest
  @CsvSource({"PT1H", "-PT1H"})
  void aDateThatIsAnHourOffTheTimesOfChangesLosesNothing(Duration off, KafkaBroker kafka) {
    try (LiveSource source = new LiveSource(kafka)) {
      source.server.control().date().set(off);
      carry(source);
    }
  }

  /** A table that is written before, while and after it is scanned. */
  private static void carry(LiveSource source) {
    source.table.create(StreamViewType.NEW_AND_OLD_IMAGES);
    source.putAll(0, ITEMS);
    source.option("snapshot.page.limit", "5").start(1);
    source.until("half of it is scanned", () -> source.scanned().size() >= ITEMS / 2);
    for (int number = 0; number < ITEMS; number++) {
      source.put(LiveSource.key(number), number + ITEMS);
    }
    source.untilSame();
    source.delete(LiveSource.key(1));
    source.untilSame();
  }

  private static List<ChangeSource.StreamShard> deletes(LiveSource source) {
    return source.streamed().stream()
        .filter(change -> change.operation() == ChangeOperation.DELETE)
        .map(ChangeRecord::source)
        .map(ChangeSource::position)
        .map(ChangeSource.StreamShard.class::cast)
        .toList();
  }

  private static Rule throttle(int perSecond, Scope scope, Optional<Map<String, Object>> key) {
    return new Rule.Throttle(
        scope,
        key,
        new Allowance(perSecond),
        Throttling.PROVISIONED_THROUGHPUT_EXCEEDED,
        Optional.empty());
  }

  private static Map<String, AttributeValue> item(String partition, int sort, int value) {
    return Map.of(
        "pk", AttributeValue.fromS(partition),
        "sk", AttributeValue.fromN(Integer.toString(sort)),
        "x", AttributeValue.fromN(Integer.toString(value)));
  }
}
