package dev.messina.sink.write;

import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.servererrors.DefaultWriteType;
import com.datastax.oss.driver.api.core.servererrors.WriteFailureException;
import dev.messina.plugin.Backoff;
import dev.messina.sink.mutation.MutationSettings;
import dev.messina.sink.mutation.RecordBuilder;
import dev.messina.sink.mutation.RowMutations;
import dev.messina.sink.route.TableRouter;
import dev.messina.sink.route.TableSettings;
import dev.messina.sink.statement.RecordingRows;
import dev.messina.sink.statement.RowWriter.BoundRow;
import dev.messina.sink.write.WritePolicy.RetryLimits;
import dev.messina.sink.write.WritePolicy.WriteLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/**
 * Invariant 11: an ambiguous failure never puts a row aside while nothing else is acknowledged.
 * WRITE_FAILURE is what ScyllaDB answers for a row that is too large, and also for replicas that
 * restart, a disk that is full and a rate limit.
 */
class AmbiguousFailuresTest {

  private static final TopicPartition PARTITION = new TopicPartition(RecordBuilder.TOPIC, 0);
  private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);
  private static final Duration RETRY_TIMEOUT = Duration.ofMinutes(5);
  private static final int HELD_MAX = 100_000;

  private final TestTime time = new TestTime();
  private final RecordingRows rows = new RecordingRows();
  private final InMemoryDeadLetters deadLetters = new InMemoryDeadLetters();
  private final MutationWriter writer = writer(1, HELD_MAX);
  private long nextOffset;

  @Test
  void noRowIsPutAsideWhenAllOfThemFailForTenSeconds() {
    Instant end = time.instant().plusSeconds(10);
    rows.answer(request -> time.instant().isBefore(end) ? failed() : DONE);
    give(30);
    time.pass(Duration.ofSeconds(30));
    writer.put(List.of());
    assertThat(deadLetters.offsets()).isEmpty();
    assertThat(writer.metrics().getRecordsDeadLettered()).isZero();
    assertThat(committable()).isEqualTo(30);
  }

  @Test
  void aRowThatFailsWhileItsNeighboursAreTakenIsPutAside() {
    poisonous(offset -> offset == 3);
    traffic(Duration.ofSeconds(90), 4);
    assertThat(deadLetters.offsets()).containsExactly(3L);
    assertThat(deadLetters.reasons().get(0))
        .startsWith("Record at shop.orders-0@3: table shop.orders did not take it in ")
        .contains(" attempts over 6", " while it took other rows (WriteFailureException: ");
    assertThat(committable()).isEqualTo(nextOffset);
  }

  @Test
  void aMinuteIsTheLeastThatARowIsGiven() {
    poisonous(offset -> offset == 3);
    traffic(Duration.ofSeconds(58), 4);
    assertThat(deadLetters.offsets()).isEmpty();
    assertThat(committable()).isEqualTo(3);
  }

  @Test
  void severalPoisonousRowsAtOnceArePutAsideAndNoOthers() {
    poisonous(offset -> Set.of(3L, 4L, 5L, 40L, 41L).contains(offset));
    traffic(Duration.ofMinutes(3), 4);
    assertThat(deadLetters.offsets()).containsExactlyInAnyOrder(3L, 4L, 5L, 40L, 41L);
    assertThat(committable()).isEqualTo(nextOffset);
  }

  @Test
  void thePoisonousRowsOfABatchArePutAsideAndTheirNeighboursWritten() {
    MutationWriter batching = writer(8, HELD_MAX);
    poisonous(offset -> offset == 2 || offset == 5);
    batching.put(records(8));
    for (int second = 0; second < 90; second++) {
      time.pass(Duration.ofSeconds(1));
      batching.put(records(4));
    }
    assertThat(deadLetters.offsets()).containsExactlyInAnyOrder(2L, 5L);
  }

  @Test
  void stopsWhenEverythingFailsForLongerThanTheTimeout() {
    rows.answer(request -> failed());
    give(3);
    time.pass(RETRY_TIMEOUT.plusSeconds(20));
    assertThatThrownBy(() -> writer.put(List.of()))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("shop.orders has failed for 300000 ms (write.retry.timeout.ms)")
        .hasMessageContaining("Nothing was skipped");
    assertThat(deadLetters.offsets()).isEmpty();
    assertThat(committable()).isZero();
  }

  @Test
  void acknowledgementsOfTheFirstMomentsAreNoReasonToPutRowsAsideInALongOutage() {
    Instant begin = time.instant().plusSeconds(3);
    rows.answer(
        request -> time.instant().isBefore(begin) && offset(request) % 2 == 0 ? DONE : failed());
    traffic(Duration.ofSeconds(3), 4);
    long given = nextOffset;
    time.pass(RETRY_TIMEOUT.plusSeconds(20));
    assertThatThrownBy(() -> writer.put(List.of())).isInstanceOf(ConnectException.class);
    assertThat(deadLetters.offsets()).as("of %s", given).isEmpty();
  }

  @Test
  void rowsOfReplicasThatTakeNoWritesAreNotPutAsideWhileThoseOfOthersAreTaken() {
    rows.answer(request -> offset(request) % 3 == 0 ? failed() : DONE);
    assertThat(stopOf(writer, Duration.ofMinutes(12))).hasMessageContaining("too few other rows");
    assertThat(deadLetters.offsets()).isEmpty();
  }

  @Test
  void aFewRowsOfReplicasThatTakeNoWritesAreNotPutAsideInQuietTrafficEither() {
    Set<UUID> full = Set.of(new UUID(0, 1), new UUID(0, 2));
    Set<UUID> others = Set.of(new UUID(0, 3), new UUID(0, 4));
    rows.replicas(row -> row.coordinates().offset() % 40 == 7 ? full : others);
    rows.answer(request -> offset(request) % 40 == 7 ? failed() : DONE);
    assertThat(stopOf(writer, Duration.ofMinutes(12))).hasMessageContaining("too few other rows");
    assertThat(deadLetters.offsets()).isEmpty();
  }

  @Test
  void aRowIsAtFaultWhenOthersOfItsReplicasAreTaken() {
    Set<UUID> some = Set.of(new UUID(0, 1), new UUID(0, 2));
    Set<UUID> others = Set.of(new UUID(0, 3), new UUID(0, 4));
    rows.replicas(row -> row.coordinates().offset() % 2 == 1 ? some : others);
    poisonous(offset -> offset == 3);
    traffic(Duration.ofSeconds(90), 4);
    assertThat(deadLetters.offsets()).containsExactly(3L);
  }

  @Test
  void theOnlyRowStopsTheTaskWithTheWayToDecide() {
    poisonous(offset -> true);
    give(1);
    time.pass(RETRY_TIMEOUT.plusSeconds(20));
    assertThatThrownBy(() -> writer.put(List.of()))
        .hasMessageContaining("Writing the record at shop.orders-0@0 to shop.orders has failed")
        .hasMessageContaining(
            "; too few other rows of that table were acknowledged meanwhile to tell whether the"
                + " cluster or this row is at fault. Nothing was skipped; restore the cluster")
        .hasMessageContaining("set its offset of this partition after the record");
    assertThat(committable()).isZero();
  }

  @Test
  void aRowUnderLoadIsFoundOutThoughTooManyRecordsWaitBehindIt() {
    MutationWriter busy = writer(1, 50);
    poisonous(offset -> offset == 3);
    List<SinkRecord> batch = records(10_000);
    for (int puts = 0; puts < 1_000 && deadLetters.offsets().isEmpty(); puts++) {
      try {
        busy.put(batch);
        batch = List.of();
      } catch (RetriableException e) {
        assertThat(e).hasMessageContaining("records wait behind one that is still being tried");
      }
      time.pass(Duration.ofMillis(200));
    }
    assertThat(deadLetters.offsets()).containsExactly(3L);
  }

  /** Gives rows as the framework does, those that found no room once more, until the task stops. */
  private ConnectException stopOf(MutationWriter task, Duration atMost) {
    Instant end = time.instant().plus(atMost);
    List<SinkRecord> batch = List.of();
    while (time.instant().isBefore(end)) {
      batch = batch.isEmpty() ? records(3) : batch;
      try {
        task.put(batch);
        batch = List.of();
      } catch (RetriableException noRoom) {
        // The same rows are given again.
      } catch (ConnectException stopped) {
        return stopped;
      }
      time.pass(Duration.ofSeconds(1));
    }
    throw new AssertionError("It did not stop.");
  }

  private void traffic(Duration howLong, int perSecond) {
    for (long second = 0; second < howLong.toSeconds(); second++) {
      give(perSecond);
      time.pass(Duration.ofSeconds(1));
    }
    writer.put(List.of());
  }

  private void give(int count) {
    writer.put(records(count));
  }

  private List<SinkRecord> records(int count) {
    long first = nextOffset;
    nextOffset += count;
    return LongStream.range(first, nextOffset).mapToObj(AmbiguousFailuresTest::row).toList();
  }

  private static SinkRecord row(long offset) {
    return record(offset).key(Map.of("pk", "k" + offset % 3)).build();
  }

  private void poisonous(LongPredicate isPoisonous) {
    rows.answer(
        request ->
            request.stream().anyMatch(row -> isPoisonous.test(row.coordinates().offset()))
                ? failed()
                : DONE);
  }

  private static long offset(List<BoundRow> request) {
    return request.get(0).coordinates().offset();
  }

  private static CompletionStage<Void> failed() {
    return CompletableFuture.failedFuture(
            new WriteFailureException(
                null,
                DefaultConsistencyLevel.LOCAL_QUORUM,
                0,
                2,
                DefaultWriteType.SIMPLE,
                2,
                Map.of()))
        .thenApply(wrapsItsError -> null);
  }

  private MutationWriter writer(int batchRows, int heldMax) {
    return new MutationWriter(
        new RowMutations(MutationSettings.DEFAULTS, time),
        new TableRouter(TableSettings.only(RecordingRows.TABLE)),
        rows,
        new WritePolicy(
            256,
            1_000_000,
            batchRows,
            10_000,
            new RetryLimits(
                RETRY_TIMEOUT,
                new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), new Random(1))),
            new WriteLimits(Duration.ZERO, Duration.ZERO, heldMax)),
        time,
        deadLetters,
        time);
  }

  private long committable() {
    return writer
        .committable(Map.of(PARTITION, new OffsetAndMetadata(nextOffset)))
        .get(PARTITION)
        .offset();
  }
}
