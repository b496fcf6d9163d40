package dev.messina.transforms;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/**
 * A row's key as text that every header converter gives back as it is: {@code key:} and a JSON
 * object of the columns, in which bytes are {@code {"base64": "…"}}. Without the word before it
 * Connect's SimpleHeaderConverter reads the object and changes its texts.
 */
final class KeyText {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String PREFIX = "key:";
  private static final String BYTES = "base64";

  private KeyText() {}

  static String of(Struct key) {
    StringWriter text = new StringWriter().append(PREFIX);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Field field : key.schema().fields()) {
        json.writeFieldName(field.name());
        write(json, key.get(field));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof byte[] bytes) {
      write(json, ByteBuffer.wrap(bytes));
    } else if (value instanceof ByteBuffer bytes) {
      byte[] octets = new byte[bytes.remaining()];
      bytes.duplicate().get(octets);
      json.writeStartObject();
      json.writeStringField(BYTES, Base64.getEncoder().encodeToString(octets));
      json.writeEndObject();
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else {
      json.writeString(String.valueOf(value));
    }
  }
}
