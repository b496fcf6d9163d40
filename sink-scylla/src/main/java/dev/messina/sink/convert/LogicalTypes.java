package dev.messina.sink.convert;

import dev.messina.sink.mutation.RowFields;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Schema.Type;
import org.apache.kafka.connect.data.Struct;

/**
 * What a schema's name says about its values: Connect's and Debezium's logical types, at any depth,
 * become the Java types of what they mean. The names stand here as text, so that Debezium's classes
 * are not needed.
 */
public final class LogicalTypes {

  private static final UnaryOperator<Object> AS_IT_IS = UnaryOperator.identity();

  private static final String TIME = "io.debezium.time.";

  private static final Map<String, Meaning> MEANINGS =
      Map.ofEntries(
          Map.entry(
              org.apache.kafka.connect.data.Timestamp.LOGICAL_NAME,
              dates(Type.INT64, date -> Instant.ofEpochMilli(date.getTime()))),
          Map.entry(
              org.apache.kafka.connect.data.Date.LOGICAL_NAME,
              dates(Type.INT32, LogicalTypes::dateOrInstant)),
          Map.entry(
              org.apache.kafka.connect.data.Time.LOGICAL_NAME,
              dates(
                  Type.INT32,
                  date ->
                      TimeCounts.timeOfDayOrDuration(nanos(date.getTime(), ChronoUnit.MILLIS)))),
          Map.entry(TIME + "Timestamp", longs(count -> instant(count, ChronoUnit.MILLIS))),
          Map.entry(TIME + "MicroTimestamp", longs(count -> instant(count, ChronoUnit.MICROS))),
          Map.entry(TIME + "NanoTimestamp", longs(count -> instant(count, ChronoUnit.NANOS))),
          Map.entry(TIME + "ZonedTimestamp", texts(LogicalTypes::zonedTimestamp)),
          Map.entry(TIME + "Date", ints(LocalDate::ofEpochDay)),
          Map.entry(TIME + "Time", ints(count -> timeOfDay(count, ChronoUnit.MILLIS))),
          Map.entry(TIME + "MicroTime", longs(count -> timeOfDay(count, ChronoUnit.MICROS))),
          Map.entry(TIME + "NanoTime", longs(count -> timeOfDay(count, ChronoUnit.NANOS))),
          Map.entry(TIME + "ZonedTime", texts(LogicalTypes::zonedTime)),
          Map.entry(TIME + "MicroDuration", longs(count -> duration(count, ChronoUnit.MICROS))),
          Map.entry(TIME + "NanoDuration", longs(count -> duration(count, ChronoUnit.NANOS))),
          Map.entry(TIME + "IsoDate", texts(LogicalTypes::isoDate)),
          Map.entry(TIME + "IsoTime", texts(LogicalTypes::isoTime)),
          Map.entry(TIME + "IsoTimestamp", texts(LogicalTypes::isoTimestamp)),
          Map.entry(TIME + "StructuredDate", structs(StructuredTimes::date)),
          Map.entry(TIME + "StructuredTime", structs(StructuredTimes::time)),
          Map.entry(TIME + "StructuredTimestamp", structs(StructuredTimes::timestamp)),
          Map.entry(TIME + "StructuredZonedTime", structs(StructuredTimes::zonedTime)),
          Map.entry(TIME + "StructuredZonedTimestamp", structs(StructuredTimes::zonedTimestamp)),
          Map.entry(TIME + "StructuredDuration", structs(StructuredTimes::duration)),
          Map.entry(
              "io.debezium.data.VariableScaleDecimal",
              new Meaning(Type.STRUCT, LogicalTypes::variableScaleDecimal)));

  /**
   * What a name says of values of its own base type. Over any other type the name says nothing, and
   * of a value that is not of its schema's type neither.
   */
  private record Meaning(Type base, UnaryOperator<Object> reading) {}

