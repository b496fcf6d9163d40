package dev.messina.cli.demo.workload;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

public final class SourceTable {

  private SourceTable() {}

  /** Creates the table, without a stream as yet, and returns when it can be written. */
  public static void create(DynamoDbClient client, String name) {
    client.createTable(
        table ->
            table
                .tableName(name)
                .attributeDefinitions(
                    List.of(
                        attribute(Catalogue.PARTITION_KEY, ScalarAttributeType.S),
                        attribute(Catalogue.SORT_KEY, ScalarAttributeType.N)))
                .keySchema(
                    List.of(
                        key(Catalogue.PARTITION_KEY, KeyType.HASH),
                        key(Catalogue.SORT_KEY, KeyType.RANGE)))
                .billingMode(BillingMode.PAY_PER_REQUEST));
    awaitActive(client, name);
  }

  /**
   * Switches on a stream that carries both images. What was written before is not in it.
   *
   * @throws IllegalStateException if there is no stream afterwards, as with a stand-in that has
   *     none
   */
  public static void enableStream(DynamoDbClient client, String name) {
    client.updateTable(
        table ->
            table
                .tableName(name)
                .streamSpecification(
                    stream ->
                        stream
                            .streamEnabled(true)
                            .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
    awaitActive(client, name);
    String stream = client.describeTable(table -> table.tableName(name)).table().latestStreamArn();
    if (stream == null) {
      throw new IllegalStateException(
          "DynamoDB has taken the request for a stream of table "
              + name
              + " and made none; use a DynamoDB that has streams.");
    }
  }

  /**
   * Deletes the table with all that is in it.
   *
   * @param name of a table that {@link #create} made
   */
  public static void delete(DynamoDbClient client, String name) {
    client.deleteTable(table -> table.tableName(name));
  }

  private static void awaitActive(DynamoDbClient client, String name) {
    try (DynamoDbWaiter waiter = client.waiter()) {
      waiter.waitUntilTableExists(request -> request.tableName(name));
    }
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
