package dev.messina.sink.mutation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON text without losing a digit: whole numbers as Long or BigDecimal, others as this. */
public final class LosslessJson {

  private static final JsonFactory JSON = new JsonFactory();

  /** MongoDB's text has NaN and Infinity as bare words, which JSON does not know. */
  private static final JsonFactory WITH_NON_NUMBERS =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private LosslessJson() {}

  /** Text that cannot be read. The message says what was found, and never repeats the text. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    private Malformed(String found) {
      super(found);
    }
  }

  /**
   * An array or object as a List or a Map, whose order is kept.
   *
   * @throws Malformed if the text is anything else, or has a name twice in an object
   */
  public static Object container(String text) throws Malformed {
    return container(text, JSON);
  }

  private static Object container(String text, JsonFactory notation) throws Malformed {
    try (JsonParser json = notation.createParser(text)) {
      JsonToken first = json.nextToken();
      if (first == JsonToken.START_ARRAY || first == JsonToken.START_OBJECT) {
        Object value = read(json);
        if (json.nextToken() == null) {
          return value;
        }
      }
    } catch (JsonProcessingException | NumberFormatException malformed) {
      // Falls through: the parser's own message would quote the text.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new Malformed("a string that is no JSON array or object");
  }

  /**
   * Any one value of JSON, or of what MongoDB takes for it: NaN and infinities are a Double.
   *
   * @throws Malformed if the text is none
   */
  static Object value(String text) throws Malformed {
    List<?> values = (List<?>) container("[" + text + "]", WITH_NON_NUMBERS);
    if (values.size() != 1) {
      throw new Malformed("a string that is no JSON");
    }
    return values.get(0);
  }

  /** Whether the text can only be meant as an object. */
  static boolean looksLikeObject(String text) {
    return text.stripLeading().startsWith("{");
  }

  private static Object read(JsonParser json) throws IOException, Malformed {
    return switch (json.currentToken()) {
      case START_ARRAY -> array(json);
      case START_OBJECT -> object(json);
      case VALUE_NUMBER_INT -> integer(json);
      case VALUE_NUMBER_FLOAT ->
          json.isNaN() ? (Object) json.getDoubleValue() : new BigDecimal(json.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> json.getText();
    };
  }

  private static Object integer(JsonParser json) throws IOException {
    return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? new BigDecimal(json.getText())
        : (Object) json.getLongValue();
  }

  private static List<Object> array(JsonParser json) throws IOException, Malformed {
    List<Object> list = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      list.add(read(json));
    }
    return list;
  }

  private static Map<String, Object> object(JsonParser json) throws IOException, Malformed {
    Map<String, Object> map = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      if (map.containsKey(name)) {
        throw new Malformed("JSON text with a name that comes twice");
      }
      map.put(name, read(json));
    }
    return map;
  }
}
