package dev.messina.sink.cql;

import dev.messina.sink.mutation.RowFields;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * What a schema's name says about its values: Connect's and Debezium's logical types, at any depth,
 * become the Java types of what they mean. The names stand here as text, so that Debezium's classes
 * are not needed.
 */
final class LogicalTypes {

  private static final UnaryOperator<Object> AS_IT_IS = UnaryOperator.identity();

  private static final Map<String, UnaryOperator<Object>> MEANINGS =
      Map.ofEntries(
          Map.entry(
              org.apache.kafka.connect.data.Timestamp.LOGICAL_NAME,
              value -> Instant.ofEpochMilli(((Date) value).getTime())),
          Map.entry(org.apache.kafka.connect.data.Date.LOGICAL_NAME, value -> Times.toDate(value)),
          Map.entry(org.apache.kafka.connect.data.Time.LOGICAL_NAME, value -> Times.toTime(value)),
          Map.entry("io.debezium.time.Timestamp", value -> instant(value, ChronoUnit.MILLIS)),
          Map.entry("io.debezium.time.MicroTimestamp", value -> instant(value, ChronoUnit.MICROS)),
          Map.entry("io.debezium.time.NanoTimestamp", value -> instant(value, ChronoUnit.NANOS)),
          Map.entry("io.debezium.time.ZonedTimestamp", LogicalTypes::zonedTimestamp),
          Map.entry(
              "io.debezium.time.Date", value -> LocalDate.ofEpochDay(((Number) value).longValue())),
          Map.entry(
              "io.debezium.time.Time", value -> Times.timeOfDay(nanos(value, ChronoUnit.MILLIS))),
          Map.entry(
              "io.debezium.time.MicroTime",
              value -> Times.timeOfDay(nanos(value, ChronoUnit.MICROS))),
          Map.entry(
              "io.debezium.time.NanoTime",
              value -> Times.timeOfDay(nanos(value, ChronoUnit.NANOS))),
          Map.entry("io.debezium.time.ZonedTime", LogicalTypes::zonedTime),
          Map.entry(
              "io.debezium.time.MicroDuration",
              value -> Times.duration(nanos(value, ChronoUnit.MICROS))),
          Map.entry(
              "io.debezium.time.NanoDuration",
              value -> Times.duration(nanos(value, ChronoUnit.NANOS))),
          Map.entry("io.debezium.data.VariableScaleDecimal", LogicalTypes::variableScaleDecimal));

  private LogicalTypes() {}

  /** The names of the schemas that are known, in order. */
  static Set<String> names() {
    return new TreeSet<>(MEANINGS.keySet());
  }

  /**
   * How to read values of a schema; a null stays null. Without anything to read, values are passed
   * on as they are.
   */
  static UnaryOperator<Object> reading(Schema schema) {
    UnaryOperator<Object> meaning = meaning(schema);
    return meaning == AS_IT_IS ? AS_IT_IS : value -> value == null ? null : meaning.apply(value);
  }

  private static UnaryOperator<Object> meaning(Schema schema) {
    if (schema.name() != null && MEANINGS.containsKey(schema.name())) {
      return MEANINGS.get(schema.name());
    }
    return switch (schema.type()) {
      case ARRAY -> array(reading(schema.valueSchema()));
      case MAP -> map(reading(schema.keySchema()), reading(schema.valueSchema()));
      case STRUCT -> struct(schema);
      default -> AS_IT_IS;
    };
  }

  private static UnaryOperator<Object> array(UnaryOperator<Object> element) {
    if (element == AS_IT_IS) {
      return AS_IT_IS;
    }
    return value -> {
      List<Object> read = new ArrayList<>();
      ((List<?>) value).forEach(found -> read.add(element.apply(found)));
      return read;
    };
  }

  private static UnaryOperator<Object> map(
      UnaryOperator<Object> key, UnaryOperator<Object> element) {
    if (key == AS_IT_IS && element == AS_IT_IS) {
      return AS_IT_IS;
    }
    return value -> {
      Map<Object, Object> read = new LinkedHashMap<>();
      Map<?, ?> given = (Map<?, ?>) value;
      given.forEach((name, found) -> read.put(key.apply(name), element.apply(found)));
      if (read.size() < given.size()) {
        throw CollectionConversions.mergedKeys();
      }
      return read;
    };
  }

  private static UnaryOperator<Object> struct(Schema schema) {
    Map<Field, UnaryOperator<Object>> readings = new LinkedHashMap<>();
    schema.fields().forEach(field -> readings.put(field, reading(field.schema())));
    if (readings.values().stream().allMatch(reading -> reading == AS_IT_IS)) {
      return AS_IT_IS;
    }
    return value -> {
      Map<String, Object> read = new LinkedHashMap<>();
      readings.forEach(
          (field, reading) ->
              read.put(field.name(), reading.apply(RowFields.value((Struct) value, field))));
      return read;
    };
  }

  private static Instant instant(Object count, ChronoUnit unit) {
    return Instant.EPOCH.plus(((Number) count).longValue(), unit);
  }

  private static BigInteger nanos(Object count, ChronoUnit unit) {
    return BigInteger.valueOf(((Number) count).longValue())
        .multiply(BigInteger.valueOf(unit.getDuration().toNanos()));
  }

  private static Object zonedTimestamp(Object text) {
    try {
      return OffsetDateTime.parse((String) text).toInstant();
    } catch (DateTimeException malformed) {
      throw new Unconvertible("a time with a zone that is not ISO-8601", "correct the data");
    }
  }

  private static Object zonedTime(Object text) {
    try {
      OffsetTime time = OffsetTime.parse((String) text);
      if (time.getOffset().equals(ZoneOffset.UTC)) {
        return time.toLocalTime();
      }
    } catch (DateTimeException malformed) {
      // Falls through to the one message for both.
    }
    throw new Unconvertible("a time of day that is not in UTC", "convert it with a transform");
  }

  private static Object variableScaleDecimal(Object value) {
    Struct struct = (Struct) value;
    return new BigDecimal(
        new BigInteger(Blobs.bytes(struct.get("value"))), struct.getInt32("scale"));
  }
}
