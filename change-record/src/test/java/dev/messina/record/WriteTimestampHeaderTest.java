package dev.messina.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WriteTimestampHeaderTest {

  private static final String NAME = "messina.write.ts.us";
  private static final long MICROS = 1767225600000100L;

  static List<HeaderConverter> converters() {
    JsonConverter plain = new JsonConverter();
    plain.configure(Map.of("converter.type", "header", "schemas.enable", "false"));
    JsonConverter withSchema = new JsonConverter();
    withSchema.configure(Map.of("converter.type", "header", "schemas.enable", "true"));
    StringConverter text = new StringConverter();
    text.configure(Map.of("converter.type", "header"));
    return List.of(new SimpleHeaderConverter(), plain, withSchema, text);
  }

  @ParameterizedTest
  @MethodSource("converters")
  void isReadWhateverConverterWroteIt(HeaderConverter converter) {
    byte[] value = converter.fromConnectHeader("topic", NAME, Schema.INT64_SCHEMA, MICROS);

    assertThat(WriteTimestampHeader.ofBytes(value)).hasValue(MICROS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "secret", "-1", "17", "99999999999999999999", "{\"payload\":null}"})
  void isNothingWhereNobodyCanTell(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);

    assertThat(WriteTimestampHeader.ofBytes(bytes)).isEmpty();
  }

  @Test
  void isReadAsEightBytes() {
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(MICROS).array();

    assertThat(WriteTimestampHeader.ofBytes(bytes)).hasValue(MICROS);
  }

  @Test
  void mayBeMissing() {
    assertThat(WriteTimestampHeader.ofBytes(null)).isEmpty();
  }
}
