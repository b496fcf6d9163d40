package dev.messina.sink.convert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.messina.sink.mutation.LosslessJson;
import dev.messina.sink.mutation.RowFields;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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

  private PlainJson() {}

  static String write(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(value, json);
    } catch (StreamConstraintsException tooDeep) {
      throw new Unconvertible(
          "lists and maps in each other more than "
              + StreamWriteConstraints.DEFAULT_MAX_DEPTH
              + " levels deep",
          "correct the data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(Object value, JsonGenerator json) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Meant meant) {
      write(meant.given(), json);
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
      throw new Unconvertible(
          "a value with a NaN or an infinity, which JSON lacks",
          "have the producer send such numbers as strings");
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
          throw Unconvertible.otherType(
              "a map whose keys are not strings", null, "a map with keys of their type");
        }
        json.writeFieldName(name);
        write(entry.getValue(), json);
      }
      json.writeEndObject();
    } else if (value instanceof Struct struct) {
      json.writeStartObject();
      for (Field field : struct.schema().fields()) {
        json.writeFieldName(field.name());
        write(RowFields.value(struct, field), json);
      }
      json.writeEndObject();
    } else {
      throw Unconvertible.kind(value);
    }
  }

  /** An array or object of JSON text as a List or a Map. */
  static Object parseContainer(String text) {
    try {
      return LosslessJson.container(text);
    } catch (LosslessJson.Malformed reason) {
      throw Unconvertible.otherType(reason.getMessage(), "correct the data", "text");
    }
  }
}
