package dev.messina.transforms;

import dev.messina.record.json.AttributeType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * The schemas of row keys and values, one for each shape: which columns there are, of what types.
 * Thread-safe.
 */
final class RowSchemas {

  /** Enough for items of many shapes; a schema of 100 columns takes some 20 KB, so 5 MB at most. */
  private static final int SHAPES_MAX = 256;

  private static final Map<AttributeType, Schema> COLUMN_SCHEMAS = columnSchemas();

  private final Cache<Shape, Schema> schemas = new SynchronizedCache<>(new LRUCache<>(SHAPES_MAX));

  /** What rows have in common if one schema serves them. */
  private record Shape(String name, List<String> columns, List<Schema> schemas) {}

  /** The schema of one column without nested values; always optional. */
  static Schema of(AttributeType type) {
    return COLUMN_SCHEMAS.get(type);
  }

  /**
   * The schema of the values with these columns, {@code types} in the same order. Neither list may
   * change later.
   */
  Schema row(String topic, List<String> columns, List<Schema> types) {
    return schema(new Shape(topic + ".Row", columns, types), true);
  }

  /** The schema of the keys with these columns, as {@link #row}. */
  Schema key(String name, List<String> columns, List<Schema> types) {
    return schema(new Shape(name, columns, types), false);
  }

  private Schema schema(Shape shape, boolean optional) {
    Schema known = schemas.get(shape);
    if (known != null) {
      return known;
    }
    SchemaBuilder builder = SchemaBuilder.struct().name(shape.name);
    for (int column = 0; column < shape.columns.size(); column++) {
      builder.field(shape.columns.get(column), shape.schemas.get(column));
    }
    Schema built = (optional ? builder.optional() : builder).build();
    schemas.put(shape, built);
    return built;
  }

  private static Map<AttributeType, Schema> columnSchemas() {
    Map<AttributeType, Schema> byType = new EnumMap<>(AttributeType.class);
    for (AttributeType type : AttributeType.values()) {
      byType.put(type, columnSchema(type));
    }
    return byType;
  }

  private static Schema columnSchema(AttributeType type) {
    return switch (type) {
      case S, N, NULL, L, M -> Schema.OPTIONAL_STRING_SCHEMA;
      case B -> Schema.OPTIONAL_BYTES_SCHEMA;
      case BOOL -> Schema.OPTIONAL_BOOLEAN_SCHEMA;
      case SS, NS -> SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build();
      case BS -> SchemaBuilder.array(Schema.BYTES_SCHEMA).optional().build();
    };
  }
}
