package dev.messina.sink.write;

import static dev.messina.sink.mutation.RecordBuilder.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.plugin.Backoff;
import dev.messina.sink.mutation.MutationSettings;
import dev.messina.sink.mutation.RecordBuilder;
import dev.messina.sink.mutation.RecordCoordinates;
import dev.messina.sink.mutation.RowMutations;
import dev.messina.sink.route.TableRouter;
import dev.messina.sink.route.TableSettings;
import dev.messina.sink.statement.RecordingRows;
import dev.messina.sink.statement.RowWriter.BoundRow;
import dev.messina.sink.write.SimulatedCluster.Answer;
import dev.messina.sink.write.WritePolicy.RetryLimits;
import dev.messina.sink.write.WritePolicy.WriteLimits;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Invariant 5: whatever fails, is answered late, repeated or revoked, every record ends
 * acknowledged or dead-lettered exactly once, and no offset is committable before.
 */
class MutationWriterPropertyTest {

  private static final int PARTITIONS = 3;
  private static final int IN_FLIGHT_MAX = 6;
  private static final int BATCH_ROWS_MAX = 4;
  private static final long BYTES_MAX = 20_000;
  private static final int STEPS_TO_END = 20_000;

  private enum Kind {
    PUT,
    TAKEN,
    NOT_NOW,
    MAYBE_THE_ROW,
    REPEAT,
    COMMIT,
    REVOKE
  }

  private record Step(Kind kind, int number) {}

  @Property(tries = 400)
  void everyRecordEndsOnceAndNoOffsetIsCommittableBefore(@ForAll("steps") List<Step> steps) {
    Run run = new Run();
    steps.stream().filter(step -> step.kind() != Kind.REVOKE).forEach(run::take);
    run.end();
    run.checkAllDone();
    assertThat(run.ended()).isEqualTo(run.produced());
    assertThat(run.deadLetters.places()).doesNotHaveDuplicates();
  }

  @Property(tries = 400)
  void nothingIsLostWhenPartitionsComeAndGo(@ForAll("steps") List<Step> steps) {
    Run run = new Run();
    steps.forEach(run::take);
    run.end();
    run.checkAllDone();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Kind> kind =
        Arbitraries.of(
            Kind.PUT,
            Kind.PUT,
            Kind.TAKEN,
            Kind.TAKEN,
            Kind.TAKEN,
            Kind.NOT_NOW,
            Kind.MAYBE_THE_ROW,
            Kind.REPEAT,
            Kind.REPEAT,
            Kind.COMMIT,
            Kind.REVOKE);
    return Combinators.combine(kind, Arbitraries.integers().between(0, 1_000_000))
        .as(Step::new)
        .list()
        .ofMaxSize(120);
  }

  /** The framework, a topic of three partitions, a writer and its cluster. */
  private static final class Run {
    private final SimulatedCluster cluster = new SimulatedCluster(Run::isPoisonous);
    private final InMemoryDeadLetters deadLetters = new InMemoryDeadLetters();
    private final MutationWriter writer = writer();
    private final Map<Integer, List<SinkRecord>> topic = new HashMap<>();
    private final long[] position = new long[PARTITIONS];
    private final long[] delivered = new long[PARTITIONS];
    private final long[] committed = new long[PARTITIONS];
    private List<SinkRecord> refused = List.of();

    private MutationWriter writer() {
      RecordingRows rows = new RecordingRows();
      rows.answer(
          request -> {
            checkRequest(request);
            return cluster.send(request);
          });
      return new MutationWriter(
          new RowMutations(MutationSettings.DEFAULTS, Clock.systemUTC()),
          new TableRouter(TableSettings.only(RecordingRows.TABLE)),
          rows,
          new WritePolicy(
              IN_FLIGHT_MAX,
              BYTES_MAX,
              BATCH_ROWS_MAX,
              1_000,
              new RetryLimits(
                  Duration.ofDays(1),
                  3,
                  Duration.ZERO,
                  new Backoff(Duration.ofMillis(2), Duration.ofMillis(4), new Random(1))),
              new WriteLimits(Duration.ZERO, Duration.ZERO, 50)),
          cluster,
          deadLetters,
          Clock.systemUTC());
    }

    private long ended() {
      SinkTaskMetrics metrics = writer.metrics();
      return metrics.getWritten() + metrics.getDeleted() + metrics.getRecordsDeadLettered();
    }

    private void checkRequest(List<BoundRow> request) {
      assertThat(request).hasSizeBetween(1, BATCH_ROWS_MAX);
      assertThat(request).extracting(BoundRow::partitionKey).containsOnly(key(request));
      assertThat(cluster.requestsUnderWay()).isLessThan(IN_FLIGHT_MAX);
      assertThat(writer.inFlight().bytes()).isLessThanOrEqualTo(BYTES_MAX);
    }

    private static ByteBuffer key(List<BoundRow> request) {
      return request.get(0).partitionKey();
    }

