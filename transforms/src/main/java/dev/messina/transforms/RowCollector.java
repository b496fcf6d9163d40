package dev.messina.transforms;

import dev.messina.transforms.item.AttributeType;
import dev.messina.transforms.item.AttributeVisitor;
import dev.messina.transforms.item.ItemException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Collects the columns of one row from the attributes of its item, without those of the key. */
final class RowCollector implements AttributeVisitor {

  private final Columns mapping;
  private final RowKey key;
  private final Columns.Claims claims;
  private final List<String> columns = new ArrayList<>();
  private final List<AttributeType> types = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();
  private int keyAttributes;

  RowCollector(Columns mapping, RowKey key) {
    this.mapping = mapping;
    this.key = key;
    this.claims = mapping.claims();
    for (String name : key.attributes()) {
      claims.claim(mapping.columnOf(name), name);
    }
  }

  @Override
  public boolean wants(String attribute) {
    if (key.attributes().contains(attribute)) {
      keyAttributes++;
      return false;
    }
    return !mapping.drops(attribute);
  }

  @Override
  public void attribute(String attribute, AttributeType type, Object value) {
    String column = mapping.columnOf(attribute);
    claims.claim(column, attribute);
    columns.add(column);
    types.add(type);
    values.add(value);
  }

  Map<String, Object> map() {
    checkKey();
    Map<String, Object> row = new LinkedHashMap<>();
    for (int column = 0; column < columns.size(); column++) {
      row.put(columns.get(column), values.get(column));
    }
    return row;
  }

  Struct struct(RowSchemas schemas, String topic) {
    checkKey();
    Schema schema = schemas.schema(topic, columns, types);
    Struct row = new Struct(schema);
    for (Field field : schema.fields()) {
      row.put(field, structValue(types.get(field.index()), values.get(field.index())));
    }
    return row;
  }

  /** A row keyed by something else than its item would break the rule of one row for one item. */
  private void checkKey() {
    if (keyAttributes != key.attributes().size()) {
      throw new ItemException(
          "the key has an attribute that the item lacks; rename keys with this transform's option"
              + " 'rename' and not before it");
    }
  }

  /** Structs compare by value, byte arrays do not. */
  private static Object structValue(AttributeType type, Object value) {
    if (type == AttributeType.B) {
      return ByteBuffer.wrap((byte[]) value);
    }
    if (type == AttributeType.BS) {
      return ((List<?>) value).stream().map(bytes -> ByteBuffer.wrap((byte[]) bytes)).toList();
    }
    return value;
  }
}
