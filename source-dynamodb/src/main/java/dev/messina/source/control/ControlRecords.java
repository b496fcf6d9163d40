package dev.messina.source.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.messina.source.position.PositionCodec;
import dev.messina.source.position.SourcePartition;
import dev.messina.source.position.SourcePosition;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
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

  /** The key of an item, which is data and stays out of this topic. */
  private static final String LAST_KEY = "last_key";

  private final String connector;
  private final String topic;
  private final Clock clock;

  public ControlRecords(String connector, String topic, Clock clock) {
    this.connector = connector;
    this.topic = topic;
    this.clock = clock;
  }

  /** A record that carries a position. */
  public SourceRecord carrier(SourcePartition partition, SourcePosition position) {
    Map<String, String> partitionMap = PositionCodec.encode(partition);
    Map<String, Object> offset = PositionCodec.encode(position);
    return new SourceRecord(
        partitionMap,
        offset,
        topic,
        null,
        Schema.STRING_SCHEMA,
        key(partition),
        Schema.STRING_SCHEMA,
        value(partitionMap, offset));
  }

  private String key(SourcePartition partition) {
    String table = connector + "/" + partition.table();
    if (partition instanceof SourcePartition.Segment segment) {
      return table + "/segment/" + segment.epochMicros() + "/" + segment.segment();
    }
    if (partition instanceof SourcePartition.Shard shard) {
      return table + "/shard/" + shard.stream() + "/" + shard.shard();
    }
    return table + "/table";
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
      for (Map.Entry<String, Object> field : position.entrySet()) {
        if (!field.getKey().equals(LAST_KEY)) {
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
