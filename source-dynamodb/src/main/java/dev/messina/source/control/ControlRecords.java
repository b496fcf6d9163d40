package dev.messina.source.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.messina.source.offset.OffsetCodec;
import dev.messina.source.offset.PartitionCodec;
import dev.messina.source.offset.SourceOffset;
import dev.messina.source.offset.SourcePartition;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Records of the control topic. Connect commits an offset only with a record; where there is no
 * change to carry a position, one of these does. Key and value are strings, the value is JSON, and
 * of each partition the newest tells all.
 */
public final class ControlRecords {

  private static final JsonFactory JSON = new JsonFactory();

  /** Keys of items, which are data and stay out of this topic. */
  private static final Set<String> DATA = Set.of("last_key", "keys");

  /** The fields of a partition that begin its key, in this order; others follow by name. */
  private static final List<String> KEY_FIELDS_FIRST = List.of("table", "kind", "stream", "epoch");

  private final String connector;
  private final String topic;
  private final Clock clock;

  public ControlRecords(String connector, String topic, Clock clock) {
    this.connector = connector;
    this.topic = topic;
    this.clock = clock;
  }

  /** A record that carries a position. */
  public SourceRecord offsetRecord(SourcePartition partition, SourceOffset position) {
    Map<String, String> partitionMap = PartitionCodec.encode(partition);
    Map<String, Object> offset = OffsetCodec.encode(position);
    return new SourceRecord(
        partitionMap,
        offset,
        topic,
        null,
        Schema.STRING_SCHEMA,
        key(partitionMap),
        Schema.STRING_SCHEMA,
        value(partitionMap, offset));
  }

  /** A record that deletes the offset of a partition, and what this topic says of it. */
  public SourceRecord tombstone(SourcePartition partition) {
    Map<String, String> partitionMap = PartitionCodec.encode(partition);
    return new SourceRecord(
        partitionMap, null, topic, null, Schema.STRING_SCHEMA, key(partitionMap), null, null);
  }

  /**
   * {@code CONNECTOR/TABLE/KIND} and then what else tells the partition apart. The slash is what
   * {@link Signals} knows these records by.
   */
  private String key(Map<String, String> partition) {
    Map<String, String> rest = new TreeMap<>(partition);
    List<String> parts = new ArrayList<>();
    parts.add(connector);
    for (String field : KEY_FIELDS_FIRST) {
      String value = rest.remove(field);
      if (value != null) {
        parts.add(value);
      }
    }
    parts.addAll(rest.values());
    return String.join("/", parts);
  }

  private String value(Map<String, String> partition, Map<String, Object> position) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("connector", connector);
      json.writeNumberField("at_ms", clock.millis());
      json.writeObjectFieldStart("partition");
      for (Map.Entry<String, String> field : new TreeMap<>(partition).entrySet()) {
        json.writeStringField(field.getKey(), field.getValue());
      }
      json.writeEndObject();
      json.writeObjectFieldStart("position");
      for (Map.Entry<String, Object> field : new TreeMap<>(position).entrySet()) {
        if (!DATA.contains(field.getKey())) {
          json.writePOJOField(field.getKey(), field.getValue());
        }
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
