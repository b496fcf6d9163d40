package dev.messina.verification.check;

import dev.messina.verification.topic.TopicReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The data topic between its beginning and what the sink has applied. For use by one thread. */
final class TopicSlice {

  /** So far apart two records are rather read one after the other than by a jump. */
  private static final long JUMP = 5_000;

  private static final Duration OPEN_TRANSACTION = Duration.ofSeconds(5);

  private final TopicReader reader;
  private final String topic;
  private final Supplier<Map<Integer, Long>> applied;
  private final Map<Integer, Long> begins;
  private final Map<Integer, Long> ends = new HashMap<>();
  private final boolean compacted;

  /**
   * @param applied the sink's committed offsets, asked for each time
   */
  TopicSlice(TopicReader reader, String topic, Supplier<Map<Integer, Long>> applied) {
    this.reader = reader;
    this.topic = topic;
    this.applied = applied;
    this.begins = reader.begins(topic);
    this.compacted = reader.isCompacted(topic).orElse(true);
    ends.putAll(begins);
  }

  /** By partition, the first offset that is kept. */
  Map<Integer, Long> begins() {
    return begins;
  }

  /** Whether a partition holds all changes that it has ever held. */
  boolean isWhole(int partition) {
    return !compacted && begins.getOrDefault(partition, 0L) == 0;
  }

  /** By partition, where that ends which was handed out. */
  Map<Integer, Long> ends() {
    return Map.copyOf(ends);
  }

  /** The partitions of which the sink has still to apply what is not kept any more. */
  List<Integer> lostToSink() {
    Map<Integer, Long> now = applied.get();
    return begins.entrySet().stream()
        .filter(begin -> now.getOrDefault(begin.getKey(), 0L) < begin.getValue())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Asks how far the sink is, and hands out what it has applied since that was asked last. */
  void readOn(Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    Map<Integer, Long> now = applied.get();
    for (Map.Entry<Integer, Long> partition : begins.entrySet()) {
      long from = ends.get(partition.getKey());
      long until = now.getOrDefault(partition.getKey(), 0L);
      if (until > from) {
        readAll(partition.getKey(), from, until, taker);
        ends.put(partition.getKey(), until);
      }
    }
  }

  /**
   * Hands out once more what was handed out before.
   *
   * @param wantsMore is told of each record; false ends it
   */
  void readAgain(Predicate<ConsumerRecord<byte[], byte[]>> wantsMore) {
    for (Map.Entry<Integer, Long> begin : begins.entrySet()) {
      long end = ends.get(begin.getKey());
      if (begin.getValue() < end
          && reader.read(topic, begin.getKey(), begin.getValue(), end, wantsMore) < end) {
        return;
      }
    }
  }

  private void readAll(
      int partition, long from, long until, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    reader.read(
        topic,
        partition,
        from,
        until,
        record -> {
          taker.accept(record);
          return true;
        });
  }

  /** Hands out some records; those that compaction has removed are left out. */
  void readSome(Iterable<TopicPlace> places, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    Map<Integer, SortedSet<Long>> offsets = new HashMap<>();
    places.forEach(
        place ->
            offsets.computeIfAbsent(place.partition(), any -> new TreeSet<>()).add(place.offset()));
    offsets.forEach((partition, wanted) -> readSome(partition, wanted, taker));
  }

  private void readSome(
      int partition, SortedSet<Long> wanted, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    SortedSet<Long> near = new TreeSet<>();
    for (long offset : wanted) {
      if (!near.isEmpty() && offset - near.last() > JUMP) {
        readNear(partition, near, taker);
        near.clear();
      }
      near.add(offset);
    }
    readNear(partition, near, taker);
  }

  private void readNear(
      int partition, SortedSet<Long> near, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    readAll(
        partition,
        near.first(),
        near.last() + 1,
        record -> {
          if (near.contains(record.offset())) {
            taker.accept(record);
          }
        });
  }

  /**
   * Hands out what is on the topic now and was not applied when that was asked last.
   *
   * @return by partition, its end now; without those that cannot be read to their end, since a
   *     transaction is open
   */
  Map<Integer, Long> readBeyond(Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    Map<Integer, Long> read = new HashMap<>(reader.ends(topic));
    read.entrySet()
        .removeIf(
            end -> {
              long from = ends.getOrDefault(end.getKey(), 0L);
              return from < end.getValue()
                  && readBeyond(end.getKey(), from, end.getValue(), taker) < end.getValue();
            });
    return read;
  }

  private long readBeyond(
      int partition, long from, long end, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    return reader.readSome(
        topic,
        partition,
        from,
        end,
        OPEN_TRANSACTION,
        record -> {
          taker.accept(record);
          return true;
        });
  }
}
