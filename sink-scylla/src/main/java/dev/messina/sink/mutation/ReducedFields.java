package dev.messina.sink.mutation;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * Leaves fields out of a row, and out of its schema, so that no column is looked for or made.
 * Belongs to the task's thread.
 */
final class ReducedFields {

  private static final int SCHEMAS_MAX = 256;

  private final LRUCache<Reduction, Schema> schemas = new LRUCache<>(SCHEMAS_MAX);
  private Reduction lastReduction = new Reduction(null, Set.of());
  private Schema lastSchema;

  private record Reduction(Schema schema, Set<String> names) {
    boolean isOf(Schema other, Set<String> otherNames) {
      return schema == other && names.equals(otherNames);
    }
  }

  /** A row, a Struct or a Map, without these fields; itself if there are none. */
  Object without(Object row, Set<String> names) {
    if (names.isEmpty()) {
      return row;
    }
    if (!(row instanceof Struct struct)) {
      Map<String, Object> fields = RowFields.of(row).asMap();
      fields.keySet().removeAll(names);
      return fields;
    }
    Struct reduced = new Struct(schema(struct.schema(), names));
    for (Field field : reduced.schema().fields()) {
      reduced.put(field, struct.getWithoutDefault(field.name()));
    }
    return reduced;
  }

  private Schema schema(Schema schema, Set<String> names) {
    if (!lastReduction.isOf(schema, names)) {
      lastReduction = new Reduction(schema, Set.copyOf(names));
      lastSchema = schemas.get(lastReduction);
      if (lastSchema == null) {
        lastSchema = reduced(schema, names);
        schemas.put(lastReduction, lastSchema);
      }
    }
    return lastSchema;
  }

  private static Schema reduced(Schema schema, Set<String> names) {
    SchemaBuilder builder =
        SchemaBuilder.struct().name(schema.name()).version(schema.version()).doc(schema.doc());
    if (schema.parameters() != null) {
      builder.parameters(schema.parameters());
    }
    if (schema.isOptional()) {
      builder.optional();
    }
    for (Field field : schema.fields()) {
      if (!names.contains(field.name())) {
        builder.field(field.name(), field.schema());
      }
    }
    return builder.build();
  }
}
