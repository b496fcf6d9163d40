package dev.messina.source.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * The items or stream records of one answer, taken out of it by {@link PageTaker} before the SDK
 * has seen them. Belongs to one call; a later attempt replaces what an earlier one left.
 */
final class TakenPage {

  static final ExecutionAttribute<TakenPage> ATTRIBUTE =
      new ExecutionAttribute<>("dev.messina.taken-page");

  private static final JsonFactory JSON = new JsonFactory();

  private List<Map<String, AttributeValue>> items;
  private List<Record> records;

  /**
   * The items.
   *
   * @param otherwise what the SDK has found, which counts if nothing was taken out
   */
  List<Map<String, AttributeValue>> items(List<Map<String, AttributeValue>> otherwise) {
    return items == null ? otherwise : items;
  }

  /**
   * The stream records.
   *
   * @param otherwise what the SDK has found, which counts if nothing was taken out
   */
  List<Record> records(List<Record> otherwise) {
    return records == null ? otherwise : records;
  }

  /**
   * Takes the page out of the body of an answer.
   *
   * @return the body without it
   */
  byte[] take(byte[] body) throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    try (JsonParser json = JSON.createParser(body);
        JsonGenerator copy = JSON.createGenerator(rest)) {
      json.nextToken();
      copy.writeStartObject();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (value == JsonToken.START_ARRAY && name.equals("Items")) {
          items = items(json);
        } else if (value == JsonToken.START_ARRAY && name.equals("Records")) {
          records = records(json);
        } else {
          copy.writeFieldName(name);
          copy.copyCurrentStructure(json);
        }
      }
      copy.writeEndObject();
    }
    return rest.toByteArray();
  }

  private static List<Map<String, AttributeValue>> items(JsonParser json) throws IOException {
    AttributeReader reader = new AttributeReader(json);
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      items.add(reader.item());
    }
    return items;
  }

  private static List<Record> records(JsonParser json) throws IOException {
    StreamRecordReader reader = new StreamRecordReader(json);
    List<Record> records = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      records.add(reader.record());
    }
    return records;
  }
}
