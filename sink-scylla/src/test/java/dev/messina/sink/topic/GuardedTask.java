package dev.messina.sink.topic;

import dev.messina.sink.topic.TopicLooks.TopicLook;
import dev.messina.sink.topic.TopicLooks.TopicState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;

/** What Connect does to a task, step by step, on a Kafka that the test makes up. */
final class GuardedTask {

  static final TopicPartition FIRST = new TopicPartition("shop.orders", 0);
  static final TopicPartition SECOND = new TopicPartition("shop.orders", 1);

  final MadeUpKafka kafka = new MadeUpKafka();
  final SetClock clock = new SetClock();
  final Set<String> read = new TreeSet<>();
  final TopicGuard guard;

  private GuardedTask(boolean asks) {
    TopicStops stops = new TopicStops("orders");
    guard =
        TopicGuard.of(
            stops,
            new ReadPositions(stops, read::add),
            asks ? Optional.of(kafka) : Optional.empty(),
            Runnable::run,
            clock);
  }

  static GuardedTask thatAsks() {
    return new GuardedTask(true);
  }

  static GuardedTask withoutAddress() {
    return new GuardedTask(false);
  }

  void deliver() {
    deliver(List.of());
  }

  void deliver(List<SinkRecord> records) {
    refuse(records);
    guard.taken();
  }

  void deliver(List<SinkRecord> some, List<SinkRecord> others) {
    deliver(Stream.concat(some.stream(), others.stream()).toList());
  }

  void refuse(List<SinkRecord> records) {
    guard.take(records);
  }

  Map<TopicPartition, OffsetAndMetadata> commit(TopicPartition partition, long offset) {
    Map<TopicPartition, OffsetAndMetadata> consumed =
        Map.of(partition, new OffsetAndMetadata(offset));
    return guard.committable(consumed, consumed);
  }

  static OffsetAndMetadata marked(long offset, String id) {
    return new OffsetAndMetadata(offset, "messina.topic.id=" + id);
  }

  static List<SinkRecord> records(TopicPartition partition, long from, long to) {
    return LongStream.range(from, to)
        .mapToObj(
            offset ->
                new SinkRecord(
                    partition.topic(),
                    partition.partition(),
                    null,
                    null,
                    null,
                    null,
                    offset,
                    0L,
                    TimestampType.CREATE_TIME))
        .toList();
  }

  /** What the broker would answer, which changes while the task runs. */
  static final class MadeUpKafka implements TopicLook {
    final Map<String, String> ids = new HashMap<>();
    final Map<TopicPartition, Long> starts = new HashMap<>();
    final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    KafkaException failure;
    int questions;
    boolean closed;

    @Override
    public TopicState ask(Set<String> topics, Set<TopicPartition> partitions) {
      questions++;
      if (failure != null) {
        throw failure;
      }
      Map<String, String> found = new HashMap<>(ids);
      found.keySet().retainAll(topics);
      Map<TopicPartition, Long> begins = new HashMap<>(starts);
      begins.keySet().retainAll(partitions);
      return new TopicState(found, begins, committed);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
