package dev.messina.cli.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a key, a value or a header holds. */
sealed interface Content {

  /** Numbers keep all of their digits. */
  JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /** Nothing: a null, not an empty text. */
  record None() implements Content {}

  /** An object or a list of JSON. */
  record Json(JsonNode tree) implements Content {}

  /** Any other text. */
  record Text(String text) implements Content {}

  /** No text. */
  record Binary(byte[] bytes) implements Content {}

  static Content of(byte[] bytes) {
    if (bytes == null) {
      return new None();
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException noText) {
      return new Binary(bytes);
    }
    if (text.chars().anyMatch(Content::isNoText)) {
      return new Binary(bytes);
    }
    return json(text);
  }

  private static boolean isNoText(int one) {
    return Character.isISOControl(one) && one != '\n' && one != '\r' && one != '\t';
  }

  private static Content json(String text) {
    if (!text.startsWith("{") && !text.startsWith("[") && !text.startsWith("\"")) {
      return new Text(text);
    }
    try {
      return new Json(JSON.readTree(text));
    } catch (JsonProcessingException noJson) {
      return new Text(text);
    }
  }

  /** In one line; a remark where it is no text. */
  default String line() {
    if (this instanceof Json json) {
      return json.tree().toString();
    }
    if (this instanceof Text text) {
      return text.text();
    }
    return this instanceof Binary binary ? remark(binary.bytes()) : "none";
  }

  /** For people, over several lines where it is JSON. */
  default List<String> lines() {
    return this instanceof Json json && json.tree().isContainerNode()
        ? json.tree().toPrettyString().lines().toList()
        : line().lines().toList();
  }

  private static String remark(byte[] bytes) {
    boolean hasSchemaId = bytes.length > 5 && bytes[0] == 0;
    return bytes.length
        + " bytes that are no text"
        + (hasSchemaId
            ? ", perhaps Avro with the schema id " + ByteBuffer.wrap(bytes).getInt(1)
            : "");
  }
}
