package dev.messina.bench.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** Items and changes as DynamoDB JSON and nothing else, with the key's JSON as Kafka's key. */
final class BareMessages {

  private static final JsonFactory JSON = new JsonFactory();

  private final String topic;

  BareMessages(String topic) {
    this.topic = topic;
  }

  ProducerRecord<byte[], byte[]> item(Map<String, AttributeValue> item) {
    return new ProducerRecord<>(topic, key(item), json(json -> map(item, json)));
  }

  ProducerRecord<byte[], byte[]> change(Record change) {
    return new ProducerRecord<>(
        topic,
        key(change.dynamodb().keys()),
        json(
            json -> {
              json.writeStartObject();
              json.writeStringField("op", change.eventNameAsString());
              json.writeStringField("sequence", change.dynamodb().sequenceNumber());
              json.writeNumberField(
                  "at", change.dynamodb().approximateCreationDateTime().toEpochMilli());
              if (change.dynamodb().hasOldImage()) {
                json.writeFieldName("old");
                map(change.dynamodb().oldImage(), json);
              }
              if (change.dynamodb().hasNewImage()) {
                json.writeFieldName("new");
                map(change.dynamodb().newImage(), json);
              }
              json.writeEndObject();
            }));
  }

  private static byte[] key(Map<String, AttributeValue> item) {
    return json(
        json -> {
          json.writeStartObject();
          json.writeStringField(SampleTable.HASH_KEY, item.get(SampleTable.HASH_KEY).s());
          json.writeStringField(SampleTable.RANGE_KEY, item.get(SampleTable.RANGE_KEY).n());
          json.writeEndObject();
        });
  }

  private static byte[] json(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void map(Map<String, AttributeValue> map, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, AttributeValue> entry : map.entrySet()) {
      json.writeFieldName(entry.getKey());
      value(entry.getValue(), json);
    }
    json.writeEndObject();
  }

  private static void value(AttributeValue value, JsonGenerator json) throws IOException {
    json.writeStartObject();
    switch (value.type()) {
      case S -> json.writeStringField("S", value.s());
      case N -> json.writeStringField("N", value.n());
      case B ->
          json.writeStringField("B", Base64.getEncoder().encodeToString(value.b().asByteArray()));
      case BOOL -> json.writeBooleanField("BOOL", value.bool());
      case SS -> strings("SS", value.ss(), json);
      case NS -> strings("NS", value.ns(), json);
      case L -> {
        json.writeArrayFieldStart("L");
        for (AttributeValue element : value.l()) {
          value(element, json);
        }
        json.writeEndArray();
      }
      case M -> {
        json.writeFieldName("M");
        map(value.m(), json);
      }
      default -> throw new IllegalArgumentException("Not in the sample: " + value.type());
    }
    json.writeEndObject();
  }

  private static void strings(String type, List<String> strings, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(type);
    for (String string : strings) {
      json.writeString(string);
    }
    json.writeEndArray();
  }

  @FunctionalInterface
  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }
}
