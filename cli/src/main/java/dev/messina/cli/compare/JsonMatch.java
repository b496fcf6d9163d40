package dev.messina.cli.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Whether JSON says what an attribute says: plain JSON, with sets as arrays in any order, binary as
 * base64 and NULL as null, or DynamoDB's JSON, which has a type at every value. Numbers are equal
 * by value.
 */
final class JsonMatch {

  private static final ObjectMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private JsonMatch() {}

  static boolean same(AttributeValue attribute, String text) {
    return holds(text, json -> plain(attribute, json) || typed(attribute, json));
  }

  /** Whether DynamoDB's JSON holds these attributes, and no others. */
  static boolean sameItem(Map<String, AttributeValue> attributes, String text) {
    return holds(text, json -> sameFields(attributes, json, JsonMatch::typed));
  }

  private static boolean holds(String text, Predicate<JsonNode> same) {
    try {
      return same.test(EXACT.readTree(text));
    } catch (JsonProcessingException noJson) {
      return false;
    }
  }

  private static boolean typed(AttributeValue attribute, JsonNode json) {
    String type = attribute.type() == AttributeValue.Type.NUL ? "NULL" : attribute.type().name();
    if (!json.isObject() || json.size() != 1 || !json.has(type)) {
      return false;
    }
    JsonNode value = json.get(type);
    return switch (attribute.type()) {
      case N -> value.isTextual() && sameNumber(attribute.n(), value);
      case NUL -> value.isBoolean() && value.booleanValue();
      case L -> sameElements(attribute.l(), value, JsonMatch::typed);
      case M -> sameFields(attribute.m(), value, JsonMatch::typed);
      default -> plain(attribute, value);
    };
  }

  private static boolean plain(AttributeValue attribute, JsonNode json) {
    return switch (attribute.type()) {
      case S -> json.isTextual() && json.textValue().equals(attribute.s());
      case N -> json.isNumber() && sameNumber(attribute.n(), json);
      case B -> sameBytes(attribute.b(), json);
      case BOOL -> json.isBoolean() && attribute.bool().equals(json.booleanValue());
      case NUL -> json.isNull();
      case SS ->
          sameMembers(
              attribute.ss(),
              json,
              (text, node) -> node.isTextual() && text.equals(node.textValue()));
      case NS -> sameMembers(attribute.ns(), json, JsonMatch::sameNumber);
      case BS -> sameMembers(attribute.bs(), json, JsonMatch::sameBytes);
      case L -> sameElements(attribute.l(), json, JsonMatch::plain);
      case M -> sameFields(attribute.m(), json, JsonMatch::plain);
      case UNKNOWN_TO_SDK_VERSION -> false;
    };
  }

  /** A number in quotes counts as well: a set of numbers may travel as an array of strings. */
  private static boolean sameNumber(String digits, JsonNode json) {
    if (!json.isNumber() && !json.isTextual()) {
      return false;
    }
    try {
      BigDecimal found = json.isNumber() ? json.decimalValue() : new BigDecimal(json.textValue());
      return found.compareTo(new BigDecimal(digits)) == 0;
    } catch (NumberFormatException noNumber) {
      return false;
    }
  }

  private static boolean sameBytes(SdkBytes bytes, JsonNode json) {
    try {
      return json.isTextual() && bytes.equals(SdkBytes.fromByteArray(json.binaryValue()));
    } catch (IOException notBase64) {
      return false;
    }
  }

  private static <M> boolean sameMembers(
      List<M> members, JsonNode json, BiFunction<M, JsonNode, Boolean> same) {
    if (!json.isArray() || json.size() != members.size()) {
      return false;
    }
    Set<JsonNode> unmatched = new HashSet<>();
    json.forEach(unmatched::add);
    return members.stream()
        .allMatch(member -> unmatched.removeIf(node -> same.apply(member, node)));
  }

  private static boolean sameElements(
      List<AttributeValue> attributes, JsonNode json, BiPredicate<AttributeValue, JsonNode> same) {
    if (!json.isArray() || json.size() != attributes.size()) {
      return false;
    }
    for (int i = 0; i < attributes.size(); i++) {
      if (!same.test(attributes.get(i), json.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameFields(
      Map<String, AttributeValue> attributes,
      JsonNode json,
      BiPredicate<AttributeValue, JsonNode> same) {
    return json.isObject()
        && json.size() == attributes.size()
        && attributes.entrySet().stream()
            .allMatch(
                entry ->
                    json.has(entry.getKey())
                        && same.test(entry.getValue(), json.get(entry.getKey())));
  }
}
