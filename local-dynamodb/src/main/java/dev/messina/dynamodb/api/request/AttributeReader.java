package dev.messina.dynamodb.api.request;

import static dev.messina.dynamodb.error.ApiException.invalidValue;
import static dev.messina.dynamodb.error.ApiException.validation;
import static dev.messina.dynamodb.error.ErrorType.SERIALIZATION;

import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.DynamoNumber;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Attribute values out of requests, checked as AWS checks them. */
public final class AttributeReader {

  private static final Set<String> TYPES =
      Set.of("S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS");
  private static final int MOST_LEVELS = 32;

  private AttributeReader() {}

  public static Map<String, AttributeValue> item(Map<String, Object> tree) {
    return entries(tree, 0);
  }

  public static AttributeValue value(Object tree) {
    return value(tree, 0);
  }

  private static Map<String, AttributeValue> entries(Map<String, Object> tree, int level) {
    Map<String, AttributeValue> entries = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : tree.entrySet()) {
      entries.put(entry.getKey(), value(entry.getValue(), level));
    }
    return entries;
  }

  private static AttributeValue value(Object tree, int level) {
    Map<String, Object> typed = Parameters.asMap(tree);
    List<String> types =
        typed.entrySet().stream()
            .filter(entry -> entry.getValue() != null && TYPES.contains(entry.getKey()))
            .map(Map.Entry::getKey)
            .toList();
    if (types.isEmpty()) {
      throw validation(
          "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
    }
    if (types.size() > 1) {
      throw validation(
          "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the"
              + " supported datatypes");
    }
    String type = types.get(0);
    return typed(type, typed.get(type), level);
  }

  private static AttributeValue typed(String type, Object value, int level) {
    return switch (type) {
      case "S" -> new AttributeValue.StringValue(Parameters.asText(value));
      case "N" -> number(Parameters.asText(value));
      case "B" -> binary(Parameters.asText(value));
      case "BOOL" -> new AttributeValue.BooleanValue(flag(value));
      case "NULL" -> nothing(flag(value));
      case "M" -> new AttributeValue.MapValue(entries(Parameters.asMap(value), deeper(level)));
      case "L" -> list(Parameters.asList(value), deeper(level));
      case "SS" -> set("S", "string", Parameters.asList(value));
      case "NS" -> set("N", "number", Parameters.asList(value));
      default -> set("B", "binary", Parameters.asList(value));
    };
  }

  private static int deeper(int level) {
    if (level + 1 >= MOST_LEVELS) {
      throw validation("Nesting Levels have exceeded supported limits");
    }
    return level + 1;
  }

  private static AttributeValue number(String text) {
    if (text.isEmpty()) {
      throw validation("The parameter cannot be converted to a numeric value");
    }
    return new AttributeValue.NumberValue(DynamoNumber.parse(text));
  }

  private static AttributeValue binary(String text) {
    try {
      return new AttributeValue.BinaryValue(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new ApiException(SERIALIZATION, "Invalid Base64 in a binary value");
    }
  }

  private static boolean flag(Object value) {
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw new ApiException(SERIALIZATION, "Unexpected value where a boolean is expected");
  }

  private static AttributeValue nothing(boolean value) {
    if (!value) {
      throw invalidValue("Null attribute value types must have the value of true");
    }
    return new AttributeValue.NullValue();
  }

  private static AttributeValue list(List<Object> tree, int level) {
    List<AttributeValue> values = new ArrayList<>(tree.size());
    for (Object each : tree) {
      values.add(value(each, level));
    }
    return new AttributeValue.ListValue(values);
  }

  private static AttributeValue set(String type, String typeName, List<Object> tree) {
    if (tree.isEmpty()) {
      throw invalidValue(
          type.equals("B")
              ? "Binary sets should not be empty"
              : "An " + typeName + " set  may not be empty");
    }
    Set<AttributeValue> values = new LinkedHashSet<>();
    for (Object each : tree) {
      values.add(typed(type, each, 0));
    }
    if (values.size() < tree.size()) {
      String all = tree.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
      throw invalidValue("Input collection " + all + " contains duplicates.");
    }
    return new AttributeValue.SetValue(type, values);
  }
}
