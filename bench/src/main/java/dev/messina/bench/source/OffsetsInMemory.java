package dev.messina.bench.source;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** The offsets of records that are in Kafka, in memory. */
final class OffsetsInMemory implements OffsetStorageReader {

  private final Map<Map<String, ?>, Map<String, ?>> offsets = new ConcurrentHashMap<>();

  void commit(SourceRecord sent) {
    offsets.put(sent.sourcePartition(), sent.sourceOffset());
  }

  @Override
  public <T> Map<String, Object> offset(Map<String, T> partition) {
    Map<String, ?> offset = offsets.get(partition);
    return offset == null ? null : new HashMap<>(offset);
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(
      Collection<Map<String, T>> partitions) {
    Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
    for (Map<String, T> partition : partitions) {
      found.put(partition, offset(partition));
    }
    return found;
  }
}
