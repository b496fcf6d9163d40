package dev.messina.transforms;

import dev.messina.record.ChangeRecord;
import dev.messina.record.json.Attribute;
import dev.messina.record.json.AttributeType;
import dev.messina.record.json.ItemParser.ItemException;
import dev.messina.transforms.mapping.Mapping;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * The key attributes of an item, as the key of its record carries them.
 *
 * @param value a Struct, or a Map in which binary attributes are bytes
 * @param order the names in the order of the table's key; empty where nobody tells it
 */
record RecordKey(Schema schema, Object value, List<String> order) {

  /** Whether a record has a key with names, as every change record does. */
  static boolean isNamed(ConnectRecord<?> record) {
    return record.key() instanceof Struct || record.key() instanceof Map;
  }

  /**
   * The key of a record.
   *
   * @param change what its value says, or null for a tombstone
   * @throws ItemException if it has no names, or what should be binary is not
   */
  static RecordKey of(ConnectRecord<?> record, ChangeRecord change, Mapping mapping) {
    if (!isNamed(record)) {
      String found = record.key() == null ? "missing" : record.key().getClass().getSimpleName();
      throw new ItemException(
          "the key is "
              + found
              + " where "
              + ItemToRow.PURPOSE
              + " needs a struct or a map of the key's attributes; check the connector's"
              + " key.converter and the transforms before this one");
    }
    if (!(record.key() instanceof Map<?, ?> map)) {
      return new RecordKey(record.keySchema(), record.key(), List.of());
    }
    KeyTypes types = KeyTypes.of(record, change, mapping);
    return new RecordKey(record.keySchema(), types.decoded(map), types.names());
  }

  /** What is equal for all keys of one table: the schema, or without one the set of names. */
  Object shape() {
    return value instanceof Struct struct ? struct.schema() : ((Map<?, ?>) value).keySet();
  }

  /** The names of the attributes, in the order of the table's key if the record tells it. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    if (value instanceof Struct struct) {
      struct.schema().fields().forEach(field -> names.add(field.name()));
    } else {
      order.stream().filter(((Map<?, ?>) value)::containsKey).forEach(names::add);
      addNames(((Map<?, ?>) value).keySet(), names);
    }
    if (names.isEmpty()) {
      throw new ItemException("the key has no attributes; a transform before this one took them");
    }
    return names;
  }

  private static void addNames(Collection<?> keys, Set<String> names) {
    for (Object name : keys) {
      if (!(name instanceof String)) {
        throw new ItemException("the key has a name that is no string; check its converter");
      }
      names.add((String) name);
    }
  }

  /** An attribute's value in Connect's form. */
  Object raw(String attribute) {
    return value instanceof Struct struct
        ? struct.get(attribute)
        : ((Map<?, ?>) value).get(attribute);
  }

  /** The schema of an attribute, or null without schemas. */
  Schema schemaOf(String attribute) {
    Field field = value instanceof Struct struct ? struct.schema().field(attribute) : null;
    return field == null ? null : field.schema();
  }

  /** An attribute for the mapping's rules. A number comes as text, as it is in the key. */
  Attribute attribute(String attribute) {
    Object raw = raw(attribute);
    if (raw instanceof String text) {
      return Attribute.text(text);
    }
    if (raw instanceof byte[] bytes) {
      return new Attribute(AttributeType.B, bytes);
    }
    if (raw instanceof ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return new Attribute(AttributeType.B, copy);
    }
    throw new ItemException(
        "the key's attribute '"
            + attribute
            + "' is "
            + (raw == null ? "missing" : raw.getClass().getSimpleName())
            + " where text or bytes belong; check the connector's key.converter");
  }
}