  /** The fields of a struct whose schema declares their names. */
  static final class Declared extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1L;
  }

  private LogicalTypes() {}

  /** The names of the schemas that are known, in order. */
  public static Set<String> names() {
    return new TreeSet<>(MEANINGS.keySet());
  }

  /**
   * How to read values of a schema; a null stays null. Without anything to read, values are passed
   * on as they are.
   */
  public static UnaryOperator<Object> reading(Schema schema) {
    UnaryOperator<Object> meaning = meaning(schema);
    return meaning == AS_IT_IS ? AS_IT_IS : value -> value == null ? null : meaning.apply(value);
  }

  private static UnaryOperator<Object> meaning(Schema schema) {
    Meaning named = schema.name() == null ? null : MEANINGS.get(schema.name());
    if (named != null && named.base() == schema.type()) {
      return named.reading();
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
      if (!(value instanceof List<?> given)) {
        return value;
      }
      List<Object> read = new ArrayList<>();
      given.forEach(found -> read.add(element.apply(found)));
      return read;
    };
  }

  private static UnaryOperator<Object> map(
      UnaryOperator<Object> key, UnaryOperator<Object> element) {
    if (key == AS_IT_IS && element == AS_IT_IS) {
      return AS_IT_IS;
    }
    return value -> {
      if (!(value instanceof Map<?, ?> given)) {
        return value;
      }
      Map<Object, Object> read = new LinkedHashMap<>();
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
    boolean declared = schema.name() != null;
    return value -> {
      if (!(value instanceof Struct given)) {
        return value;
      }
      Map<String, Object> read = declared ? new Declared() : new LinkedHashMap<>();
      readings.forEach(
          (field, reading) -> read.put(field.name(), reading.apply(RowFields.value(given, field))));
      return read;
    };
  }

  private static Meaning dates(Type base, Function<Date, Object> reading) {
    return new Meaning(base, value -> value instanceof Date date ? reading.apply(date) : value);
  }

  private static Meaning ints(LongFunction<Object> reading) {
    return new Meaning(
        Type.INT32, value -> value instanceof Integer count ? reading.apply(count) : value);
  }

  private static Meaning longs(LongFunction<Object> reading) {
    return new Meaning(
        Type.INT64, value -> value instanceof Long count ? reading.apply(count) : value);
  }

  /** Text that cannot be read stays text: there are infinities, and dates before Christ. */
  private static Meaning texts(Function<String, Object> reading) {
    return new Meaning(
        Type.STRING,
        value -> {
          try {
            return value instanceof String text ? reading.apply(text) : value;
          } catch (DateTimeException unreadable) {
            return value;
          }
        });
  }

  private static Meaning structs(Function<Struct, Object> reading) {
    return new Meaning(Type.STRUCT, value -> StructuredTimes.read(value, reading));
  }

  private static Instant instant(long count, ChronoUnit unit) {
    return Instant.EPOCH.plus(count, unit);
  }

  private static Object timeOfDay(long count, ChronoUnit unit) {
    return TimeCounts.timeOfDayOrDuration(nanos(count, unit));
  }

  private static Object duration(long count, ChronoUnit unit) {
    return TimeCounts.durationOrLonger(nanos(count, unit));
  }

  private static BigInteger nanos(long count, ChronoUnit unit) {
    return BigInteger.valueOf(count).multiply(BigInteger.valueOf(unit.getDuration().toNanos()));
  }

  private static Object dateOrInstant(Date date) {
    Instant instant = Instant.ofEpochMilli(date.getTime());
    LocalDate day = LocalDate.ofInstant(instant, ZoneOffset.UTC);
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().equals(instant) ? day : instant;
  }

  private static Object zonedTimestamp(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static Object zonedTime(String text) {
    OffsetTime time = OffsetTime.parse(text);
    return time.getOffset().equals(ZoneOffset.UTC) ? time.toLocalTime() : new Meant(text, time);
  }

  private static Object isoDate(String text) {
    TemporalAccessor date = DateTimeFormatter.ISO_DATE.parse(text);
    return isInUtc(date) ? new Meant(text, LocalDate.from(date)) : text;
  }

  private static Object isoTime(String text) {
    TemporalAccessor time = DateTimeFormatter.ISO_TIME.parse(text);
    return new Meant(text, isInUtc(time) ? LocalTime.from(time) : OffsetTime.from(time));
  }

  private static Object isoTimestamp(String text) {
    TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parse(text);
    return new Meant(
        text,
        isInUtc(time) ? LocalDateTime.from(time).toInstant(ZoneOffset.UTC) : Instant.from(time));
  }

  /** Debezium writes such times in UTC, and says so with a Z. */
  private static boolean isInUtc(TemporalAccessor time) {
    return !time.isSupported(ChronoField.OFFSET_SECONDS)
        || time.get(ChronoField.OFFSET_SECONDS) == 0;
  }

  private static Object variableScaleDecimal(Object value) {
    if (!(value instanceof Struct struct)) {
      return value;
    }
    Object digits = field(struct, "value");
    return field(struct, "scale") instanceof Integer scale
            && Blobs.isBytes(digits)
            && Blobs.bytes(digits).length > 0
        ? new BigDecimal(new BigInteger(Blobs.bytes(digits)), scale)
        : value;
  }

  private static Object field(Struct struct, String name) {
    Field field = struct.schema().field(name);
    return field == null ? null : struct.get(field);
  }
}
