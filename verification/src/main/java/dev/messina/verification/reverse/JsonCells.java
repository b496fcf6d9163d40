package dev.messina.verification.reverse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.messina.verification.item.ItemJson;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Texts that hold values of an item as JSON. */
final class JsonCells {

  private static final JsonMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonCells() {}

  /** A text's JSON; empty if it is none. */
  static Optional<JsonNode> read(String text) {
    try {
      return Optional.of(EXACT.readTree(text));
    } catch (JsonProcessingException noJson) {
      return Optional.empty();
    }
  }

  /**
   * Whether plain JSON says a value. Its type is the value's: text, as binary and sets have none of
   * their own.
   *
   * @param textual whether numbers are texts
   */
  static boolean says(JsonNode json, AttributeValue value, boolean textual) {
    return switch (value.type()) {
      case S -> json.isTextual() && json.textValue().equals(value.s());
      case N ->
          number(json, textual)
              .filter(Values.number(new BigDecimal(value.n()))::equals)
              .isPresent();
      case B -> binary(json).filter(value.b().asByteBuffer()::equals).isPresent();
      case BOOL -> json.isBoolean() && json.booleanValue() == value.bool();
      case NUL -> json.isNull();
      case SS ->
          members(json, one -> Optional.ofNullable(one.textValue()))
              .filter(Set.copyOf(value.ss())::equals)
              .isPresent();
      case NS ->
          members(json, one -> number(one, textual || one.isTextual()))
              .filter(Values.numbers(value.ns())::equals)
              .isPresent();
      case BS ->
          members(json, JsonCells::binary).filter(Values.binaries(value.bs())::equals).isPresent();
      case L -> saysElements(json, value.l(), textual);
      case M -> saysEntries(json, value.m(), textual);
      case UNKNOWN_TO_SDK_VERSION -> false;
    };
  }

  private static Optional<BigDecimal> number(JsonNode json, boolean textual) {
    if (textual) {
      return json.isTextual() ? Values.number(json.textValue()) : Optional.empty();
    }
    return json.isNumber() ? Optional.of(Values.number(json.decimalValue())) : Optional.empty();
  }

  private static Optional<ByteBuffer> binary(JsonNode json) {
    try {
      return json.isTextual()
          ? Optional.of(ByteBuffer.wrap(Base64.getDecoder().decode(json.textValue())))
          : Optional.empty();
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  private static <T> Optional<Set<T>> members(
      JsonNode json, Function<JsonNode, Optional<T>> member) {
    if (!json.isArray()) {
      return Optional.empty();
    }
    Set<T> members = new HashSet<>();
    for (JsonNode one : json) {
      Optional<T> found = member.apply(one);
      if (found.isEmpty() || !members.add(found.get())) {
        return Optional.empty();
      }
    }
    return Optional.of(members);
  }

  private static boolean saysElements(JsonNode json, List<AttributeValue> list, boolean textual) {
    if (!json.isArray() || json.size() != list.size()) {
      return false;
    }
    for (int i = 0; i < list.size(); i++) {
      if (!says(json.get(i), list.get(i), textual)) {
        return false;
      }
    }
    return true;
  }

  private static boolean saysEntries(
      JsonNode json, Map<String, AttributeValue> map, boolean textual) {
    return json.isObject()
        && json.size() == map.size()
        && map.entrySet().stream()
            .allMatch(
                entry ->
                    json.has(entry.getKey())
                        && says(json.get(entry.getKey()), entry.getValue(), textual));
  }

  /** The item that a text of DynamoDB JSON holds; empty if it is none. */
  static Optional<Map<String, AttributeValue>> item(String text) {
    try {
      return Optional.of(ItemJson.read(text));
    } catch (IllegalArgumentException noItem) {
      return Optional.empty();
    }
  }

  /** The value that a text of DynamoDB JSON holds; empty if it is none. */
  static Optional<AttributeValue> typed(String text) {
    return item("{\"value\":" + text + "}").map(item -> item.get("value"));
  }
}
