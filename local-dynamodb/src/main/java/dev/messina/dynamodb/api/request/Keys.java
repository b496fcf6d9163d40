package dev.messina.dynamodb.api.request;

import static dev.messina.dynamodb.error.ApiException.invalidValue;
import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.AttributeValue.BinaryValue;
import dev.messina.dynamodb.item.AttributeValue.StringValue;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.item.ItemSize;
import dev.messina.dynamodb.item.KeyAttribute;
import dev.messina.dynamodb.item.KeySchema;
import dev.messina.dynamodb.table.Index;
import dev.messina.dynamodb.table.Table;
import java.util.Map;

/** Keys in requests, checked against the schema of their table. */
public final class Keys {

  private static final int LONGEST_PARTITION_KEY = 2048;
  private static final int LONGEST_SORT_KEY = 1024;

  private Keys() {}

  /**
   * The place of an item that a request names by its key alone.
   *
   * @throws dev.messina.dynamodb.error.ApiException if the attributes are not the key's
   */
  public static ItemKey ofKey(KeySchema schema, Map<String, AttributeValue> key) {
    boolean fits = key.size() == schema.attributes().size();
    for (KeyAttribute attribute : schema.attributes()) {
      AttributeValue value = key.get(attribute.name());
      fits = fits && value != null && value.type().equals(attribute.type().name());
    }
    if (!fits) {
      throw validation("The provided key element does not match the schema");
    }
    checkValues(schema, key);
    return schema.itemKey(key);
  }

  /**
   * The place of a whole item, also checked against the keys of the table's indexes.
   *
   * @throws dev.messina.dynamodb.error.ApiException if it lacks its key or has a wrong type in one
   */
  public static ItemKey ofItem(Table table, Map<String, AttributeValue> item) {
    KeySchema schema = table.keySchema();
    for (KeyAttribute attribute : schema.attributes()) {
      AttributeValue value = item.get(attribute.name());
      if (value == null) {
        throw invalidValue("Missing the key " + attribute.name() + " in the item");
      }
      if (!value.type().equals(attribute.type().name())) {
        throw invalidValue(
            "Type mismatch for key "
                + attribute.name()
                + " expected: "
                + attribute.type()
                + " actual: "
                + value.type());
      }
    }
    checkValues(schema, item);
    checkIndexKeys(table, item);
    return schema.itemKey(item);
  }

  /** What a whole item has in the keys of the table's indexes must be of their types. */
  public static void checkIndexKeys(Table table, Map<String, AttributeValue> item) {
    for (Index index : table.definition().indexes().secondary()) {
      for (KeyAttribute attribute : index.keySchema().attributes()) {
        AttributeValue value = item.get(attribute.name());
        if (value != null) {
          checkIndexKey(index, attribute, value);
        }
      }
    }
  }

  private static void checkIndexKey(Index index, KeyAttribute attribute, AttributeValue value) {
    if (!value.type().equals(attribute.type().name())) {
      throw invalidValue(
          "Type mismatch for Index Key "
              + attribute.name()
              + " Expected: "
              + attribute.type()
              + " Actual: "
              + value.type()
              + " IndexName: "
              + index.name());
    }
    String empty = emptyType(value);
    if (empty != null) {
      throw validation(
          "One or more parameter values are not valid. A value specified for a secondary index key"
              + " is not supported. The AttributeValue for a key attribute cannot contain an empty "
              + empty
              + " value. IndexName: "
              + index.name()
              + ", IndexKey: "
              + attribute.name());
    }
  }

  private static void checkValues(KeySchema schema, Map<String, AttributeValue> item) {
    for (KeyAttribute attribute : schema.attributes()) {
      checkIsNotEmpty(attribute.name(), item.get(attribute.name()));
    }
    if (ItemSize.of(item.get(schema.partitionKey().name())) > LONGEST_PARTITION_KEY) {
      throw invalidValue(
          "Size of hashkey has exceeded the maximum size limit of"
              + LONGEST_PARTITION_KEY
              + " bytes");
    }
    schema
        .sortKey()
        .filter(key -> ItemSize.of(item.get(key.name())) > LONGEST_SORT_KEY)
        .ifPresent(
            key -> {
              throw invalidValue(
                  "Aggregated size of all range keys has exceeded the size limit of "
                      + LONGEST_SORT_KEY
                      + " bytes");
            });
  }

  /**
   * @throws dev.messina.dynamodb.error.ApiException if it is an empty string or binary value
   */
  public static void checkIsNotEmpty(String attribute, AttributeValue value) {
    String empty = emptyType(value);
    if (empty != null) {
      throw validation(
          "One or more parameter values are not valid. The AttributeValue for a key attribute"
              + " cannot contain an empty "
              + empty
              + " value. Key: "
              + attribute);
    }
  }

  private static String emptyType(AttributeValue value) {
    if (value instanceof StringValue string && string.value().isEmpty()) {
      return "string";
    }
    return value instanceof BinaryValue binary && binary.value().length == 0 ? "binary" : null;
  }
}
