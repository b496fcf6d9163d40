package dev.messina.sink.write;

import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.connection.FrameTooLongException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import dev.messina.plugin.Backoff;
import dev.messina.sink.mutation.MutationSettings;
import dev.messina.sink.mutation.RecordBuilder;
import dev.messina.sink.mutation.RowMutations;
import dev.messina.sink.route.TableRouter;
import dev.messina.sink.route.TableSettings;
import dev.messina.sink.statement.RecordingRows;
import dev.messina.sink.statement.RowWriter.BoundRow;
import dev.messina.sink.statement.RowWriter.TableAlteredException;
import dev.messina.sink.write.WritePolicy.RetryLimits;
import dev.messina.sink.write.WritePolicy.WriteLimits;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows of one partition leave together, and a bad one among them costs only itself. */
class MutationWriterBatchesTest {

  private static final TopicPartition PARTITION = new TopicPartition(RecordBuilder.TOPIC, 0);
  private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);
  private static final WriteLimits LIMITS =
      new WriteLimits(Duration.ofMillis(100), Duration.ofMillis(50), 1_000);

  private final RecordingRows rows = new RecordingRows();
  private final InMemoryDeadLetters deadLetters = new InMemoryDeadLetters();
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final MutationWriter writer =
      new MutationWriter(
          new RowMutations(MutationSettings.DEFAULTS, Clock.systemUTC()),
          new TableRouter(TableSettings.only(RecordingRows.TABLE)),
          rows,
          new WritePolicy(
              4,
              100_000,
              4,
              10_000,
              new RetryLimits(
                  Duration.ofMinutes(5),
                  new Backoff(Duration.ofMillis(2), Duration.ofMillis(4), new Random(1))),
              LIMITS),
          RetryScheduler.on(scheduler),
          deadLetters,
          Clock.systemUTC());

  @AfterEach
  void stopScheduler() {
    scheduler.shutdownNow();
  }

  @Test
  void rowsOfAPartitionLeaveTogetherInTheirOrder() {
    writer.put(List.of(row(0, "a"), row(1, "b"), row(2, "a"), row(3, "c"), row(4, "a")));
    assertThat(rows.requests()).containsExactly(List.of(0L, 2L, 4L), List.of(1L), List.of(3L));
    assertThat(committable(5)).isEqualTo(5);
    assertThat(writer.metrics().getRequests()).isEqualTo(3);
    assertThat(writer.metrics().getBatchRowsMean()).isEqualTo(5.0 / 3);
    assertThat(writer.metrics().getTombstonesWritten()).isEqualTo(5);
    assertThat(writer.metrics().getLatencyMaxMs()).isNotNegative();
    assertThat(writer.metrics().getLagMs()).isPositive();
  }

  @Test
  void anItemThatMovesIsDoneWhenBothOfItsRowsAre() {
    List<CompletableFuture<Void>> answers = answerLater();
    SinkRecord moved = record(1).key(Map.of("pk", "b")).columns("qty", 1).build();
    moved.headers().add("messina.moved.from", Map.of("pk", "a"), null);
    writer.put(List.of(row(0, "a"), moved));
    assertThat(rows.requests()).containsExactly(List.of(0L, 1L), List.of(1L));
    answers.get(1).complete(null);
    assertThat(committable(2)).isZero();
    assertThat(writer.metrics().getWritten()).isZero();
    answers.get(0).complete(null);
    assertThat(committable(2)).isEqualTo(2);
    assertThat(writer.metrics().getWritten()).isEqualTo(1);
  }

  @Test
  void aPoisonousRowInABatchCostsOnlyItself() {
    rows.answer(
        request -> has(request, 1) ? failed(new InvalidQueryException(null, "too long")) : DONE);
    writer.put(rowsOf("a", 0, 4));
    writer.put(List.of());
    assertThat(rows.requests())
        .containsExactly(
            List.of(0L, 1L, 2L, 3L), List.of(0L), List.of(1L), List.of(2L), List.of(3L));
    assertThat(deadLetters.reasons())
        .containsExactly(
            "Record at shop.orders-0@1: table shop.orders did not take it after 1 attempt"
                + " (InvalidQueryException: too long); correct the item at its source, or the"
                + " table.");
    assertThat(committable(4)).isEqualTo(4);
    assertThat(writer.metrics().getRecordsDeadLetteredByReason())
        .containsExactly(Map.entry("InvalidQueryException", 1L));
    assertThat(writer.inFlight().requests()).isZero();
    assertThat(writer.inFlight().bytes()).isZero();
  }

  @Test
  void aRowThatMakesTheFrameTooLongIsPutAsideAtOnce() {
    FrameTooLongException error =
        new FrameTooLongException(new InetSocketAddress(1), "Frame of 300 MB is too long");
    rows.answer(request -> has(request, 2) ? failed(error) : DONE);
    writer.put(rowsOf("a", 0, 4));
    writer.put(List.of());
    assertThat(deadLetters.offsets()).containsExactly(2L);
    assertThat(deadLetters.reasons().get(0)).contains("did not take it after 1 attempt (");
    assertThat(committable(4)).isEqualTo(4);
  }

  @Test
  void anErrorNobodyKnowsStopsWithTheRecordThatHasIt() {
    rows.answer(request -> has(request, 3) ? failed(new IllegalStateException("new to us")) : DONE);
    assertThatThrownBy(() -> writer.put(rowsOf("a", 0, 4)))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("Writing the record at shop.orders-0@3 to shop.orders failed with");
    assertThat(committable(4)).isEqualTo(3);
  }

  @Test
  void whatPassesIsTriedAgainAsTheBatchItIs() {
    int[] failures = {3};
    rows.answer(
        request -> failures[0]-- > 0 ? failed(new DriverTimeoutException("no answer")) : DONE);
    writer.put(rowsOf("a", 0, 3));
    await().untilAsserted(() -> assertThat(committable(3)).isEqualTo(3));
    assertThat(rows.requests()).hasSize(4).containsOnly(List.of(0L, 1L, 2L));
    assertThat(writer.metrics().getRetriedByReason())
        .containsExactly(Map.entry("DriverTimeoutException", 9L));
    assertThat(writer.metrics().getRetried()).isEqualTo(9);
  }

  @Test
  void anOutageDoesNotCountAgainstARow() {
    int[] failures = {10};
    rows.answer(
        request ->
            switch (failures[0]--) {
              case 10, 9, 8, 7, 6, 5, 4, 3 -> failed(new DriverTimeoutException("no answer"));
              case 2, 1 -> failed(new ServerError(null, "starting"));
              default -> DONE;
            });
    writer.put(rowsOf("a", 0, 1));
    await().untilAsserted(() -> assertThat(committable(1)).isEqualTo(1));
    assertThat(deadLetters.offsets()).isEmpty();
  }

  @Test
  void aRowThatTheAlteredTableCannotTakeDoesNotHoldUpTheRestOfItsBatch() {
    boolean[] altered = {false};
    rows.answer(
        request -> {
          boolean answers = altered[0];
          altered[0] = true;
          return answers ? DONE : failed(new DriverTimeoutException("no answer"));
        });
    rows.binding(
        mutation -> {
          if (altered[0] && mutation.coordinates().offset() == 1) {
            throw mutation.coordinates().error("column 'qty' is int");
          }
        });
    writer.put(rowsOf("a", 0, 3));
    await()
        .untilAsserted(
            () -> {
              writer.put(List.of());
              assertThat(committable(3)).isEqualTo(3);
            });
    assertThat(rows.requests()).containsExactly(List.of(0L, 1L, 2L), List.of(0L, 2L));
    assertThat(deadLetters.offsets()).containsExactly(1L);
    assertThat(writer.metrics().getRecordsDeadLetteredByReason())
        .containsExactly(Map.entry("conversion", 1L));
  }

  @Test
  void bytesInFlightAreBoundedAndRowsThatWaitForOthersDoNotBlockThem() {
    List<CompletableFuture<Void>> answers = answerLater();
    String large = "x".repeat(40_000);
    List<SinkRecord> records = List.of(row(0, large), row(1, large + 1), row(2, large + 2));
    assertThatThrownBy(() -> writer.put(records))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("bytes (write.inflight.max.bytes) are in flight");
    assertThat(rows.offsets()).containsExactly(0L, 1L);
    assertThat(writer.inFlight().bytes()).isLessThanOrEqualTo(100_000);
    answers.get(0).complete(null);
    writer.put(records);
    assertThat(rows.offsets()).containsExactly(0L, 1L, 2L);
    answers.forEach(answer -> answer.complete(null));
    assertThat(committable(3)).isEqualTo(3);
  }

  @Test
  void aPutHandsBackInTimeEvenIfThereIsProgress() {
    rows.answer(
        request -> {
          CompletableFuture<Void> slow = new CompletableFuture<>();
          var unusedFuture =
              scheduler.schedule(() -> slow.complete(null), 60, TimeUnit.MILLISECONDS);
          return slow;
        });
    List<SinkRecord> records = LongStream.range(0, 40).mapToObj(i -> row(i, "k" + i)).toList();
    assertThatThrownBy(() -> writer.put(records)).isInstanceOf(RetriableException.class);
    rows.answer(request -> DONE);
    await()
        .ignoreExceptionsInstanceOf(RetriableException.class)
        .untilAsserted(
            () -> {
              writer.put(records);
              assertThat(committable(40)).isEqualTo(40);
            });
    assertThat(rows.offsets()).doesNotHaveDuplicates().hasSize(40);
  }

  @Test
  void statementsThatCannotBePreparedNowHoldNothingUpForGood() {
    rows.binding(
        mutation -> {
          if (mutation.coordinates().offset() == 1) {
            throw new TableAlteredException("being altered", new RuntimeException());
          }
        });
    assertThatThrownBy(() -> writer.put(rowsOf("a", 0, 3)))
        .isInstanceOf(RetriableException.class)
        .hasMessage(
            "The statements for the record at shop.orders-0@1 cannot be prepared now"
                + " (TableAlteredException: being altered); this is tried again for 300000 ms"
                + " (write.retry.timeout.ms). Check the cluster.");
    rows.binding(mutation -> {});
    writer.put(rowsOf("a", 0, 3));
    assertThat(rows.offsets()).containsExactly(0L, 1L, 2L);
    assertThat(committable(3)).isEqualTo(3);
  }

  @Test
  void aRevokedPartitionsRowsAreNotSentAgain() {
    rows.answer(request -> failed(new DriverTimeoutException("no answer")));
    SinkRecord kept = record(7).partition(1).key(Map.of("pk", "a")).build();
    writer.put(List.of(row(0, "a"), kept));
    writer.forget(Set.of(PARTITION));
    rows.answer(request -> DONE);
    await().untilAsserted(() -> assertThat(writer.isBusy()).isFalse());
    assertThat(rows.requests().get(rows.requests().size() - 1)).containsExactly(7L);
    assertThat(writer.metrics().getDeleted()).isEqualTo(1);
  }

  private List<CompletableFuture<Void>> answerLater() {
    List<CompletableFuture<Void>> answers = new ArrayList<>();
    rows.answer(
        request -> {
          answers.add(new CompletableFuture<>());
          return answers.get(answers.size() - 1);
        });
    return answers;
  }

  private static boolean has(List<BoundRow> request, long offset) {
    return request.stream().anyMatch(row -> row.coordinates().offset() == offset);
  }

  private static CompletionStage<Void> failed(RuntimeException error) {
    return CompletableFuture.failedFuture(error);
  }

  private static SinkRecord row(long offset, String key) {
    return record(offset).key(Map.of("pk", key)).build();
  }

  private static List<SinkRecord> rowsOf(String key, long first, long end) {
    return LongStream.range(first, end).mapToObj(offset -> row(offset, key)).toList();
  }

  private long committable(long consumed) {
    return writer
        .committable(Map.of(PARTITION, new OffsetAndMetadata(consumed)))
        .get(PARTITION)
        .offset();
  }
}
