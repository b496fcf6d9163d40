package dev.messina.transforms;

import dev.messina.transforms.item.AttributeType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * The schemas of row values, one for each shape of items: which columns there are, of what types.
 * Every column is optional. Thread-safe.
 */
final class RowSchemas {

  /** Enough for items of many shapes; a schema of 100 columns takes some 20 KB, so 5 MB at most. */
  private static final int SHAPES_MAX = 256;

  private static final Map<AttributeType, Schema> COLUMN_SCHEMAS = columnSchemas();

  private final Cache<Shape, Schema> schemas = new SynchronizedCache<>(new LRUCache<>(SHAPES_MAX));

  /** What rows of one topic have in common if one schema serves them. */
  private record Shape(String topic, List<String> columns, List<AttributeType> types) {}

  /**
   * The schema for these columns, {@code types} in the same order. Neither list may change later.
   */
  Schema schema(String topic, List<String> columns, List<AttributeType> types) {
    Shape shape = new Shape(topic, columns, types);
    Schema known = schemas.get(shape);
    if (known != null) {
      return known;
    }
    SchemaBuilder builder = SchemaBuilder.struct().name(topic + ".Row").optional();
    for (int column = 0; column < columns.size(); column++) {
      builder.field(columns.get(column), COLUMN_SCHEMAS.get(types.get(column)));
    }
    Schema built = builder.build();
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
