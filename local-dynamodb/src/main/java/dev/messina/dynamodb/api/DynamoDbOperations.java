package dev.messina.dynamodb.api;

import static dev.messina.dynamodb.api.Operations.DYNAMODB;

import dev.messina.dynamodb.api.batch.BatchGetItem;
import dev.messina.dynamodb.api.batch.BatchWriteItem;
import dev.messina.dynamodb.api.item.DeleteItem;
import dev.messina.dynamodb.api.item.GetItem;
import dev.messina.dynamodb.api.item.PutItem;
import dev.messina.dynamodb.api.item.UpdateItem;
import dev.messina.dynamodb.api.read.Query;
import dev.messina.dynamodb.api.read.Scan;
import dev.messina.dynamodb.api.table.CreateTable;
import dev.messina.dynamodb.api.table.DeleteTable;
import dev.messina.dynamodb.api.table.DescribeContinuousBackups;
import dev.messina.dynamodb.api.table.DescribeEndpoints;
import dev.messina.dynamodb.api.table.DescribeLimits;
import dev.messina.dynamodb.api.table.DescribeTable;
import dev.messina.dynamodb.api.table.DescribeTimeToLive;
import dev.messina.dynamodb.api.table.ListTables;
import dev.messina.dynamodb.api.table.ListTagsOfResource;
import dev.messina.dynamodb.api.table.TagResource;
import dev.messina.dynamodb.api.table.UntagResource;
import dev.messina.dynamodb.api.table.UpdateContinuousBackups;
import dev.messina.dynamodb.api.table.UpdateTable;
import dev.messina.dynamodb.api.table.UpdateTimeToLive;
import dev.messina.dynamodb.api.transaction.TransactGetItems;
import dev.messina.dynamodb.api.transaction.TransactWriteItems;
import dev.messina.dynamodb.stream.Streams;
import dev.messina.dynamodb.table.Tables;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The operations of DynamoDB itself. */
public final class DynamoDbOperations {

  private DynamoDbOperations() {}

  /** By the names that {@code X-Amz-Target} spells. */
  public static Map<String, Operation> all(Tables tables, Streams streams) {
    return Stream.of(onTables(tables, streams), onItems(tables))
        .flatMap(List::stream)
        .collect(
            Collectors.toMap(
                operation -> DYNAMODB + operation.getClass().getSimpleName(), Function.identity()));
  }

  private static List<Operation> onTables(Tables tables, Streams streams) {
    return List.of(
        new CreateTable(tables, streams),
        new UpdateTable(tables, streams),
        new DeleteTable(tables),
        new DescribeTable(tables),
        new ListTables(tables),
        new TagResource(tables),
        new UntagResource(tables),
        new ListTagsOfResource(tables),
        new UpdateTimeToLive(tables),
        new DescribeTimeToLive(tables),
        new UpdateContinuousBackups(tables),
        new DescribeContinuousBackups(tables),
        new DescribeLimits(),
        new DescribeEndpoints());
  }

  private static List<Operation> onItems(Tables tables) {
    return List.of(
        new GetItem(tables),
        new PutItem(tables),
        new UpdateItem(tables),
        new DeleteItem(tables),
        new BatchGetItem(tables),
        new BatchWriteItem(tables),
        new TransactGetItems(tables),
        new TransactWriteItems(tables),
        new Query(tables),
        new Scan(tables));
  }
}
