package dev.messina.sink.write;

import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.sink.mutation.MutationSettings;
import dev.messina.sink.mutation.RowMutation;
import dev.messina.sink.statement.RecordingRows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLetteringTest {

  private final RecordingRows rows = new RecordingRows();
  private final InMemoryDeadLetters deadLetters = new InMemoryDeadLetters();
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final MutationWriter writer = writer(deadLetters);

  @AfterEach
  void stopScheduler() {
    scheduler.shutdownNow();
  }

  @Test
  void putsABadRecordAsideAndWritesTheGoodOnesAroundIt() {
    List<SinkRecord> batch =
        List.of(record(0).build(), record(1).key(null).build(), record(2).build());
    writer.put(batch);
    assertThat(rows.offsets()).containsExactly(0L, 2L);
    assertThat(deadLetters.offsets()).containsExactly(1L);
    assertThat(deadLetters.reasons().get(0)).startsWith("Record at shop.orders-0@1: its key is");
    assertThat(MutationWriterTest.committable(writer, 3)).isEqualTo(3);
    assertThat(writer.metrics().getRecordsDeadLettered()).isEqualTo(1);
  }

  @Test
  void commitsNothingBehindARecordBeforeItIsPutAside() {
    CompletableFuture<Void> kept = new CompletableFuture<>();
    deadLetters.keep(kept);
    writer.put(List.of(record(0).build(), record(1).key(null).build(), record(2).build()));
    assertThat(MutationWriterTest.committable(writer, 3)).isEqualTo(1);
    kept.complete(null);
    assertThat(MutationWriterTest.committable(writer, 3)).isEqualTo(3);
  }

  @Test
  void stopsAtARecordThatCouldNotBePutAside() {
    CompletableFuture<Void> kept = new CompletableFuture<>();
    deadLetters.keep(kept);
    writer.put(List.of(record(0).build(), record(1).key(null).build(), record(2).build()));
    kept.completeExceptionally(new RecordTooLargeException("larger than max.message.bytes"));
    assertThat(MutationWriterTest.committable(writer, 3))
        .as("after the framework has seen it fail")
        .isEqualTo(1);
    assertThatThrownBy(() -> writer.put(List.of()))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageContaining("The record at shop.orders-0@1 could not be dead-lettered")
        .hasMessageContaining("larger than max.message.bytes. Nothing was skipped");
    assertThat(MutationWriterTest.committable(writer, 3))
        .as("while the task is closed")
        .isEqualTo(1);
  }

  @Test
  void putsAsideWhatTheTableCannotTake() {
    rows.binding(
        mutation -> {
          throw mutation.coordinates().error("column 'qty' is int");
        });
    writer.put(MutationWriterTest.records(5, 6));
    assertThat(deadLetters.reasons())
        .containsExactly("Record at shop.orders-0@5: column 'qty' is int.");
    assertThat(MutationWriterTest.committable(writer, 6)).isEqualTo(6);
  }

  @Test
  void stopsAtABadRecordWhenThereIsNoPlaceForIt() {
    MutationWriter intolerant = writer(DeadLetterReporter.of(null));
    assertThatThrownBy(() -> intolerant.put(List.of(record(1).key(null).build())))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("Record at shop.orders-0@1: its key is null")
        .hasMessageEndingWith(
            "The task stops here; to put such records aside and go on, set errors.tolerance=all and"
                + " errors.deadletterqueue.topic.name.");
    assertThat(MutationWriterTest.committable(intolerant, 2)).isEqualTo(1);
  }

  /** Only the record of the move knows that row; the next one starts from the new row. */
  @Test
  void deletesTheRowThatAnItemHasLeftThoughItsNewOneIsDeadLettered() {
    CompletableFuture<Void> oldRow = new CompletableFuture<>();
    rows.answer(request -> oldRow);
    rows.binding(
        mutation -> {
          if (mutation instanceof RowMutation.Replace) {
            throw new DataException("Column 'qty' does not fit.");
          }
        });
    SinkRecord moved = record(0).key(Map.of("pk", "b")).columns("qty", 1).build();
    moved.headers().add("messina.moved.from", Map.of("pk", "a"), null);
    writer.put(List.of(moved));

    assertThat(rows.offsets()).as("the old row's delete alone").containsExactly(0L);
    assertThat(deadLetters.places()).as("not before it is acknowledged").isEmpty();
    assertThat(MutationWriterTest.committable(writer, 1)).isZero();
    oldRow.complete(null);
    writer.put(List.of());
    assertThat(MutationWriterTest.committable(writer, 1)).isEqualTo(1);
    assertThat(deadLetters.reasons())
        .containsExactly(
            "Column 'qty' does not fit. The row that its item had before it moved is deleted.");
    assertThat(writer.isBusy()).isFalse();
  }

  private MutationWriter writer(DeadLetterReporter letters) {
    return MutationWriterTest.writer(
        rows, scheduler, MutationSettings.DEFAULTS, Duration.ofMinutes(5), letters);
  }
}
