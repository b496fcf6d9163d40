package dev.messina.sink.evolve;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/**
 * The CQL type of a new column: one that takes the values that the schema allows exactly as they
 * are. Where the usual type would not, as {@code timestamp} with microseconds, it is text.
 */
final class ColumnTypes {

  private static final String TEXT = "text";

  private static final Map<String, String> LOGICAL =
      Map.ofEntries(
          Map.entry(Decimal.LOGICAL_NAME, "decimal"),
          Map.entry(Date.LOGICAL_NAME, "date"),
          Map.entry(Time.LOGICAL_NAME, "time"),
          Map.entry(Timestamp.LOGICAL_NAME, "timestamp"),
          Map.entry("io.debezium.time.Date", "date"),
          Map.entry("io.debezium.time.Time", "time"),
          Map.entry("io.debezium.time.MicroTime", "time"),
          Map.entry("io.debezium.time.NanoTime", "time"),
          Map.entry("io.debezium.time.ZonedTime", "time"),
          Map.entry("io.debezium.time.Timestamp", "timestamp"),
          Map.entry("io.debezium.time.MicroTimestamp", TEXT),
          Map.entry("io.debezium.time.NanoTimestamp", TEXT),
          Map.entry("io.debezium.time.ZonedTimestamp", TEXT),
          Map.entry("io.debezium.time.MicroDuration", "duration"),
          Map.entry("io.debezium.time.NanoDuration", "duration"),
          Map.entry("io.debezium.data.VariableScaleDecimal", "decimal"),
          Map.entry("io.debezium.data.Uuid", "uuid"));

  private ColumnTypes() {}

  /** The type in CQL; empty if none takes every value that the schema allows. */
  static Optional<String> of(Schema schema) {
    if (schema.name() != null && LOGICAL.containsKey(schema.name())) {
      return Optional.of(LOGICAL.get(schema.name()));
    }
    return switch (schema.type()) {
      case INT8 -> Optional.of("tinyint");
      case INT16 -> Optional.of("smallint");
      case INT32 -> Optional.of("int");
      case INT64 -> Optional.of("bigint");
      case FLOAT32 -> Optional.of("float");
      case FLOAT64 -> Optional.of("double");
      case BOOLEAN -> Optional.of("boolean");
      case STRING, STRUCT -> Optional.of(TEXT);
      case BYTES -> Optional.of("blob");
      case ARRAY -> list(schema.valueSchema());
      case MAP -> map(schema.keySchema(), schema.valueSchema());
    };
  }

  /** CQL's collections hold no nulls; as JSON text an array does. */
  private static Optional<String> list(Schema element) {
    return element.isOptional()
        ? Optional.of(TEXT)
        : of(element).map(type -> "frozen<list<" + type + ">>");
  }

  private static Optional<String> map(Schema key, Schema value) {
    if (value.isOptional()) {
      return key.type() == Schema.Type.STRING ? Optional.of(TEXT) : Optional.empty();
    }
    return key.type().isPrimitive()
        ? of(key).flatMap(name -> of(value).map(type -> "frozen<map<" + name + ", " + type + ">>"))
        : Optional.empty();
  }
}
