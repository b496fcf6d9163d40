package dev.messina.dynamodb.api.request;

import static dev.messina.dynamodb.error.ErrorType.SERIALIZATION;

import dev.messina.dynamodb.error.ApiException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The members of an object of a request, by their names. A null is an absent member. */
public final class Parameters {

  private final Map<String, Object> members;

  public Parameters(Map<String, Object> members) {
    this.members = members;
  }

  public boolean has(String name) {
    return members.get(name) != null;
  }

  public Optional<String> text(String name) {
    return member(name).map(Parameters::asText);
  }

  public Optional<Boolean> flag(String name) {
    return member(name).map(Parameters::asFlag);
  }

  public Optional<Long> number(String name) {
    return member(name).map(Parameters::asNumber);
  }

  /** A number with a fraction, or without. */
  public Optional<BigDecimal> decimal(String name) {
    return member(name)
        .map(
            value -> {
              asNumber(value);
              return new BigDecimal(value.toString());
            });
  }

  public Optional<Parameters> object(String name) {
    return map(name).map(Parameters::new);
  }

  public Optional<Map<String, Object>> map(String name) {
    return member(name).map(Parameters::asMap);
  }

  public Optional<List<Object>> list(String name) {
    return member(name).map(Parameters::asList);
  }

  public Optional<List<Parameters>> objects(String name) {
    return list(name).map(list -> list.stream().map(each -> new Parameters(asMap(each))).toList());
  }

  public Optional<List<String>> texts(String name) {
    return list(name).map(list -> list.stream().map(Parameters::asText).toList());
  }

  public Optional<Map<String, String>> textMap(String name) {
    return map(name)
        .map(
            map -> {
              Map<String, String> texts = new LinkedHashMap<>();
              map.forEach((key, value) -> texts.put(key, asText(value)));
              return texts;
            });
  }

  /** All of them as they are. */
  public Map<String, Object> members() {
    return members;
  }

  /** A member as it is, or null. */
  public Object tree(String name) {
    return members.get(name);
  }

  /** The members' names, in the order of the request. */
  public List<String> names() {
    return new ArrayList<>(members.keySet());
  }

  private Optional<Object> member(String name) {
    return Optional.ofNullable(members.get(name));
  }

  public static String asText(Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Number || value instanceof Boolean) {
      throw mismatch(
          (value instanceof Boolean
                  ? value.toString().toUpperCase(java.util.Locale.ROOT)
                  : "NUMBER")
              + "_VALUE cannot be converted to String");
    }
    throw unexpected(value, "string");
  }

  @SuppressWarnings("unchecked")
  public static Map<String, Object> asMap(Object value) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw unexpected(value, "structure or map");
  }

  @SuppressWarnings("unchecked")
  public static List<Object> asList(Object value) {
    if (value instanceof List<?> list) {
      return (List<Object>) list;
    }
    throw unexpected(value, "list");
  }

  private static boolean asFlag(Object value) {
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw unexpected(value, "boolean");
  }

  private static long asNumber(Object value) {
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    if (value instanceof BigInteger integer) {
      return integer.longValue();
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.longValue();
    }
    throw unexpected(value, "number");
  }

  private static ApiException unexpected(Object found, String wanted) {
    if (found instanceof Map) {
      return mismatch("Start of structure or map found where not expected");
    }
    if (found instanceof List) {
      return mismatch("Start of list found where not expected");
    }
    return mismatch("Unexpected value where a " + wanted + " is expected");
  }

  private static ApiException mismatch(String message) {
    return new ApiException(SERIALIZATION, message);
  }
}
