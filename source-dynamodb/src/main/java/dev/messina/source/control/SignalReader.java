package dev.messina.source.control;

import dev.messina.source.control.Signal.RefusedSignal;
import dev.messina.source.control.Signal.SignalPosition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads signals off the control topic, from a point in time on. It remembers how far it came, so it
 * goes on with another consumer where one has failed.
 *
 * <p>What the topic held at the first look is handed out in one piece and in the order of its
 * times; what comes later, as it comes.
 */
final class SignalReader {

  private static final Logger LOG = LoggerFactory.getLogger(SignalReader.class);

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

  private final String topic;
  private final Instant since;
  private final Set<String> names;
  private final SignalParser parser;

  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Map<TopicPartition, Long> replayEnd = new HashMap<>();
  private final Map<Integer, Long> latest = new HashMap<>();
  private final List<Signal> replayed = new ArrayList<>();
  private final List<RefusedSignal> refused = new ArrayList<>();

  /** The connectors whose positions were met in the topic. */
  private final Set<String> others = new HashSet<>();

  private boolean caughtUp;

  /**
   * @param since signals written earlier do not count
   * @param names what the key of a signal begins with: the connector's name and its topic prefix
   * @param tables all tables of the connector
   */
  SignalReader(String topic, Instant since, Set<String> names, Set<String> tables) {
    this.topic = topic;
    this.since = since;
    this.names = Set.copyOf(names);
    this.parser = new SignalParser(topic, tables);
  }

  /** Whether all that the topic held at the first look has been handed out. */
  boolean caughtUp() {
    return caughtUp;
  }

  /** What was read since the last call and cannot be followed. */
  List<RefusedSignal> takeRefused() {
    List<RefusedSignal> taken = List.copyOf(refused);
    refused.clear();
    return taken;
  }

  /**
   * Readies a consumer.
   *
   * @return whether there is anything to read: not before the topic exists
   * @throws org.apache.kafka.common.KafkaException if Kafka does not answer; the consumer is of no
   *     use then
   */
  boolean attach(Consumer<byte[], byte[]> consumer) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic, CALL_TIMEOUT);
    if (partitions == null || partitions.isEmpty()) {
      caughtUp = true;
      return false;
    }
    List<TopicPartition> all =
        partitions.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    if (!consumer.assignment().equals(Set.copyOf(all))) {
      // First of all, since Kafka's client warns of answers about partitions that it does not read.
      consumer.assign(all);
      findStart(consumer, all.stream().filter(partition -> !next.containsKey(partition)).toList());
      all.forEach(partition -> consumer.seek(partition, next.get(partition)));
    }
    return true;
  }

  private void findStart(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    // The ends come first: what is written between the two questions is then found by one of them.
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, CALL_TIMEOUT);
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times, CALL_TIMEOUT);
    for (TopicPartition partition : partitions) {
      long end = ends.get(partition);
      next.put(
          partition, Optional.ofNullable(starts.get(partition)).map(s -> s.offset()).orElse(end));
      if (!caughtUp) {
        replayEnd.put(partition, end);
      }
    }
  }

  /**
   * Waits for a moment and gives what has come by then.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka refuses
   */
  List<Signal> read(Consumer<byte[], byte[]> consumer) {
    // Those of a reading that failed, which are read once more.
    refused.clear();
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    List<Signal> signals = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      signal(record).ifPresent(signals::add);
    }
    // All or none of them: where a question fails, the same records are read once more.
    Map<TopicPartition, Long> positions = new HashMap<>();
    for (TopicPartition partition : consumer.assignment()) {
      positions.put(partition, consumer.position(partition, CALL_TIMEOUT));
    }
    next.putAll(positions);
    if (caughtUp) {
      return signals;
    }
    replayed.addAll(signals);
    replayEnd.entrySet().removeIf(end -> next.get(end.getKey()) >= end.getValue());
    if (!replayEnd.isEmpty()) {
      return List.of();
    }
    caughtUp = true;
    List<Signal> all = new ArrayList<>(replayed);
    replayed.clear();
    all.sort(Comparator.comparing(Signal::at));
    return all;
  }

  private Optional<Signal> signal(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null || !isForUs(record)) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.parse(record.value(), position(record)));
    } catch (DataException e) {
      refuse(record, e.getMessage());
      return Optional.empty();
    }
  }

  /** In one partition the order of signals is that of their offsets, whatever clocks they had. */
  private SignalPosition position(ConsumerRecord<byte[], byte[]> record) {
    long time = latest.merge(record.partition(), record.timestamp(), Math::max);
    return new SignalPosition(record.partition(), record.offset(), time);
  }

  /** The key alone decides: most records of this topic are carriers of positions. */
  private boolean isForUs(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      refuse(record, "it has no key; that of a signal is " + expectedKeys());
      return false;
    }
    String key = withoutQuotes(new String(record.key(), StandardCharsets.UTF_8));
    int slash = key.indexOf('/');
    int hash = key.indexOf('#');
    String name = hash < 0 ? key : key.substring(0, hash);
    if (names.stream().anyMatch(own -> key.equals(own) || key.startsWith(own + "#"))) {
      return true;
    }
    if (slash >= 0 && (hash < 0 || slash < hash)) {
      others.add(key.substring(0, slash));
    } else if (others.contains(name)) {
      LOG.info(
          "The record at {} is not for this connector but for another one that shares the topic.",
          coordinates(record));
    } else {
      refuse(
          record,
          "its key names no connector that has written to this topic; for this one it would be "
              + expectedKeys());
    }
    return false;
  }

  private void refuse(ConsumerRecord<byte[], byte[]> record, String reason) {
    String at = coordinates(record);
    LOG.warn("The signal at {} is skipped: {}.", at, reason);
    String position = record.partition() + "@" + record.offset();
    refused.add(new RefusedSignal(at, position, record.timestamp(), reason));
  }

  /** Some tools write a key as JSON. */
  private static String withoutQuotes(String key) {
    boolean quoted = key.length() > 1 && key.startsWith("\"") && key.endsWith("\"");
    return quoted ? key.substring(1, key.length() - 1) : key;
  }

  private String expectedKeys() {
    return String.join(" or ", new TreeSet<>(names)) + ", alone or with #ANYTHING after it";
  }

  private static String coordinates(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }
}
