package dev.messina.sink.mutation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** The named fields of a record's key or value, whether it came with a schema or without. */
public sealed interface RowFields {

  RowFields NONE = new OfMap(Map.of());

  /** The field's value; null when the field is null or not there. */
  Object value(String name);

  void forEach(BiConsumer<String, Object> action);

  /** Whether one of the fields is such; looks at none after the first that is. */
  boolean any(BiPredicate<String, Object> such);

  /** Whether there is such a field, null or not. */
  boolean contains(String name);

  /** Names and values in their order, in a map of its own. */
  default Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    forEach(map::put);
    return map;
  }

  /** All names. */
  default Set<String> names() {
    return asMap().keySet();
  }

  /** Whether this kind of key or value has fields at all. */
  static boolean has(Object keyOrValue) {
    return keyOrValue instanceof Struct || keyOrValue instanceof Map;
  }

  /** The fields of a Struct or a Map. Ask {@link #has} first. */
  static RowFields of(Object keyOrValue) {
    return keyOrValue instanceof Struct struct
        ? new OfStruct(struct)
        : new OfMap((Map<?, ?>) keyOrValue);
  }

  /**
   * The value of a Struct's field. Where a field is optional, null means null whatever the schema's
   * default is: converters put that default in place of a null themselves, unless they are told not
   * to ({@code replace.null.with.default=false}).
   */
  static Object value(Struct struct, Field field) {
    boolean hidesNull = field.schema().defaultValue() != null && field.schema().isOptional();
    return hidesNull ? struct.getWithoutDefault(field.name()) : struct.get(field);
  }

  /** Fields with a schema. */
  record OfStruct(Struct struct) implements RowFields {
    @Override
    public Object value(String name) {
      Field field = struct.schema().field(name);
      return field == null ? null : RowFields.value(struct, field);
    }

    @Override
    public boolean contains(String name) {
      return struct.schema().field(name) != null;
    }

    @Override
    public void forEach(BiConsumer<String, Object> action) {
      for (Field field : struct.schema().fields()) {
        action.accept(field.name(), RowFields.value(struct, field));
      }
    }

    @Override
    public boolean any(BiPredicate<String, Object> such) {
      for (Field field : struct.schema().fields()) {
        if (such.test(field.name(), RowFields.value(struct, field))) {
          return true;
        }
      }
      return false;
    }
  }

  /** Fields without a schema. */
  record OfMap(Map<?, ?> map) implements RowFields {
    @Override
    public Object value(String name) {
      return map.get(name);
    }

    @Override
    public boolean contains(String name) {
      return map.containsKey(name);
    }

    @Override
    public void forEach(BiConsumer<String, Object> action) {
      map.forEach((name, value) -> action.accept(String.valueOf(name), value));
    }

    @Override
    public boolean any(BiPredicate<String, Object> such) {
      for (Map.Entry<?, ?> field : map.entrySet()) {
        if (such.test(String.valueOf(field.getKey()), field.getValue())) {
          return true;
        }
      }
      return false;
    }
  }
}
