package dev.messina.source.record;

import dev.messina.record.ChangeFacts.KeyPart;
import dev.messina.record.json.DecimalText;
import dev.messina.source.aws.TableDescription.KeyAttribute;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * The keys of a table's records. Snapshot and stream give an item the same key to the byte, so that
 * all its records lie in one partition of the topic.
 */
final class ItemKeys {

  private final List<KeyAttribute> attributes;
  private final Schema schema;

  ItemKeys(String topic, List<KeyAttribute> attributes) {
    this.attributes = attributes;
    SchemaBuilder builder = SchemaBuilder.struct().name(schemaName(topic));
    for (KeyAttribute attribute : attributes) {
      builder.field(
          attribute.name(),
          attribute.type() == ScalarAttributeType.B ? Schema.BYTES_SCHEMA : Schema.STRING_SCHEMA);
    }
    this.schema = builder.build();
  }

  /** Avro takes letters, digits and underscores between the dots, and no digit first. */
  private static String schemaName(String topic) {
    String legal = topic.replaceAll("[^A-Za-z0-9_.]", "_");
    return legal.replaceAll("(^|\\.)(?=[0-9.]|$)", "$1_") + ".Key";
  }

  List<String> names() {
    return attributes.stream().map(KeyAttribute::name).toList();
  }

  /** The attributes as records tell them. */
  List<KeyPart> parts() {
    return attributes.stream()
        .map(attribute -> new KeyPart(attribute.name(), attribute.type().toString()))
        .toList();
  }

  Schema schema() {
    return schema;
  }

  /**
   * The key of an item.
   *
   * @param item the item, or as much of it as its key
   * @throws DataException if an attribute of the key is missing or of another type
   */
  Struct of(Map<String, AttributeValue> item) {
    Struct key = new Struct(schema);
    for (int i = 0; i < attributes.size(); i++) {
      KeyAttribute attribute = attributes.get(i);
      key.put(schema.fields().get(i), value(attribute, item.get(attribute.name())));
    }
    return key;
  }

  private static Object value(KeyAttribute attribute, AttributeValue value) {
    if (value == null || !value.type().name().equals(attribute.type().name())) {
      throw new DataException(
          "key attribute '"
              + attribute.name()
              + "' is "
              + (value == null ? "missing" : "of type " + value.type())
              + " where the table's key has type "
              + attribute.type());
    }
    return switch (value.type()) {
      case N -> DecimalText.canonical(value.n());
      case B -> value.b().asByteArray();
      default -> value.s();
    };
  }

  /** As much of an item as its key. */
  Map<String, AttributeValue> attributesOf(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> key = new HashMap<>();
    attributes.forEach(attribute -> key.put(attribute.name(), item.get(attribute.name())));
    return key;
  }
}
