package dev.messina.source.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.messina.source.change.ItemJson;
import dev.messina.source.control.Signal.SignalPosition;
import dev.messina.source.control.Signal.SignalType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.connect.errors.DataException;

/**
 * Reads signals. It is strict: a filter that was mistyped and skipped would read a whole table
 * again. Its messages name fields and entries by number, and repeat nothing but what looks like a
 * name.
 */
final class SignalParser {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_.-]{0,39}");
  private static final String DATA_COLLECTIONS = "data-collections";
  private static final String KEYS = "keys";
  private static final String MAX_RCU = "max-rcu";
  private static final BigDecimal MAX_RCU_MAX = BigDecimal.valueOf(1_000_000);

  /** What reads as a number; whether DynamoDB takes it is looked at where its table is known. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]{1,400}(\\.[0-9]{1,400})?([eE][+-]?[0-9]{1,3})?");

  private final String topic;
  private final Set<String> tables;

  /**
   * @param tables all tables of the connector
   */
  SignalParser(String topic, Set<String> tables) {
    this.topic = topic;
    this.tables = Set.copyOf(tables);
  }

  /**
   * The signal that a record's value stands for.
   *
   * @throws DataException if it is none; the message begins in lower case and says what is wrong
   */
  Signal parse(byte[] value, SignalPosition at) {
    Map<?, ?> signal = object(JsonTree.read(value), "the value");
    onlyFields(signal, Set.of("id", "type", "data"), "the signal");
    SignalType type = type(signal.get("type"));
    Object given = signal.get("data");
    Map<?, ?> data = given == null ? Map.of() : object(given, "data");
    onlyFields(data, type.dataFields(), "data of " + type.text());
    checkSnapshotType(data.get("type"));
    String id = id(signal.get("id"), at);
    Set<String> meant = tables(data.get(DATA_COLLECTIONS), type);
    return switch (type) {
      case EXECUTE_SNAPSHOT -> new Signal.ExecuteSnapshot(id, meant, keys(data, meant), at);
      case THROTTLE_SNAPSHOT -> new Signal.ThrottleSnapshot(id, meant, maxRcu(data), at);
      case STOP_SNAPSHOT, PAUSE_SNAPSHOT, RESUME_SNAPSHOT, PAUSE_STREAM, RESUME_STREAM ->
          new Signal.Plain(type, id, meant, at);
    };
  }

  private static SignalType type(Object type) {
    if (!(type instanceof String text)) {
      throw new DataException("'type' is missing or no text; known are " + SignalType.all());
    }
    return SignalType.of(text)
        .orElseThrow(
            () ->
                new DataException(
                    "there is no type" + quoted(text) + "; known are " + SignalType.all()));
  }

  private String id(Object id, SignalPosition at) {
    if (id == null) {
      return topic + "-" + at.partition() + "@" + at.offset();
    }
    if (id instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw new DataException("'id' is no text");
  }

  /** Debezium's other type stops the stream while it reads, for which there is no need here. */
  private static void checkSnapshotType(Object type) {
    if (type != null && !(type instanceof String text && text.equalsIgnoreCase("incremental"))) {
      throw new DataException("'data.type' can only be incremental");
    }
  }

  private Set<String> tables(Object collections, SignalType type) {
    if (collections == null) {
      if (type == SignalType.EXECUTE_SNAPSHOT) {
        throw new DataException(
            "'data.data-collections' is missing; name the tables, or write [\".*\"] for all");
      }
      return tables;
    }
    if (!(collections instanceof List<?> list) || list.isEmpty()) {
      throw new DataException("'data.data-collections' is no list of names of tables");
    }
    Set<String> meant = new TreeSet<>();
    for (int i = 0; i < list.size(); i++) {
      meant.addAll(matching(list.get(i), "entry " + (i + 1) + " of 'data.data-collections'"));
    }
    return meant;
  }

  private Set<String> matching(Object entry, String which) {
    if (!(entry instanceof String text)) {
      throw new DataException(which + " is no text");
    }
    if (tables.contains(text)) {
      return Set.of(text);
    }
    try {
      Pattern pattern = Pattern.compile(text);
      Set<String> matching = new TreeSet<>(tables);
      matching.removeIf(table -> !pattern.matcher(table).matches());
      if (matching.isEmpty()) {
        throw new DataException(which + " is none of the connector's tables and matches none");
      }
      return matching;
    } catch (PatternSyntaxException e) {
      throw new DataException(which + " is neither a table nor a regular expression");
    }
  }

  private static OptionalDouble maxRcu(Map<?, ?> data) {
    Object limit = data.get(MAX_RCU);
    if (limit == null) {
      return OptionalDouble.empty();
    }
    if (limit instanceof BigDecimal number
        && number.signum() > 0
        && number.compareTo(MAX_RCU_MAX) <= 0) {
      return OptionalDouble.of(number.doubleValue());
    }
    throw new DataException(
        "'data.max-rcu' is no number above 0 and up to a million; leave it out to return to what is"
            + " configured, and send pause-snapshot to stop the scan");
  }

  private static List<String> keys(Map<?, ?> data, Set<String> tables) {
    Object keys = data.get(KEYS);
    if (keys == null) {
      return List.of();
    }
    if (!(keys instanceof List<?> list) || list.isEmpty()) {
      throw new DataException("'data.keys' is no list of keys; leave it out to read whole tables");
    }
    if (tables.size() != 1) {
      throw new DataException(
          "'data.keys' belong to one table, but 'data.data-collections' means "
              + tables.size()
              + "; send one signal for each");
    }
    Set<String> texts = new LinkedHashSet<>();
    for (int i = 0; i < list.size(); i++) {
      texts.add(key(list.get(i), "entry " + (i + 1) + " of 'data.keys'"));
    }
    return new ArrayList<>(texts);
  }

  private static String key(Object key, String which) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, Object> attribute : sorted(object(key, which)).entrySet()) {
        json.writeObjectFieldStart(attribute.getKey());
        for (Map.Entry<?, ?> typed : object(attribute.getValue(), which).entrySet()) {
          String type = (String) typed.getKey();
          json.writeStringField(type, valueOrNull(type, typed.getValue()));
        }
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      int attributes = ItemJson.readKey(text.toString()).size();
      if (attributes == 1 || attributes == 2) {
        return text.toString();
      }
    } catch (DataException e) {
      // Its message does not say which entry is wrong; the one below does.
    }
    throw new DataException(
        which
            + " is no key of an item; it must read like {\"id\":{\"S\":\"...\"}} with one or two"
            + " attributes of type S, N or B");
  }

  /** Null, which reads back as no key, for what cannot be in a key. */
  private static String valueOrNull(String type, Object value) {
    if (!(value instanceof String text) || text.isEmpty()) {
      return null;
    }
    return type.equals("N") && !NUMBER.matcher(text).matches() ? null : text;
  }

  private static Map<String, Object> sorted(Map<?, ?> object) {
    Map<String, Object> sorted = new TreeMap<>();
    object.forEach((name, value) -> sorted.put((String) name, value));
    return sorted;
  }

  private static Map<?, ?> object(Object value, String what) {
    if (value instanceof Map<?, ?> object) {
      return object;
    }
    throw new DataException(what + " is no JSON object");
  }

  private static void onlyFields(Map<?, ?> object, Set<String> known, String whose) {
    for (Object field : object.keySet()) {
      if (!known.contains(field)) {
        throw new DataException(
            whose
                + " has no field"
                + quoted((String) field)
                + "; known are "
                + String.join(", ", new TreeSet<>(known)));
      }
    }
  }

  private static String quoted(String text) {
    return NAME.matcher(text).matches() ? " '" + text + "'" : " of that name";
  }

  /**
   * A JSON text as maps, lists, strings, {@link java.math.BigDecimal}s, booleans and nulls. A field
   * that stands twice is an error.
   */
  static final class JsonTree {

    private static final JsonFactory JSON =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private JsonTree() {}

    /**
     * Reads one value.
     *
     * @throws DataException if the bytes are something else; it says where but repeats nothing
     */
    static Object read(byte[] text) {
      try (JsonParser json = JSON.createParser(text)) {
        json.nextToken();
        Object value = value(json);
        if (json.nextToken() != null) {
          throw new DataException("the value goes on after the end of its JSON");
        }
        return value;
      } catch (JsonProcessingException e) {
        throw new DataException(
            "the value is not JSON, from line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr());
      } catch (IOException e) {
        throw new DataException("the value is no text in UTF-8");
      }
    }

    private static Object value(JsonParser json) throws IOException {
      JsonToken token = json.currentToken();
      if (token == null) {
        throw new DataException("the value is empty");
      }
      return switch (token) {
        case START_OBJECT -> object(json);
        case START_ARRAY -> array(json);
        case VALUE_STRING -> json.getText();
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDecimalValue();
        case VALUE_TRUE -> true;
        case VALUE_FALSE -> false;
        default -> null;
      };
    }

    private static Map<String, Object> object(JsonParser json) throws IOException {
      Map<String, Object> fields = new LinkedHashMap<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        fields.put(name, value(json));
      }
      return fields;
    }

    private static List<Object> array(JsonParser json) throws IOException {
      List<Object> elements = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        elements.add(value(json));
      }
      return elements;
    }
  }
}
