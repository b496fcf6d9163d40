package dev.messina.verification.topic;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.messina.verification.item.ItemKey;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads change records that were written as JSON, with schemas beside them or without.
 *
 * @param keyTypes the table's key attributes with their types, S, N or B
 */
public record RecordJson(Map<String, String> keyTypes) {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  private static final String MILLIS = "ts_ms";

  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  /**
   * The change in a record.
   *
   * @throws IllegalStateException if the record is not JSON of a change; with its coordinates
   */
  public TopicChange change(ConsumerRecord<byte[], byte[]> record) {
    Map<String, Object> key = object(record, record.key(), "key");
    ItemKey item = item(key).orElseThrow(() -> unreadable(record, "key"));
    if (record.value() == null) {
      return new TopicChange(item, key, Optional.empty(), "d", record.partition(), record.offset());
    }
    Map<String, Object> value = object(record, record.value(), "value");
    if (!(value.get("op") instanceof String operation)) {
      throw unreadable(record, "value");
    }
    return new TopicChange(
        item, key, Optional.of(value), operation, record.partition(), record.offset());
  }

  /**
   * The item that a record of the data topic is about.
   *
   * @throws IllegalStateException if its key is not JSON of an item's; with its coordinates
   */
  public ItemKey itemOf(ConsumerRecord<byte[], byte[]> record) {
    return item(record.key()).orElseThrow(() -> unreadable(record, "key"));
  }

  /** The item that a dead letter is about; empty if its key does not tell. */
  public Optional<ItemKey> item(byte[] key) {
    try {
      return key == null ? Optional.empty() : item(payload(JSON.readValue(key, OBJECT)));
    } catch (IOException noJson) {
      return Optional.empty();
    }
  }

  /**
   * How long after a change the source handled it, zero where the clocks say less; empty if the
   * record is of an item that a scan has read, or not JSON of a change.
   */
  public static Optional<Duration> delay(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null || RecordMarks.of(record).isItem()) {
      return Optional.empty();
    }
    try {
      Map<String, Object> value = payload(JSON.readValue(record.value(), OBJECT));
      return value.get(MILLIS) instanceof Long handled
              && value.get("source") instanceof Map<?, ?> source
              && source.get(MILLIS) instanceof Long changed
          ? Optional.of(Duration.ofMillis(Math.max(0, handled - changed)))
          : Optional.empty();
    } catch (IOException noJson) {
      return Optional.empty();
    }
  }

  private static Map<String, Object> object(
      ConsumerRecord<byte[], byte[]> record, byte[] bytes, String part) {
    if (bytes == null) {
      throw unreadable(record, part);
    }
    try {
      return payload(JSON.readValue(bytes, OBJECT));
    } catch (IOException noJson) {
      throw unreadable(record, part);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> payload(Map<String, Object> json) {
    boolean hasSchema = json.size() == 2 && json.containsKey("schema");
    return hasSchema && json.get("payload") instanceof Map<?, ?> payload
        ? (Map<String, Object>) payload
        : json;
  }

  private Optional<ItemKey> item(Map<String, Object> key) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, String> attribute : keyTypes.entrySet()) {
      if (!(key.get(attribute.getKey()) instanceof String text)) {
        return Optional.empty();
      }
      attributes.put(attribute.getKey(), value(attribute.getValue(), text));
    }
    return Optional.of(new ItemKey(attributes));
  }

  private static AttributeValue value(String type, String text) {
    return switch (type) {
      case "N" -> AttributeValue.fromN(text);
      case "B" -> AttributeValue.fromB(SdkBytes.fromByteArray(Base64.getDecoder().decode(text)));
      default -> AttributeValue.fromS(text);
    };
  }

  private static IllegalStateException unreadable(
      ConsumerRecord<byte[], byte[]> record, String part) {
    return new IllegalStateException(
        "The %s of record %s-%d@%d is not JSON of a change; topics in other formats are not read here."
            .formatted(part, record.topic(), record.partition(), record.offset()));
  }
}
