package dev.messina.transforms;

import dev.messina.transforms.item.ItemException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Makes row keys of record keys: the same values under the columns' names. Thread-safe. */
final class RowKeys {

  /** One table has one key schema; a connector that reads many tables has as many. */
  private static final int SHAPES_MAX = 64;

  private final Columns columns;
  private final Cache<Schema, Shape> shapes = new SynchronizedCache<>(new LRUCache<>(SHAPES_MAX));

  /** A key's schema after renaming, and the attributes before it. */
  private record Shape(Schema schema, Set<String> attributes) {}

  RowKeys(Columns columns) {
    this.columns = columns;
  }

  /**
   * The key of a record's row.
   *
   * @throws ItemException if it is neither Struct nor Map, has no attributes, or its columns clash
   */
  RowKey of(ConnectRecord<?> record) {
    if (record.key() instanceof Struct struct) {
      return of(struct);
    }
    if (record.key() instanceof Map<?, ?> map) {
      return of(map, record.keySchema());
    }
    String found = record.key() == null ? "missing" : record.key().getClass().getSimpleName();
    throw new ItemException(
        "the key is "
            + found
            + " where "
            + ItemToRow.PURPOSE
            + " needs a struct or a map of the key's attributes; check the connector's"
            + " key.converter and the transforms before this one");
  }

  private RowKey of(Struct key) {
    Shape shape = shapes.get(key.schema());
    if (shape == null) {
      shape = shape(key.schema());
      shapes.put(key.schema(), shape);
    }
    if (shape.schema() == key.schema()) {
      return new RowKey(key.schema(), key, shape.attributes());
    }
    Struct renamed = new Struct(shape.schema());
    for (Field field : shape.schema().fields()) {
      renamed.put(field, key.get(key.schema().fields().get(field.index())));
    }
    return new RowKey(shape.schema(), renamed, shape.attributes());
  }

  private Shape shape(Schema schema) {
    Set<String> attributes = new LinkedHashSet<>();
    SchemaBuilder renamed =
        SchemaBuilder.struct().name(schema.name()).version(schema.version()).doc(schema.doc());
    Columns.Claims claims = columns.claims();
    boolean changed = false;
    for (Field field : schema.fields()) {
      String column = columns.keyColumnOf(field.name());
      claims.claim(column, field.name());
      attributes.add(field.name());
      renamed.field(column, field.schema());
      changed |= !column.equals(field.name());
    }
    refuseEmpty(attributes);
    return new Shape(changed ? renamed.build() : schema, Set.copyOf(attributes));
  }

  private RowKey of(Map<?, ?> key, Schema schema) {
    Set<String> attributes = names(key);
    refuseEmpty(attributes);
    if (columns.areUnchanged()) {
      return new RowKey(schema, key, attributes);
    }
    Map<String, Object> renamed = new LinkedHashMap<>();
    Columns.Claims claims = columns.claims();
    for (String attribute : attributes) {
      String column = columns.keyColumnOf(attribute);
      claims.claim(column, attribute);
      renamed.put(column, key.get(attribute));
    }
    return new RowKey(schema, renamed, attributes);
  }

  @SuppressWarnings("unchecked")
  private static Set<String> names(Map<?, ?> key) {
    for (Object name : key.keySet()) {
      if (!(name instanceof String)) {
        throw new ItemException("the key has a name that is no string; check its converter");
      }
    }
    return (Set<String>) key.keySet();
  }

  private static void refuseEmpty(Set<String> attributes) {
    if (attributes.isEmpty()) {
      throw new ItemException("the key has no attributes; a transform before this one took them");
    }
  }
}
