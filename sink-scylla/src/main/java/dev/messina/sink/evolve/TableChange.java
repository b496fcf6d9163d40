package dev.messina.sink.evolve;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import dev.messina.sink.route.TableName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/**
 * One statement that changes a table.
 *
 * @param columns the new columns and their types, in order
 */
record TableChange(TableName table, String cql, Map<String, String> columns) {

  /**
   * Fields for which there is no type are left out: their records say so when they are bound.
   *
   * @param options after the columns; empty for the server's defaults
   */
  static TableChange create(TableName table, Schema key, List<Field> values, String options) {
    Map<String, String> columns = types(key.fields());
    String primaryKey =
        columns.keySet().stream().map(TableChange::quoted).collect(Collectors.joining(", "));
    types(values).forEach(columns::putIfAbsent);
    return new TableChange(
        table,
        "CREATE TABLE IF NOT EXISTS "
            + quoted(table)
            + " ("
            + definitions(columns)
            + ", PRIMARY KEY ("
            + primaryKey
            + "))"
            + options,
        columns);
  }

  /** In brackets, which all servers take; none but Cassandra knows IF NOT EXISTS here. */
  static TableChange add(TableName table, List<Field> values, Set<String> existing) {
    Map<String, String> columns = types(values);
    columns.keySet().removeAll(existing);
    return new TableChange(
        table, "ALTER TABLE " + quoted(table) + " ADD (" + definitions(columns) + ")", columns);
  }

  boolean isEmpty() {
    return columns.isEmpty();
  }

  private static Map<String, String> types(List<Field> fields) {
    Map<String, String> types = new LinkedHashMap<>();
    for (Field field : fields) {
      ColumnTypes.of(field.schema()).ifPresent(type -> types.put(field.name(), type));
    }
    return types;
  }

  private static String definitions(Map<String, String> columns) {
    return columns.entrySet().stream()
        .map(column -> quoted(column.getKey()) + " " + column.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String quoted(TableName table) {
    return quoted(table.keyspace()) + "." + quoted(table.table());
  }

  private static String quoted(String name) {
    return CqlIdentifier.fromInternal(name).asCql(false);
  }

  /**
   * The CQL type of a new column: one that takes the values that the schema allows exactly as they
   * are. Where the usual type would not, as {@code timestamp} with microseconds, it is text.
   */
  static final class ColumnTypes {

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
          ? of(key)
              .flatMap(name -> of(value).map(type -> "frozen<map<" + name + ", " + type + ">>"))
          : Optional.empty();
    }
  }
}
