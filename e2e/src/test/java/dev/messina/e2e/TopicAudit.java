package dev.messina.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads a whole topic of change records and holds every write timestamp against what was promised:
 * a change that was sent twice carries one write timestamp, and the write timestamps of an item
 * increase in the order of its changes: from shard to shard the order in which they were first
 * sent, within a shard that of their sequence numbers.
 */
final class TopicAudit {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Map<Change, Long>> writeTimestampsByKey = new HashMap<>();
  private final Map<String, Long> newestMillisByShard = new HashMap<>();
  private final List<String> violations = new ArrayList<>();
  private long repeated;

  /** Sequence numbers of two shards are not comparable. */
  private record Change(String shard, BigInteger sequence) {}

  private TopicAudit() {}

  static TopicAudit of(Site site, Migration migration) {
    return of(site, migration.topic());
  }

  static TopicAudit of(Site site, String topic) {
    TopicAudit audit = new TopicAudit();
    TopicRecords.read(site, topic, audit::add);
    audit.checkOrder();
    return audit;
  }

  /** What broke a promise, by key and sequence number. */
  List<String> violations() {
    return violations;
  }

  /** Stream records that stand in the topic more than once. */
  long repeated() {
    return repeated;
  }

  /** Ids of the shards whose changes stand in the topic. */
  Set<String> shards() {
    return newestMillisByShard.keySet();
  }

  /** When the shard's newest change that stands in the topic was made, by DynamoDB's clock. */
  Instant newestChange(String shard) {
    return Instant.ofEpochMilli(newestMillisByShard.get(shard));
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    try {
      JsonNode source = JSON.readTree(record.value()).path("source");
      if (source.path("sequence").isTextual()) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        String shard = source.path("shard").asText();
        newestMillisByShard.merge(shard, source.path("ts_ms").asLong(), Math::max);
        add(
            key,
            new Change(shard, new BigInteger(source.get("sequence").asText())),
            source.get("write_ts_us").asLong());
      }
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  private void add(String key, Change change, long writeTimestamp) {
    Long earlier =
        writeTimestampsByKey
            .computeIfAbsent(key, first -> new LinkedHashMap<>())
            .putIfAbsent(change, writeTimestamp);
    if (earlier == null) {
      return;
    }
    repeated++;
    if (earlier != writeTimestamp) {
      violations.add(
          "%s of %s was sent with two write timestamps: %d and %d"
              .formatted(change, key, earlier, writeTimestamp));
    }
  }

  private void checkOrder() {
    writeTimestampsByKey.forEach(
        (key, writeTimestamps) -> {
          long last = Long.MIN_VALUE;
          Map<String, BigInteger> lastOfShard = new HashMap<>();
          for (Map.Entry<Change, Long> sent : writeTimestamps.entrySet()) {
            Change change = sent.getKey();
            if (sent.getValue() <= last) {
              violations.add(
                  "%s of %s has write timestamp %d, not above %d"
                      .formatted(change, key, sent.getValue(), last));
            }
            last = sent.getValue();
            BigInteger before = lastOfShard.put(change.shard(), change.sequence());
            if (before != null && before.compareTo(change.sequence()) > 0) {
              violations.add("%s of %s was sent after %s".formatted(change, key, before));
            }
          }
        });
  }
}
