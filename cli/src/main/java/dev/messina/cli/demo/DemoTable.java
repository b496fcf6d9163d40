package dev.messina.cli.demo;

import dev.messina.cli.demo.workload.SourceTable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The demo's table in DynamoDB.
 *
 * @param outlives whether it stays when the demo is over; else closing this deletes it
 */
record DemoTable(DynamoDbClient dynamoDb, String name, boolean outlives) implements AutoCloseable {

  static DemoTable create(DynamoDbClient dynamoDb, String name, boolean outlives) {
    SourceTable.create(dynamoDb, name);
    return new DemoTable(dynamoDb, name, outlives);
  }

  @Override
  public void close() {
    if (!outlives) {
      SourceTable.delete(dynamoDb, name);
    }
  }
}
