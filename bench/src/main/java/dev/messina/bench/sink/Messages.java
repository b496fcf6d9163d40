package dev.messina.bench.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * The rows as messages of a topic, JSON without schemas, with the write time in a header and, for
 * rows of this project's own pipeline, the operation in another. A row's topic partition is found
 * from its key, and a poll holds messages of one topic partition, as a consumer that lags gives
 * them.
 */
final class Messages {

  static final String TOPIC = "bench.rows";
  static final String WRITE_TIMESTAMP = "messina.write.ts.us";
  private static final String OPERATION = "messina.op";
  private static final byte[] UPDATE = "u".getBytes(StandardCharsets.UTF_8);

  private static final int PARTITIONS = 6;

  /** The usual {@code max.poll.records}. */
  private static final int POLL_MAX = 500;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final long[] nextOffsets = new long[PARTITIONS];

  static List<TopicPartition> partitions() {
    return IntStream.range(0, PARTITIONS)
        .mapToObj(partition -> new TopicPartition(TOPIC, partition))
        .toList();
  }

  /** The positions after all messages that were made. */
  Map<TopicPartition, OffsetAndMetadata> consumed() {
    Map<TopicPartition, OffsetAndMetadata> consumed = new HashMap<>();
    for (TopicPartition partition : partitions()) {
      consumed.put(partition, new OffsetAndMetadata(nextOffsets[partition.partition()]));
    }
    return consumed;
  }

  List<List<ConsumerRecord<byte[], byte[]>>> polls(SampleRows rows) {
    List<List<ConsumerRecord<byte[], byte[]>>> polls = new ArrayList<>();
    List<List<ConsumerRecord<byte[], byte[]>>> filling = new ArrayList<>();
    for (int i = 0; i < PARTITIONS; i++) {
      filling.add(new ArrayList<>());
    }
    rows.all()
        .forEach(
            row -> {
              int partition = Math.floorMod(row.pk().hashCode(), PARTITIONS);
              filling.get(partition).add(message(row, partition, headers(rows.workload())));
              if (filling.get(partition).size() == POLL_MAX) {
                polls.add(filling.set(partition, new ArrayList<>()));
              }
            });
    filling.stream().filter(poll -> !poll.isEmpty()).forEach(polls::add);
    return polls;
  }

  private static RecordHeaders headers(Workload workload) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(new RecordHeader(WRITE_TIMESTAMP, json(workload.writeTimestampMicros())));
    if (workload.isOwn()) {
      headers.add(new RecordHeader(OPERATION, UPDATE));
    }
    return headers;
  }

  private ConsumerRecord<byte[], byte[]> message(
      SampleRow row, int partition, RecordHeaders headers) {
    byte[] key = json(row.key());
    byte[] value = json(inOrder(row.columns()));
    return new ConsumerRecord<>(
        TOPIC,
        partition,
        nextOffsets[partition]++,
        0,
        TimestampType.CREATE_TIME,
        key.length,
        value.length,
        key,
        value,
        headers,
        Optional.empty());
  }

  private static Map<String, Object> inOrder(Map<String, Object> columns) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    SampleTable.REGULAR.stream()
        .filter(columns::containsKey)
        .forEach(column -> ordered.put(column, columns.get(column)));
    return ordered;
  }

  private static byte[] json(Object value) {
    try {
      return JSON.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A row has no JSON", impossible);
    }
  }
}
