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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads a whole topic of change records and holds every write time against what was promised: a
 * change that was sent twice carries one write time, and the write times of an item increase in the
 * order of its changes.
 */
final class TopicAudit {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, TreeMap<BigInteger, Long>> writeTimesByKey = new HashMap<>();
  private final Set<String> shards = new HashSet<>();
  private final List<String> violations = new ArrayList<>();
  private long repeated;
  private long newestChangeMillis;

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
    return shards;
  }

  /** When the newest change that stands in the topic was made, by DynamoDB's clock. */
  Instant newestChange() {
    return Instant.ofEpochMilli(newestChangeMillis);
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    try {
      JsonNode source = JSON.readTree(record.value()).path("source");
      if (source.path("sequence").isTextual()) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        shards.add(source.path("shard").asText());
        newestChangeMillis = Math.max(newestChangeMillis, source.path("ts_ms").asLong());
        add(
            key,
            new BigInteger(source.get("sequence").asText()),
            source.get("write_ts_us").asLong());
      }
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  private void add(String key, BigInteger sequence, long writeTime) {
    Long earlier =
        writeTimesByKey.computeIfAbsent(key, first -> new TreeMap<>()).put(sequence, writeTime);
    if (earlier == null) {
      return;
    }
    repeated++;
    if (earlier != writeTime) {
      violations.add(
          "Change %s of %s was sent with two write times: %d and %d"
              .formatted(sequence, key, earlier, writeTime));
    }
  }

  private void checkOrder() {
    writeTimesByKey.forEach(
        (key, writeTimes) -> {
          long last = Long.MIN_VALUE;
          for (Map.Entry<BigInteger, Long> change : writeTimes.entrySet()) {
            if (change.getValue() <= last) {
              violations.add(
                  "Change %s of %s has write time %d, not above %d"
                      .formatted(change.getKey(), key, change.getValue(), last));
            }
            last = change.getValue();
          }
        });
  }
}
