package dev.messina.cli.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Topics in memory. A null record is a transaction's marker. */
final class InMemoryTopics implements TopicLog {

  private final Map<String, Map<Integer, Partition>> topics = new HashMap<>();

  private record Partition(long begin, List<Passed> records) {}

  /** A partition whose records begin at an offset. */
  InMemoryTopics with(String topic, int partition, long begin, Passed... records) {
    List<Passed> all = new ArrayList<>();
    for (Passed record : records) {
      all.add(record);
    }
    topics
        .computeIfAbsent(topic, name -> new TreeMap<>())
        .put(partition, new Partition(begin, all));
    return this;
  }

  static Passed writtenAt(long micros) {
    return new Passed(Map.of("messina.write.ts.us", Long.toString(micros)));
  }

  static Passed letter(String topic, long micros) {
    return new Passed(
        Map.of("messina.write.ts.us", Long.toString(micros), "__connect.errors.topic", topic));
  }

  static Passed marker() {
    return null;
  }

  @Override
  public Map<Integer, Extent> partitions(String topic) {
    Map<Integer, Extent> extents = new TreeMap<>();
    topics
        .getOrDefault(topic, Map.of())
        .forEach(
            (number, partition) ->
                extents.put(
                    number,
                    new Extent(partition.begin(), partition.begin() + partition.records().size())));
    return extents;
  }

  @Override
  public void read(String topic, int number, long from, long end, Predicate<Passed> wantsMore) {
    Partition partition = topics.get(topic).get(number);
    for (long offset = from; offset < end; offset++) {
      Passed record = partition.records().get((int) (offset - partition.begin()));
      if (record != null && !wantsMore.test(record)) {
        return;
      }
    }
  }
}
