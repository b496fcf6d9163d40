package dev.messina.sink.write;

import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.DriverTimeoutException;
import dev.messina.plugin.Backoff;
import dev.messina.sink.mutation.MutationSettings;
import dev.messina.sink.mutation.MutationSettings.WriteMode;
import dev.messina.sink.mutation.NullValueBehavior;
import dev.messina.sink.mutation.RecordBuilder;
import dev.messina.sink.mutation.RowMutations;
import dev.messina.sink.mutation.WriteTimestampSource;
import dev.messina.sink.route.TableRouter;
import dev.messina.sink.route.TableSettings;
import dev.messina.sink.statement.RecordingRows;
import dev.messina.sink.write.WritePolicy.RetryLimits;
import dev.messina.sink.write.WritePolicy.WriteLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MutationWriterTest {

  private static final TopicPartition PARTITION = new TopicPartition(RecordBuilder.TOPIC, 0);
  private static final int IN_FLIGHT_MAX = 4;
  private static final WriteLimits LIMITS =
      new WriteLimits(Duration.ofMillis(100), Duration.ofMillis(50), 10);

  private final RecordingRows rows = new RecordingRows();
  private final InMemoryDeadLetters deadLetters = new InMemoryDeadLetters();
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final MutationWriter writer = writer(Duration.ofMinutes(5), deadLetters);

  @AfterEach
  void stopScheduler() {
    scheduler.shutdownNow();
  }

  @Test
  void commitsWhatIsAcknowledged() {
    writer.put(records(0, 3));
    assertThat(committable(3)).isEqualTo(3);
    assertThat(writer.metrics().getDeleted()).isEqualTo(3);
    assertThat(writer.isBusy()).isFalse();
  }

  @Test
  void neverCommitsPastAWriteThatIsUnderWay() {
    Map<Long, CompletableFuture<Void>> answers = answerLater();
    writer.put(records(0, 3));
    answers.get(0L).complete(null);
    answers.get(2L).complete(null);
    assertThat(committable(3)).isEqualTo(1);
    assertThat(writer.metrics().getInFlight()).isEqualTo(1);
    answers.get(1L).complete(null);
    assertThat(committable(3)).isEqualTo(3);
  }

  @Test
  void stopsAtTheFirstRecordThatNoConfigurationOfThisKindCanWrite() {
    SinkRecord item =
        record(0)
            .value(Map.of("op", "c", "after", "{}", "source", Map.of("connector", "dynamodb")))
            .build();

    assertThatThrownBy(() -> writer.put(List.of(item)))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("Add the ItemToRow transform");
    assertThat(deadLetters.offsets()).isEmpty();
    assertThat(committable(1)).isZero();
  }

  @Test
  void sendsNoMoreThanItsBoundAndGoesOnWhereItStopped() {
    Map<Long, CompletableFuture<Void>> answers = answerLater();
    List<SinkRecord> batch = records(0, 7);
    assertThatThrownBy(() -> writer.put(batch))
        .isInstanceOf(RetriableException.class)
        .hasMessage(
            "4 requests of at most 4 now (write.inflight.max) with 2565 bytes"
                + " (write.inflight.max.bytes) are in flight, and no room was left for all records"
                + " within 100 ms; they are still being tried. If this goes on, check the"
                + " cluster.");
    assertThat(rows.offsets()).containsExactly(0L, 1L, 2L, 3L);
    answers.values().forEach(answer -> answer.complete(null));
    rows.answer(request -> CompletableFuture.completedFuture(null));
    writer.put(batch);
    assertThat(rows.offsets()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(committable(7)).isEqualTo(7);
  }

  @Test
  void boundsWhatWaitsBehindOneRecord() {
    CompletableFuture<Void> stuck = new CompletableFuture<>();
    rows.answer(
        request ->
            request.get(0).coordinates().offset() == 0
                ? stuck
                : CompletableFuture.completedFuture(null));
    assertThatThrownBy(() -> writer.put(records(0, 20)))
        .isInstanceOf(RetriableException.class)
        .hasMessage("10 records wait behind one that is still being tried. Check the cluster.");
    stuck.complete(null);
    writer.put(records(0, 20));
    assertThat(committable(20)).isEqualTo(20);
  }

  @Test
  void writesAgainWhatAConsumerReadsAgainThatWentBackByItself() {
    writer.put(records(0, 10));
    assertThat(committable(10)).isEqualTo(10);
    Map<Long, CompletableFuture<Void>> answers = answerLater();
    writer.put(records(5, 8));
    assertThat(rows.offsets().subList(10, 13)).containsExactly(5L, 6L, 7L);
    assertThat(committable(8)).isEqualTo(5);
    answers.values().forEach(answer -> answer.complete(null));
    assertThat(committable(8)).isEqualTo(8);
  }

  @Test
  void whatAConsumerWentBackBehindIsStillWaitedFor() {
    Map<Long, CompletableFuture<Void>> answers = answerLater();
    writer.put(records(0, 4));
    Map<Long, CompletableFuture<Void>> first = Map.copyOf(answers);
    first.get(3L).complete(null);
    rows.answer(request -> CompletableFuture.completedFuture(null));
    writer.put(records(2, 3));
    assertThat(committable(3)).as("0 and 1 are under way").isZero();
    first.values().forEach(answer -> answer.complete(null));
    writer.put(List.of());
    assertThat(committable(3)).isEqualTo(3);
  }

  @Test
  void triesAgainWhatPasses() {
    failTimes(5, new DriverTimeoutException("no answer"));
    writer.put(records(0, 1));
    await().untilAsserted(() -> assertThat(committable(1)).isEqualTo(1));
    assertThat(rows.offsets()).hasSize(6);
    assertThat(writer.metrics().getRetried()).isEqualTo(5);
    assertThat(deadLetters.offsets()).isEmpty();
  }

  @Test
  void stopsWhenItDoesNotPassInTime() {
    MutationWriter impatient = writer(Duration.ZERO, deadLetters);
    rows.answer(request -> failed(new DriverTimeoutException("no answer")));
    assertThatThrownBy(() -> impatient.put(records(0, 1)))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "Writing the record at shop.orders-0@0 to shop.orders has failed for 0 ms"
                + " (write.retry.timeout.ms), last with DriverTimeoutException: no answer. Nothing"
                + " was skipped; restore the cluster and restart the task.");
    assertThat(committable(impatient, 1)).isZero();
  }

  @Test
  void c16_oneOfTwoRowsAcknowledgedIsNoReasonToCommit() {
    CompletableFuture<Void> oldRow = new CompletableFuture<>();
    rows.answer(
        request ->
            rows.offsets().size() == 1 ? CompletableFuture.<Void>completedFuture(null) : oldRow);
    SinkRecord moved = record(0).key(Map.of("pk", "b")).columns("qty", 1).build();
    moved.headers().add("messina.moved.from", Map.of("pk", "a"), null);
    writer.put(List.of(moved));
    assertThat(rows.offsets()).containsExactly(0L, 0L);
    assertThat(committable(1)).isZero();
    oldRow.complete(null);
    assertThat(committable(1)).isEqualTo(1);
  }

  @Test
  void stopsForWhatItDoesNotKnow() {
    rows.answer(request -> failed(new IllegalStateException("new to us")));
    assertThatThrownBy(() -> writer.put(records(0, 1)))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "Writing the record at shop.orders-0@0 to shop.orders failed with"
                + " IllegalStateException: new to us. Nothing was skipped; remove the cause and"
                + " restart the task.");
    assertThat(committable(1)).isZero();
  }

  @Test
  void givesUpRepeatsOfARevokedPartitionButNotThoseOfOthers() {
    rows.answer(request -> failed(new DriverTimeoutException("no answer")));
    writer.put(records(0, 2));
    writer.forget(Set.of(PARTITION));
    await().untilAsserted(() -> assertThat(writer.isBusy()).isFalse());
    rows.answer(request -> CompletableFuture.completedFuture(null));
    writer.put(records(0, 2));
    assertThat(committable(2)).isEqualTo(2);
  }

  @Test
  void anotherPartitionCommitsWhileOneIsStuck() {
    rows.answer(
        request ->
            request.get(0).coordinates().partition() == 0
                ? new CompletableFuture<Void>()
                : CompletableFuture.completedFuture(null));
    writer.put(List.of(record(4).build(), record(9).partition(1).build()));
    TopicPartition other = new TopicPartition(RecordBuilder.TOPIC, 1);
    assertThat(
            writer.committable(
                Map.of(PARTITION, new OffsetAndMetadata(5), other, new OffsetAndMetadata(10))))
        .isEqualTo(Map.of(PARTITION, new OffsetAndMetadata(4), other, new OffsetAndMetadata(10)));
  }

  @Test
  void whatIsAppliedIsToldUpToTheRowThatIsStuck() {
    Map<Long, CompletableFuture<Void>> answers = answerLater();
    writer.put(
        List.of(
            record(0).writtenAt(RecordBuilder.WRITTEN_AT).build(),
            record(1).writtenAt(RecordBuilder.WRITTEN_AT + 7_000).build(),
            record(2).writtenAt(RecordBuilder.WRITTEN_AT + 9_000).build()));
    answers.get(0L).complete(null);
    answers.get(2L).complete(null);
    writer.put(List.of());
    assertThat(shown()).containsExactly(0L, RecordBuilder.WRITTEN_AT / 1_000);
    answers.get(1L).complete(null);
    writer.put(List.of());
    assertThat(shown()).containsExactly(2L, RecordBuilder.WRITTEN_AT / 1_000 + 9);
  }

  private List<Long> shown() {
    return List.of(
        writer.metrics().getAcknowledgedOffsetByPartition().get(PARTITION.toString()),
        writer.metrics().getAppliedChangeTimeMsByPartition().get(PARTITION.toString()));
  }

  @Test
  void tombstonesWithoutAWriteTimestampArePassedOverWhereThatIsChosen() {
    MutationSettings settings =
        new MutationSettings(
            WriteMode.REPLACE,
            0,
            new WriteTimestampSource.InHeader(),
            true,
            0,
            NullValueBehavior.IGNORE,
            MutationSettings.UNAVAILABLE_VALUE_DEFAULT);
    MutationWriter ignoring = writer(settings, Duration.ofSeconds(30), DeadLetterReporter.of(null));
    ignoring.put(List.of(record(0).withoutHeaders().build(), record(1).build()));
    assertThat(rows.offsets()).containsExactly(1L);
    assertThat(committable(ignoring, 2)).isEqualTo(2);
    assertThat(ignoring.metrics().getTombstonesIgnored()).isEqualTo(1);
  }

  private MutationWriter writer(Duration retryTimeout, DeadLetterReporter letters) {
    return writer(MutationSettings.DEFAULTS, retryTimeout, letters);
  }

  private MutationWriter writer(
      MutationSettings settings, Duration retryTimeout, DeadLetterReporter letters) {
    return writer(rows, scheduler, settings, retryTimeout, letters);
  }

  static MutationWriter writer(
      RecordingRows rows,
      ScheduledExecutorService scheduler,
      MutationSettings settings,
      Duration retryTimeout,
      DeadLetterReporter letters) {
    return new MutationWriter(
        new RowMutations(settings, Clock.systemUTC()),
        new TableRouter(TableSettings.only(RecordingRows.TABLE)),
        rows,
        new WritePolicy(
            IN_FLIGHT_MAX,
            1_000_000,
            1,
            1_000,
            new RetryLimits(
                retryTimeout,
                new Backoff(Duration.ofMillis(2), Duration.ofMillis(4), new Random(1))),
            LIMITS),
        RetryScheduler.on(scheduler),
        letters,
        Clock.systemUTC());
  }

  private Map<Long, CompletableFuture<Void>> answerLater() {
    Map<Long, CompletableFuture<Void>> answers = new ConcurrentHashMap<>();
    rows.answer(
        request ->
            answers.computeIfAbsent(
                request.get(0).coordinates().offset(), offset -> new CompletableFuture<>()));
    return answers;
  }

  private void failTimes(int times, RuntimeException error) {
    int[] left = {times};
    rows.answer(
        request -> left[0]-- > 0 ? failed(error) : CompletableFuture.<Void>completedFuture(null));
  }

  private static CompletionStage<Void> failed(RuntimeException error) {
    return CompletableFuture.failedFuture(error);
  }

  static List<SinkRecord> records(long first, long end) {
    return LongStream.range(first, end).mapToObj(offset -> record(offset).build()).toList();
  }

  private long committable(long consumed) {
    return committable(writer, consumed);
  }

  static long committable(MutationWriter writer, long consumed) {
    return writer
        .committable(Map.of(PARTITION, new OffsetAndMetadata(consumed)))
        .get(PARTITION)
        .offset();
  }
}
