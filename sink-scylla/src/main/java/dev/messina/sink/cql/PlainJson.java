package dev.messina.sink.cql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/**
 * Plain JSON text of Connect values and back: numbers keep their digits and never pass through a
 * floating-point type, bytes are base64.
 */
final class PlainJson {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String REMEDY = "correct the data or make the column text";

  private PlainJson() {}

  static String write(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(value, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(Object value, JsonGenerator json) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Double || value instanceof Float) {
      writeFloating((Number) value, json);
    } else if (value instanceof Number number) {
      json.writeNumber(Texts.plain(number));
    } else if (Blobs.isBytes(value)) {
      json.writeBinary(Blobs.bytes(value));
    } else if (Texts.isWord(value)) {
      json.writeString(value.toString());
    } else {
      writeContainer(value, json);
    }
  }

  private static void writeFloating(Number number, JsonGenerator json) throws IOException {
    if (!Double.isFinite(number.doubleValue())) {
      throw new Unconvertible("a value with a NaN or an infinity, which JSON lacks", REMEDY);
    }
    json.writeNumber(Texts.plain(number));
  }

  private static void writeContainer(Object value, JsonGenerator json) throws IOException {
    if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        write(element, json);
      }
      json.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (!(entry.getKey() instanceof String name)) {
          throw new Unconvertible(
              "a map whose keys are not strings", "make the column a map of their type");
        }
        json.writeFieldName(name);
        write(entry.getValue(), json);
      }
      json.writeEndObject();
    } else if (value instanceof Struct struct) {
      json.writeStartObject();
      for (Field field : struct.schema().fields()) {
        json.writeFieldName(field.name());
        write(struct.get(field), json);
      }
      json.writeEndObject();
    } else {
      throw Unconvertible.kind(value);
    }
  }

  /** An array or object of JSON text as a List or a Map, numbers as BigDecimal. */
  static Object parseContainer(String text) {
    try (JsonParser json = JSON.createParser(text)) {
      JsonToken first = json.nextToken();
      if (first == JsonToken.START_ARRAY || first == JsonToken.START_OBJECT) {
        Object value = read(json);
        if (json.nextToken() == null) {
          return value;
        }
      }
    } catch (JsonProcessingException malformed) {
      // Falls through: the parser's own message would quote the text.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new Unconvertible("a string that is no JSON array or object", REMEDY);
  }

  private static Object read(JsonParser json) throws IOException {
    switch (json.currentToken()) {
      case START_ARRAY:
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(read(json));
        }
        return list;
      case START_OBJECT:
        Map<String, Object> map = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String name = json.currentName();
          json.nextToken();
          if (map.containsKey(name)) {
            throw new Unconvertible("JSON text with a name that comes twice", REMEDY);
          }
          map.put(name, read(json));
        }
        return map;
      case VALUE_NUMBER_INT:
      case VALUE_NUMBER_FLOAT:
        return Numbers.parse(json.getText());
      case VALUE_TRUE:
        return true;
      case VALUE_FALSE:
        return false;
      case VALUE_NULL:
        return null;
      default:
        return json.getText();
    }
  }
}