    private void take(Step step) {
      switch (step.kind()) {
        case PUT -> put(step.number());
        case TAKEN -> cluster.answer(step.number(), Answer.TAKEN);
        case NOT_NOW -> cluster.answer(step.number(), Answer.NOT_NOW);
        case MAYBE_THE_ROW -> cluster.answer(step.number(), Answer.MAYBE_THE_ROW);
        case REPEAT -> cluster.repeat(step.number());
        case COMMIT -> commit();
        case REVOKE -> revoke(step.number() % PARTITIONS);
      }
    }

    /** The framework gives a refused batch again before it polls for more. */
    private void put(int number) {
      List<SinkRecord> batch = refused.isEmpty() ? poll(number) : refused;
      try {
        writer.put(batch);
        refused = List.of();
        System.arraycopy(position, 0, delivered, 0, PARTITIONS);
      } catch (RetriableException e) {
        refused = batch;
      }
    }

    private List<SinkRecord> poll(int number) {
      List<SinkRecord> polled = new ArrayList<>();
      int partition = number % PARTITIONS;
      for (int i = 0; i < number % 11; i++) {
        List<SinkRecord> log = topic.computeIfAbsent(partition, unseen -> new ArrayList<>());
        if (position[partition] == log.size()) {
          log.add(produce(partition, log.size(), number + i));
        }
        polled.add(log.get((int) position[partition]++));
        partition = i % 3 == 2 ? (partition + 1) % PARTITIONS : partition;
      }
      return polled;
    }

    private static SinkRecord produce(int partition, int offset, int number) {
      RecordBuilder record =
          record(offset).partition(partition).key(Map.of("pk", "k" + number % 4));
      if (isUnreadable(offset)) {
        return record.key(null).build();
      }
      if (number % 5 == 0) {
        SinkRecord moved = record.key(Map.of("pk", "new")).columns("qty", 1).build();
        moved.headers().add("messina.moved.from", Map.of("pk", "k" + number % 4), null);
        return moved;
      }
      return record.build();
    }

    private static boolean isUnreadable(long offset) {
      return offset % 13 == 5;
    }

    private static boolean isPoisonous(RecordCoordinates where) {
      return where.offset() % 9 == 4;
    }

    private void commit() {
      Map<TopicPartition, OffsetAndMetadata> consumed = new HashMap<>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        consumed.put(topicPartition(partition), new OffsetAndMetadata(delivered[partition]));
      }
      writer.committable(consumed).forEach((where, offset) -> commit(where, offset.offset()));
    }

    private void commit(TopicPartition where, long offset) {
      int partition = where.partition();
      for (SinkRecord record : topic.getOrDefault(partition, List.of())) {
        if (record.originalKafkaOffset() < offset) {
          assertThat(isDone(record)).as("%s committed at %s", record, offset).isTrue();
        }
      }
      committed[partition] = offset;
    }

    private boolean isDone(SinkRecord record) {
      RecordCoordinates where = RecordCoordinates.of(record);
      int rows = record.headers().lastWithName("messina.moved.from") == null ? 1 : 2;
      return cluster.rowsTaken(where) == rows || deadLetters.places().contains(where);
    }

    /** The partition comes back at once and is read from where it was committed. */
    private void revoke(int partition) {
      if (refused.isEmpty()) {
        commit();
        writer.forget(Set.of(topicPartition(partition)));
        position[partition] = committed[partition];
        delivered[partition] = committed[partition];
      }
    }

    private void end() {
      for (int step = 0; step < STEPS_TO_END && !isEnded(); step++) {
        put(0);
        cluster.answer(step, Answer.TAKEN);
        cluster.repeat(step);
        reread(step % PARTITIONS);
      }
      assertThat(isEnded()).as("ended").isTrue();
      commit();
    }

    /** What was revoked and not read again yet. */
    private void reread(int partition) {
      List<SinkRecord> log = topic.getOrDefault(partition, List.of());
      if (refused.isEmpty() && position[partition] < log.size()) {
        refused = List.copyOf(log.subList((int) position[partition], log.size()));
        position[partition] = log.size();
      }
    }

    private boolean isEnded() {
      boolean read = refused.isEmpty() && cluster.isIdle() && !writer.isBusy();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        read &= position[partition] == topic.getOrDefault(partition, List.of()).size();
      }
      return read;
    }

    private void checkAllDone() {
      topic.values().forEach(log -> assertThat(log).allMatch(this::isDone));
      topic.forEach((partition, log) -> assertThat(committed[partition]).isEqualTo(log.size()));
      assertThat(writer.metrics().getInFlight()).isZero();
      assertThat(writer.inFlight().requests()).isZero();
      assertThat(writer.inFlight().bytes()).isZero();
    }

    private long produced() {
      return topic.values().stream().mapToLong(List::size).sum();
    }

    private static TopicPartition topicPartition(int partition) {
      return new TopicPartition(RecordBuilder.TOPIC, partition);
    }
  }
}
