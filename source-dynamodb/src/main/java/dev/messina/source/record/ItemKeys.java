package dev.messina.source.record;

import dev.messina.source.aws.KeyAttribute;
import java.math.BigDecimal;
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
    SchemaBuilder builder = SchemaBuilder.struct().name(topic + ".Key");
    for (KeyAttribute attribute : attributes) {
      builder.field(
          attribute.name(),
          attribute.type() == ScalarAttributeType.B ? Schema.BYTES_SCHEMA : Schema.STRING_SCHEMA);
    }
    this.schema = builder.build();
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
    for (KeyAttribute attribute : attributes) {
      key.put(attribute.name(), value(attribute, item.get(attribute.name())));
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
      case N -> canonical(value.n());
      case B -> value.b().asByteArray();
      default -> value.s();
    };
  }

  /** A number as plain digits: no exponent, no zeros at the end of a fraction, no minus zero. */
  static String canonical(String number) {
    BigDecimal stripped = new BigDecimal(number).stripTrailingZeros();
    return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
  }
}
