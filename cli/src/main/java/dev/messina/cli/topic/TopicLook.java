package dev.messina.cli.topic;

import dev.messina.verification.topic.TopicReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads a few records of a topic, no further than its ends were at the beginning. What was not
 * committed is not seen. For use by one thread.
 */
public final class TopicLook {

  private static final Comparator<TopicEntry> ORDER =
      Comparator.comparing(TopicEntry::time)
          .thenComparing(TopicEntry::partition)
          .thenComparing(TopicEntry::offset);

  private final TopicReader reader;
  private final String topic;
  private final Map<Integer, Long> begins;
  private final Map<Integer, Long> ends;

  /**
   * @throws RuntimeException if Kafka does not answer
   */
  public TopicLook(TopicReader reader, String topic) {
    this.reader = reader;
    this.topic = topic;
    this.begins = new TreeMap<>(reader.begins(topic));
    this.ends = new TreeMap<>(reader.stableEnds(topic));
  }

  /** The numbers of its partitions. */
  public Set<Integer> partitions() {
    return ends.keySet();
  }

  /** How many offsets there are to read from; as many records at most. */
  public long size() {
    return ends.entrySet().stream()
        .mapToLong(end -> end.getValue() - begins.getOrDefault(end.getKey(), 0L))
        .sum();
  }

  /** The records of a window: in the order of their times, or of one partition's offsets. */
  public List<TopicEntry> read(Window window) {
    List<TopicEntry> found = new ArrayList<>();
    ends.forEach(
        (partition, end) -> {
          if (window.takes(partition)) {
            found.addAll(
                window.from().isPresent()
                    ? first(window, partition, end)
                    : last(window, partition, end));
          }
        });
    if (window.partition().isEmpty()) {
      found.sort(ORDER);
    }
    int excess = Math.max(0, found.size() - window.most());
    return window.from().isPresent()
        ? List.copyOf(found.subList(0, found.size() - excess))
        : List.copyOf(found.subList(excess, found.size()));
  }

  private List<TopicEntry> first(Window window, int partition, long end) {
    List<TopicEntry> found = new ArrayList<>();
    long from = Math.max(window.from().orElseThrow(), begins.getOrDefault(partition, 0L));
    if (from < end) {
      reader.read(
          topic,
          partition,
          from,
          end,
          record -> {
            add(window, record, found);
            return found.size() < window.most();
          });
    }
    return found;
  }

  /** Further back as long as there are too few: offsets are not records, and keys are chosen. */
  private List<TopicEntry> last(Window window, int partition, long end) {
    long begin = begins.getOrDefault(partition, 0L);
    Deque<TopicEntry> found = new ArrayDeque<>();
    long behind = end;
    long width = window.most();
    while (behind > begin && found.size() < window.most()) {
      long from = Math.max(begin, behind - width);
      List<TopicEntry> some = new ArrayList<>();
      reader.read(
          topic,
          partition,
          from,
          behind,
          record -> {
            add(window, record, some);
            if (some.size() > window.most()) {
              some.remove(0);
            }
            return true;
          });
      for (int i = some.size() - 1; i >= 0; i--) {
        found.addFirst(some.get(i));
      }
      behind = from;
      width *= 2;
    }
    return List.copyOf(found);
  }

  private static void add(
      Window window, ConsumerRecord<byte[], byte[]> record, List<TopicEntry> found) {
    TopicEntry entry = TopicEntry.of(record);
    if (window.key().isEmpty() || entry.keyHolds(window.key())) {
      found.add(entry);
    }
  }
}
