package dev.messina.e2e;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** A table with a key of any kind and a stream of both images. */
final class StreamedTable {

  private StreamedTable() {}

  /**
   * @param key the partition key, then the sort key if there is one
   */
  static void create(DynamoDbClient client, String name, List<AttributeDefinition> key) {
    List<KeySchemaElement> parts =
        key.stream()
            .map(
                part ->
                    KeySchemaElement.builder()
                        .attributeName(part.attributeName())
                        .keyType(part.equals(key.get(0)) ? KeyType.HASH : KeyType.RANGE)
                        .build())
            .toList();
    client.createTable(
        table ->
            table
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(key)
                .keySchema(parts)
                .streamSpecification(
                    stream ->
                        stream
                            .streamEnabled(true)
                            .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
  }

  /** A part of a key. */
  static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }
}
