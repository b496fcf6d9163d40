package dev.messina.bench.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;

/** What a worker makes of the messages of a poll before a sink's task sees them. */
final class WorkerConverters {

  private final JsonConverter keys = new JsonConverter();
  private final JsonConverter values = new JsonConverter();
  private final SimpleHeaderConverter headers = new SimpleHeaderConverter();

  WorkerConverters() {
    keys.configure(Map.of("schemas.enable", false), true);
    values.configure(Map.of("schemas.enable", false), false);
  }

  List<SinkRecord> records(List<ConsumerRecord<byte[], byte[]>> poll) {
    List<SinkRecord> records = new ArrayList<>(poll.size());
    for (ConsumerRecord<byte[], byte[]> message : poll) {
      records.add(record(message));
    }
    return records;
  }

  private SinkRecord record(ConsumerRecord<byte[], byte[]> message) {
    String topic = message.topic();
    SchemaAndValue key = keys.toConnectData(topic, message.headers(), message.key());
    SchemaAndValue value = values.toConnectData(topic, message.headers(), message.value());
    ConnectHeaders converted = new ConnectHeaders();
    for (Header header : message.headers()) {
      converted.add(header.key(), headers.toConnectHeader(topic, header.key(), header.value()));
    }
    return new SinkRecord(
        topic,
        message.partition(),
        key.schema(),
        key.value(),
        value.schema(),
        value.value(),
        message.offset(),
        message.timestamp(),
        message.timestampType(),
        converted);
  }
}
