package dev.messina.sink.write;

import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.plugin.Backoff;
import dev.messina.sink.mutation.MutationSettings;
import dev.messina.sink.mutation.RecordBuilder;
import dev.messina.sink.mutation.RowMutations;
import dev.messina.sink.route.TableRouter;
import dev.messina.sink.route.TableSettings;
import dev.messina.sink.statement.RecordingRows;
import dev.messina.sink.write.WritePolicy.RetryLimits;
import dev.messina.sink.write.WritePolicy.WriteLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** A row that has waited for room is told its lifetime from when it leaves, not from before. */
class LifetimeAtFirstSendTest {

  private final TestTime time = new TestTime();
  private final RecordingRows rows = new RecordingRows();
  private final List<Long> bound = new ArrayList<>();
  private final CompletableFuture<Void> first = new CompletableFuture<>();
  private final MutationWriter writer =
      new MutationWriter(
          new RowMutations(MutationSettings.DEFAULTS, time),
          new TableRouter(TableSettings.only(RecordingRows.TABLE)),
          rows,
          new WritePolicy(
              1,
              1_000_000,
              1,
              10_000,
              new RetryLimits(
                  Duration.ofMinutes(5),
                  new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), new Random(1))),
              new WriteLimits(Duration.ZERO, Duration.ZERO, 100)),
          time,
          new InMemoryDeadLetters(),
          time);

  @Test
  void aRowThatWaitedForRoomIsBoundAnew() {
    give(List.of(row(0).build(), expiring(1)), Duration.ofSeconds(30));
    assertThat(bound).containsExactly(0L, 1L, 1L);
    assertThat(rows.offsets()).containsExactly(0L, 1L);
  }

  @Test
  void aRowThatStaysIsNotBoundAgain() {
    give(List.of(row(0).build(), row(1).build()), Duration.ofSeconds(30));
    assertThat(bound).containsExactly(0L, 1L);
    assertThat(rows.offsets()).containsExactly(0L, 1L);
  }

  @Test
  void oneThatLeavesInTheSameSecondIsNot() {
    give(List.of(row(0).build(), expiring(1)), Duration.ofMillis(900));
    assertThat(bound).containsExactly(0L, 1L);
    assertThat(rows.offsets()).containsExactly(0L, 1L);
  }

  /** The second waits until the first is answered. */
  private void give(List<SinkRecord> records, Duration wait) {
    rows.binding(mutation -> bound.add(mutation.coordinates().offset()));
    rows.answer(
        request ->
            rows.offsets().size() == 1 ? first : CompletableFuture.<Void>completedFuture(null));
    assertThatThrownBy(() -> writer.put(records)).isInstanceOf(RetriableException.class);
    time.pass(wait);
    first.complete(null);
    writer.put(records);
    time.pass(Duration.ZERO);
  }

  private SinkRecord expiring(long offset) {
    return row(offset)
        .header("messina.expires.at", time.instant().plusSeconds(600).getEpochSecond())
        .build();
  }

  private static RecordBuilder row(long offset) {
    return record(offset).key(Map.of("pk", "k" + offset)).columns("qty", 1);
  }
}
