package dev.messina.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.demo.workload.Catalogue;
import dev.messina.e2e.SharedStack.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * All change records of a topic at one moment; none while there is no topic. Transactions that were
 * not committed are left out.
 */
record TopicContents(List<Change> changes) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One record.
   *
   * @param key in the notation of {@link #key}
   * @param after the item in DynamoDB's JSON, or null
   */
  record Change(String key, String operation, long writeTimestamp, JsonNode after) {}

  static TopicContents of(Services services, String topic) {
    List<Change> changes = new ArrayList<>();
    TopicRecords.read(services, topic, record -> changes.add(change(record)));
    return new TopicContents(List.copyOf(changes));
  }

  /** The key of an item as text, whatever the notation of its number. */
  static String key(String partition, String sort) {
    return partition + "|" + new BigDecimal(sort).stripTrailingZeros().toPlainString();
  }

  /** How many records stand for each key, write timestamp and operation. */
  Map<String, Integer> copies() {
    Map<String, Integer> copies = new HashMap<>();
    for (Change change : changes) {
      String identity = change.key() + " " + change.writeTimestamp() + " " + change.operation();
      copies.merge(identity, 1, Integer::sum);
    }
    return copies;
  }

  /** What a target holds that follows the write timestamps: each living item by its key. */
  Map<String, JsonNode> items() {
    Map<String, Change> newest = new HashMap<>();
    for (Change change : changes) {
      newest.merge(change.key(), change, (a, b) -> a.writeTimestamp() > b.writeTimestamp() ? a : b);
    }
    Map<String, JsonNode> items = new TreeMap<>();
    newest.forEach(
        (key, change) -> {
          if (change.after() != null) {
            items.put(key, change.after());
          }
        });
    return items;
  }

  /** The newest write timestamp, 0 without records. */
  long newestWriteTimestamp() {
    return changes.stream().mapToLong(Change::writeTimestamp).max().orElse(0);
  }

  /** The rows of the snapshot with this epoch, each counted once. */
  long rowsAt(long epoch) {
    return changes.stream()
        .filter(change -> change.operation().equals("r") && change.writeTimestamp() == epoch)
        .map(Change::key)
        .distinct()
        .count();
  }

  private static Change change(ConsumerRecord<byte[], byte[]> record) {
    try {
      JsonNode key = JSON.readTree(record.key());
      JsonNode value = JSON.readTree(record.value());
      JsonNode after = value.path("after");
      return new Change(
          key(key.path(Catalogue.PARTITION_KEY).asText(), key.path(Catalogue.SORT_KEY).asText()),
          value.path("op").asText(),
          value.path("source").path("write_ts_us").asLong(),
          after.isTextual() ? JSON.readTree(after.asText()) : null);
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }
}
