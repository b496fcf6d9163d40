package dev.messina.dynamodb.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Writes one JSON text into memory. */
public final class JsonWriter {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final ByteArrayBuilder bytes;
  private final JsonGenerator out;

  public JsonWriter() {
    this(512);
  }

  /**
   * @param expected how many bytes the text will be long, more or less
   */
  public JsonWriter(int expected) {
    bytes = new ByteArrayBuilder(expected);
    try {
      out = FACTORY.createGenerator(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public JsonWriter beginObject() {
    return write(JsonGenerator::writeStartObject);
  }

  public JsonWriter endObject() {
    return write(JsonGenerator::writeEndObject);
  }

  public JsonWriter beginArray() {
    return write(JsonGenerator::writeStartArray);
  }

  public JsonWriter endArray() {
    return write(JsonGenerator::writeEndArray);
  }

  public JsonWriter name(String name) {
    return write(json -> json.writeFieldName(name));
  }

  public JsonWriter string(String value) {
    return write(json -> json.writeString(value));
  }

  public JsonWriter number(long value) {
    return write(json -> json.writeNumber(value));
  }

  public JsonWriter number(BigDecimal value) {
    return write(json -> json.writeNumber(value.toPlainString()));
  }

  public JsonWriter number(double value) {
    return write(json -> json.writeNumber(value));
  }

  public JsonWriter bool(boolean value) {
    return write(json -> json.writeBoolean(value));
  }

  public JsonWriter base64(byte[] value) {
    return write(json -> json.writeString(Base64.getEncoder().encodeToString(value)));
  }

  /**
   * @param value JSON already, copied as it is
   */
  public JsonWriter raw(byte[] value) {
    return write(json -> json.writeRawValue(new RawJson(value)));
  }

  /** A value of {@link JsonTree}. */
  public JsonWriter tree(Object value) {
    if (value instanceof Map<?, ?> map) {
      beginObject();
      map.forEach((name, each) -> name((String) name).tree(each));
      return endObject();
    } else if (value instanceof List<?> list) {
      beginArray();
      list.forEach(this::tree);
      return endArray();
    } else if (value instanceof Boolean flag) {
      return bool(flag);
    } else if (value instanceof Number number) {
      return number(new BigDecimal(number.toString()));
    } else if (value == null) {
      return write(JsonGenerator::writeNull);
    }
    return string((String) value);
  }

  public JsonWriter field(String name, String value) {
    return name(name).string(value);
  }

  public JsonWriter field(String name, long value) {
    return name(name).number(value);
  }

  public JsonWriter field(String name, boolean value) {
    return name(name).bool(value);
  }

  /** Seconds since 1970 with milliseconds, as the JSON protocol of AWS spells times. */
  public JsonWriter field(String name, Instant value) {
    return name(name).number(BigDecimal.valueOf(value.toEpochMilli(), 3).stripTrailingZeros());
  }

  /** The whole text; nothing may be written afterwards. */
  public byte[] toBytes() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private JsonWriter write(Step step) {
    try {
      step.on(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  private interface Step {
    void on(JsonGenerator json) throws IOException;
  }
}
