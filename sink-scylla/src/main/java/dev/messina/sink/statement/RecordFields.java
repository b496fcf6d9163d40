package dev.messina.sink.statement;

import dev.messina.sink.convert.Column;
import dev.messina.sink.convert.LogicalTypes;
import dev.messina.sink.convert.Unconvertible;
import dev.messina.sink.mutation.RowFields;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Which columns the fields of records' keys, or of their images, are. For a schema that is found
 * once and then holds for all of its records. Thread-safe.
 */
final class RecordFields {

  /** A topic has few schemas at a time; an item's shape may be one of many. */
  private static final int SCHEMAS_MAX = 256;

  private final TableModel table;
  private final Map<String, Place> byName = new HashMap<>();
  private final Cache<Schema, Shape> shapes = new SynchronizedCache<>(new LRUCache<>(SCHEMAS_MAX));
  private volatile Shape last = new Shape(null, List.of());

  /** What is done with each field. */
  interface Action {
    void accept(Place place, Object value);
  }

  /**
   * Where a field goes.
   *
   * @param field null without a schema
   * @param column null if the table has none of this name
   * @param reading what the field's schema says about its values
   */
  record Place(String name, Field field, Column column, UnaryOperator<Object> reading) {

    /**
     * The bytes of a value that is not null.
     *
     * @throws Unconvertible if the column cannot hold exactly this value
     */
    ByteBuffer encode(Object value) {
      return column.encode(reading.apply(value));
    }
  }

  private record Shape(Schema schema, List<Place> places) {}

  RecordFields(TableModel table) {
    this.table = table;
    table.columns().forEach(column -> byName.put(column.name(), place(column.name())));
  }

  /** Visits every field, those with null included. */
  void forEach(RowFields fields, Action action) {
    if (fields instanceof RowFields.OfStruct typed) {
      Struct struct = typed.struct();
      for (Place place : shape(struct.schema()).places()) {
        action.accept(place, RowFields.value(struct, place.field()));
      }
    } else {
      fields.forEach(
          (name, value) -> {
            Place known = byName.get(name);
            action.accept(known == null ? place(name) : known, value);
          });
    }
  }

  private Shape shape(Schema schema) {
    Shape recent = last;
    if (recent.schema() == schema) {
      return recent;
    }
    Shape shape = shapes.get(schema);
    if (shape == null) {
      shape = new Shape(schema, schema.fields().stream().map(this::place).toList());
      shapes.put(schema, shape);
    }
    last = shape;
    return shape;
  }

  private Place place(String name) {
    return new Place(name, null, table.column(name), UnaryOperator.identity());
  }

  private Place place(Field field) {
    return new Place(
        field.name(), field, table.column(field.name()), LogicalTypes.reading(field.schema()));
  }
}
