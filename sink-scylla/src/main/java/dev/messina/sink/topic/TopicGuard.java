package dev.messina.sink.topic;

import dev.messina.sink.topic.TopicLooks.TopicLook;
import dev.messina.sink.topic.TopicLooks.TopicMark;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Stops the task when what it reads is not the rest of what it has read: the topic was deleted and
 * created again, or records were deleted before they were read. Belongs to the task's thread.
 */
public final class TopicGuard implements AutoCloseable {

  private final ReadPositions positions;
  private final Optional<TopicLooks> looks;
  private boolean stopped;

  private TopicGuard(ReadPositions positions, Optional<TopicLooks> looks) {
    this.positions = positions;
    this.looks = looks;
  }

  /**
   * A guard that asks Kafka if the options have its address.
   *
   * @param options of the connector
   * @param watch is told of the topics of which records come
   * @param threads the name of the threads that ask
   */
  public static TopicGuard of(
      Map<String, String> options, TopicWatch watch, Clock clock, String threads) {
    Map<String, Object> client = KafkaSettings.client(options);
    TopicStops stops = new TopicStops(options.getOrDefault("name", "NAME"));
    return of(
        stops,
        new ReadPositions(stops, watch::onRecord),
        client.isEmpty()
            ? Optional.empty()
            : Optional.of(new KafkaLook(client, KafkaSettings.group(options))),
        work -> daemon(work, threads),
        clock);
  }

  static TopicGuard of(
      TopicStops stops,
      ReadPositions positions,
      Optional<TopicLook> look,
      Executor executor,
      Clock clock) {
    return new TopicGuard(
        positions, look.map(asks -> new TopicLooks(asks, executor, clock, stops, positions)));
  }

  private static void daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** These partitions are the task's from now on. */
  public void open(Collection<TopicPartition> partitions) {
    positions.open(partitions);
  }

  /** These partitions are not the task's any more. */
  public void close(Collection<TopicPartition> partitions) {
    positions.close(partitions);
  }

  /**
   * Looks at records before they are written.
   *
   * @throws ConnectException if the task must stop; nothing but what marks that is committable then
   */
  public void take(Collection<SinkRecord> records) {
    try {
      positions.take(records);
      looks.ifPresent(TopicLooks::advance);
    } catch (ConnectException stop) {
      stopped = true;
      throw stop;
    }
  }

  /** The task has taken the records, so that the framework does not give them again. */
  public void taken() {
    positions.taken();
  }

  /** How soon {@link #take} should be called again, if that matters. */
  public Optional<Duration> pause() {
    return looks.map(TopicLooks::pause);
  }

  /** The framework sets the consumer back to what was committed, since {@code preCommit} failed. */
  public void rewind() {
    positions.rewind();
  }

  /**
   * The offsets that may be committed, with the ids of their topics: none of a partition of which
   * Kafka has said nothing yet, and none past a gap in which records may have been deleted.
   *
   * @param consumed the framework's own
   * @param done up to which the records are written
   */
  public Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> consumed,
      Map<TopicPartition, OffsetAndMetadata> done) {
    Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>();
    if (stopped) {
      looks.ifPresent(
          asks ->
              consumed.forEach((partition, offset) -> mark(asks, partition, offset, committable)));
      return committable;
    }
    consumed.forEach((partition, offset) -> positions.of(partition).standsAt(offset.offset()));
    done.forEach(
        (partition, offset) -> {
          ReadPosition position = positions.of(partition);
          positions.handOver(partition);
          if (looks.isEmpty()) {
            position.holdNothingUp();
          }
          if (!position.isUnanswered()) {
            committable.put(
                partition, TopicMark.on(position.request(offset.offset()), id(partition.topic())));
          }
        });
    return committable;
  }

  /**
   * What the next start finds if the topic is another one. A start that does not ask skips nothing.
   */
  private void mark(
      TopicLooks asks,
      TopicPartition partition,
      OffsetAndMetadata consumed,
      Map<TopicPartition, OffsetAndMetadata> committable) {
    Optional<String> former = asks.replaced(partition.topic());
    OptionalLong back = positions.of(partition).backAt();
    if (former.isPresent()) {
      committable.put(partition, TopicMark.on(0, former.get()));
    } else if (back.isPresent() && !asks.id(partition.topic()).isEmpty()) {
      committable.put(
          partition,
          TopicMark.on(Math.min(back.getAsLong(), consumed.offset()), asks.id(partition.topic())));
    }
  }

  private String id(String topic) {
    return looks.map(asks -> asks.id(topic)).orElse("");
  }

  @Override
  public void close() {
    looks.ifPresent(TopicLooks::close);
  }
}
