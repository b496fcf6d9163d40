package dev.messina.transforms;

import dev.messina.record.ChangeFacts.KeyPart;
import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordReader;
import dev.messina.record.json.AttributeType;
import dev.messina.record.json.AttributeVisitor;
import dev.messina.record.json.AttributeVisitor.Wanted;
import dev.messina.record.json.ItemParser;
import dev.messina.record.json.ItemParser.ItemException;
import dev.messina.transforms.mapping.Mapping;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * The attributes of a table's key and which of them are binary, for keys from JSON without schemas,
 * where bytes are base64 text. The record says it in its value or its headers; if it does not, the
 * mapping's {@code item_key} may, or an image.
 *
 * @param names in the order of the table's key; empty where nobody tells it
 */
record KeyTypes(List<String> names, Set<String> binary) {

  /**
   * What is known of a record's key.
   *
   * @param change what the record's value says, or null for a tombstone
   */
  static KeyTypes of(ConnectRecord<?> record, ChangeRecord change, Mapping mapping) {
    List<KeyPart> said = change == null ? List.of() : change.source().facts().key();
    if (said.isEmpty()) {
      said = ChangeRecordReader.keyInHeaders(record);
    }
    if (!said.isEmpty()) {
      Set<String> binary = new HashSet<>();
      List<String> names = new ArrayList<>(said.size());
      for (KeyPart part : said) {
        names.add(part.name());
        if (part.type().equals(KeyPart.BINARY)) {
          binary.add(part.name());
        }
      }
      return new KeyTypes(names, binary);
    }
    if (mapping.keyTypes().isEmpty() && change != null && record.key() instanceof Map<?, ?> key) {
      return new KeyTypes(mapping.itemKey(), binaryIn(change, key.keySet()));
    }
    Set<String> binary = new HashSet<>();
    mapping
        .keyTypes()
        .forEach(
            (name, type) -> {
              if (type == AttributeType.B) {
                binary.add(name);
              }
            });
    return new KeyTypes(mapping.itemKey(), binary);
  }

  /** Records of before have no types; their images do. */
  private static Set<String> binaryIn(ChangeRecord change, Set<?> key) {
    String image = change.after() == null ? change.before() : change.after();
    Set<String> binary = new HashSet<>();
    if (image != null && image.contains("\"B\"")) {
      ItemParser.read(
          image,
          new AttributeVisitor() {
            @Override
            public Wanted wanted(String attribute) {
              return key.contains(attribute) ? Wanted.VALUE : Wanted.NOTHING;
            }

            @Override
            public void attribute(String attribute, AttributeType type, Object value) {
              if (type == AttributeType.B) {
                binary.add(attribute);
              }
            }
          });
    }
    return binary;
  }

  /** The key with bytes where they belong; the same one where none do. */
  Map<?, ?> decoded(Map<?, ?> key) {
    if (binary.isEmpty()) {
      return key;
    }
    Map<Object, Object> decoded = new LinkedHashMap<>();
    key.forEach(
        (name, value) ->
            decoded.put(
                name,
                binary.contains(name) && value instanceof String text ? bytes(text, name) : value));
    return decoded;
  }

  private static byte[] bytes(String text, Object name) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      throw new ItemException(
          "the key's attribute '"
              + name
              + "' is binary, and what stands there is not base64; check the connector's"
              + " key.converter");
    }
  }
}
