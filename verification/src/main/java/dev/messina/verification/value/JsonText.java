package dev.messina.verification.value;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An array or map that a column of text holds as JSON, whatever the text's spelling.
 *
 * @param structure Lists, Maps, Strings, Booleans and BigDecimals
 */
record JsonText(Object structure) {

  private static final ObjectMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  static JsonText of(Object container) {
    return new JsonText(plain(container));
  }

  /** Whether a text says the same; an array may be a set, whose members have no order. */
  boolean isSaidBy(String text) {
    return parse(text)
        .map(found -> found.equals(structure) || sameMembers(structure, found))
        .orElse(false);
  }

  private static boolean sameMembers(Object expected, Object found) {
    if (!(expected instanceof List<?> left)
        || !(found instanceof List<?> right)
        || left.size() != right.size()) {
      return false;
    }
    List<Object> unmatched = new ArrayList<>(right);
    return left.stream().allMatch(unmatched::remove);
  }

  /** The structure that a text holds; empty if it is not JSON with an array or object in it. */
  static Optional<Object> parse(String text) {
    try {
      JsonNode json = EXACT.readTree(text);
      return json.isContainerNode() ? Optional.of(plain(json)) : Optional.empty();
    } catch (JsonProcessingException noJson) {
      return Optional.empty();
    }
  }

  private static Object plain(JsonNode json) {
    if (json.isArray()) {
      List<Object> list = new ArrayList<>(json.size());
      json.forEach(element -> list.add(plain(element)));
      return list;
    }
    if (json.isObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      json.properties().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
      return map;
    }
    if (json.isNumber()) {
      return Scalars.stripped(json.decimalValue());
    }
    return json.isNull() ? null : json.isBoolean() ? (Object) json.booleanValue() : json.asText();
  }

  private static Object plain(Object value) {
    if (value instanceof List<?> list) {
      List<Object> plain = new ArrayList<>(list.size());
      list.forEach(element -> plain.add(plain(element)));
      return plain;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> plain = new LinkedHashMap<>();
      map.forEach((name, element) -> plain.put((String) name, plain(element)));
      return plain;
    }
    if (value instanceof Number number) {
      return Scalars.stripped(new BigDecimal(number.toString()));
    }
    return Scalars.bytes(value)
        .map(bytes -> (Object) Base64.getEncoder().encodeToString(bytes))
        .orElse(value);
  }

  @Override
  public String toString() {
    try {
      return EXACT.writeValueAsString(structure);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Lists and maps are always JSON", impossible);
    }
  }
}
