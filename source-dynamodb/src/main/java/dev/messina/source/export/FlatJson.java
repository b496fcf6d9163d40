package dev.messina.source.export;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** An object of a manifest, whose fields are texts and numbers. */
final class FlatJson {

  private final Map<String, String> fields;

  private FlatJson(Map<String, String> fields) {
    this.fields = fields;
  }

  /**
   * Reads the object at whose first bracket the parser stands. What is null counts as not there,
   * what is an object or an array as there.
   *
   * @throws ManifestException if it is no object, or says something twice
   */
  static FlatJson read(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new ManifestException("it is not a JSON object");
    }
    Map<String, String> fields = new HashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      if (token == JsonToken.VALUE_NULL) {
        continue;
      }
      json.skipChildren();
      if (fields.put(name, token.isScalarValue() ? json.getText() : "") != null) {
        throw new ManifestException("'" + name + "' stands there twice");
      }
    }
    return new FlatJson(fields);
  }

  String text(String name) {
    return optional(name)
        .orElseThrow(() -> new ManifestException("it does not say '" + name + "'"));
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(fields.get(name)).filter(text -> !text.isEmpty());
  }

  long count(String name) {
    return number(name, text(name));
  }

  long countOrZero(String name) {
    return optional(name).map(text -> number(name, text)).orElse(0L);
  }

  Instant instant(String name) {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeException e) {
      throw new ManifestException("'" + name + "' is no time");
    }
  }

  /** The names of those that are not among these. */
  Set<String> others(Set<String> known) {
    Set<String> names = new TreeSet<>(fields.keySet());
    names.removeAll(known);
    return names;
  }

  private static long number(String name, String text) {
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new ManifestException("'" + name + "' is no number");
    }
    throw new ManifestException("'" + name + "' is negative");
  }

  /** What is wrong with an object; whoever knows where it stands adds that. */
  static final class ManifestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ManifestException(String message) {
      super(message);
    }
  }
}
