package dev.messina.dynamodb.api;

import static dev.messina.dynamodb.api.Operations.DYNAMODB;

import dev.messina.dynamodb.api.item.GetItem;
import dev.messina.dynamodb.api.item.PutItem;
import dev.messina.dynamodb.api.table.CreateTable;
import dev.messina.dynamodb.api.table.DescribeTable;
import dev.messina.dynamodb.stream.Streams;
import dev.messina.dynamodb.table.Tables;
import java.util.HashMap;
import java.util.Map;

/** The operations of DynamoDB itself. */
public final class DynamoDbOperations {

  private DynamoDbOperations() {}

  /** By the names that {@code X-Amz-Target} spells. */
  public static Map<String, Operation> all(Tables tables, Streams streams) {
    Map<String, Operation> operations = new HashMap<>();
    operations.put(DYNAMODB + "CreateTable", new CreateTable(tables, streams));
    operations.put(DYNAMODB + "DescribeTable", new DescribeTable(tables));
    operations.put(DYNAMODB + "PutItem", new PutItem(tables));
    operations.put(DYNAMODB + "GetItem", new GetItem(tables));
    return operations;
  }
}
