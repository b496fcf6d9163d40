package dev.messina.transforms;

import dev.messina.record.json.Attribute;
import dev.messina.record.json.AttributeType;
import dev.messina.record.json.ItemParser.ItemException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * An attribute in Connect's own types at every depth: a list is an array, a map a map if its values
 * are all of one type, else a struct. Numbers stay exact text.
 *
 * @param schema always optional
 * @param value without schemas structs are maps, and bytes arrays instead of buffers
 */
record NativeValue(AttributeType type, Schema schema, Object value) {

  /**
   * The native form of an attribute.
   *
   * @param path of the attribute, for messages
   * @throws ItemException if a list holds values of several types
   */
  static NativeValue of(Attribute attribute, String path, boolean schemas) {
    AttributeType type = attribute.type();
    return switch (type) {
      case L -> list(attribute, path, schemas);
      case M -> map(attribute, path, schemas);
      case S, N, B, BOOL, NULL, SS, NS, BS ->
          new NativeValue(
              type, RowSchemas.of(type), schemas ? typed(attribute.scalar()) : attribute.scalar());
    };
  }

  /** Structs compare by value, byte arrays do not. */
  static Object typed(Object value) {
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes);
    }
    if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof byte[]) {
      return list.stream().map(bytes -> ByteBuffer.wrap((byte[]) bytes)).toList();
    }
    return value;
  }

  private static NativeValue list(Attribute list, String path, boolean schemas) {
    List<NativeValue> elements = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (Attribute element : list.elements()) {
      elements.add(of(element, path + "[" + elements.size() + "]", schemas));
      values.add(elements.get(elements.size() - 1).value);
    }
    NativeValue one = common(elements);
    if (one == null) {
      throw new ItemException(
          "attribute '"
              + path
              + "' is a list of "
              + String.join(
                  ", ", elements.stream().map(each -> each.type.name()).distinct().toList())
              + " of several shapes, which has no native form; let it travel 'as: json'");
    }
    return new NativeValue(
        AttributeType.L, SchemaBuilder.array(one.schema).optional().build(), values);
  }

  private static NativeValue map(Attribute map, String path, boolean schemas) {
    Map<String, NativeValue> entries = new LinkedHashMap<>();
    Map<String, Object> values = new LinkedHashMap<>();
    map.entries()
        .forEach(
            (name, entry) -> {
              NativeValue value = of(entry, path + RowCells.INSIDE, schemas);
              entries.put(name, value);
              values.put(name, value.value);
            });
    NativeValue one = common(List.copyOf(entries.values()));
    if (one != null) {
      Schema schema = SchemaBuilder.map(Schema.STRING_SCHEMA, one.schema).optional().build();
      return new NativeValue(AttributeType.M, schema, values);
    }
    SchemaBuilder builder = SchemaBuilder.struct().optional();
    entries.forEach((name, entry) -> builder.field(name, entry.schema));
    Schema schema = builder.build();
    if (!schemas) {
      return new NativeValue(AttributeType.M, schema, values);
    }
    Struct struct = new Struct(schema);
    values.forEach(struct::put);
    return new NativeValue(AttributeType.M, schema, struct);
  }

  /** One of the values if all are of its type, NULL apart; null if they are not. */
  private static NativeValue common(List<NativeValue> values) {
    NativeValue common = null;
    for (NativeValue value : values) {
      if (value.type == AttributeType.NULL) {
        continue;
      }
      if (common != null
          && (common.type != value.type || !Objects.equals(common.schema, value.schema))) {
        return null;
      }
      common = value;
    }
    return common == null
        ? new NativeValue(AttributeType.NULL, Schema.OPTIONAL_STRING_SCHEMA, null)
        : common;
  }
}
