package dev.messina.sink.mutation;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the notation in which MongoDB's documents are text means: an object with one name such as
 * {@code $oid} is a value of a type that JSON lacks. Types that no column has, such as regular
 * expressions, stay the objects that they are written as.
 */
final class ExtendedJson {

  private ExtendedJson() {}

  /**
   * A value of parsed JSON as the value it means.
   *
   * @throws IllegalArgumentException if it is written in a way that its type does not have
   */
  static Object meaning(Object value) {
    if (value instanceof List<?> list) {
      List<Object> read = new ArrayList<>();
      list.forEach(element -> read.add(meaning(element)));
      return read;
    }
    return value instanceof Map<?, ?> map ? ofObject(map) : value;
  }

  private static Object ofObject(Map<?, ?> object) {
    if (object.containsKey("$binary")) {
      return binary(object.get("$binary"));
    }
    if (object.size() == 1) {
      Map.Entry<?, ?> only = object.entrySet().iterator().next();
      if (isType(only.getKey())) {
        return typed((String) only.getKey(), only.getValue());
      }
    }
    Map<Object, Object> read = new LinkedHashMap<>();
    object.forEach((name, value) -> read.put(name, meaning(value)));
    return read;
  }

  private static boolean isType(Object name) {
    return switch ((String) name) {
      case "$oid",
              "$uuid",
              "$symbol",
              "$numberInt",
              "$numberLong",
              "$numberDecimal",
              "$numberDouble",
              "$date",
              "$undefined" ->
          true;
      default -> false;
    };
  }

  private static Object typed(String type, Object value) {
    return switch (type) {
      case "$oid", "$uuid", "$symbol" -> value;
      case "$numberInt", "$numberLong" -> Long.valueOf(String.valueOf(value));
      case "$numberDecimal" -> decimal(String.valueOf(value));
      case "$numberDouble" -> floating(String.valueOf(value));
      case "$date" -> instant(meaning(value));
      default -> null;
    };
  }

  /** NaN and infinities have no place in a decimal, and are left for the column to refuse. */
  private static Object decimal(String text) {
    return isFinite(text) ? new BigDecimal(text) : text;
  }

  private static Object floating(String text) {
    return isFinite(text) ? new BigDecimal(text) : (Object) Double.valueOf(text);
  }

  private static boolean isFinite(String text) {
    return !text.endsWith("NaN") && !text.endsWith("Infinity");
  }

  private static Instant instant(Object value) {
    if (value instanceof Long millis) {
      return Instant.ofEpochMilli(millis);
    }
    try {
      return Instant.parse(text(value));
    } catch (DateTimeException malformed) {
      throw new IllegalArgumentException(malformed);
    }
  }

  private static byte[] binary(Object value) {
    return Base64.getDecoder()
        .decode(text(value instanceof Map<?, ?> parts ? parts.get("base64") : value));
  }

  private static String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("no text");
  }
}
