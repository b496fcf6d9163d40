package dev.messina.cli.demo.workload;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Remembers what was written; leaves some items of a batch unprocessed, a given number of times.
 */
final class FakeDynamoDb implements DynamoDbClient {

  private final Set<Map<String, AttributeValue>> items = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<DynamoDbRequest> writes = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unprocessedAnswers;

  FakeDynamoDb(int unprocessedAnswers) {
    this.unprocessedAnswers = new AtomicInteger(unprocessedAnswers);
  }

  Set<Map<String, AttributeValue>> items() {
    return items;
  }

  /** Single writes. */
  List<DynamoDbRequest> writes() {
    return List.copyOf(writes);
  }

  @Override
  public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
    String table = request.requestItems().keySet().iterator().next();
    List<WriteRequest> batch = request.requestItems().get(table);
    int taken =
        unprocessedAnswers.getAndUpdate(left -> Math.max(0, left - 1)) > 0
            ? batch.size() / 2
            : batch.size();
    batch.subList(0, taken).forEach(write -> items.add(write.putRequest().item()));
    return BatchWriteItemResponse.builder()
        .unprocessedItems(
            taken == batch.size() ? Map.of() : Map.of(table, batch.subList(taken, batch.size())))
        .build();
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    writes.add(request);
    return PutItemResponse.builder().build();
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    writes.add(request);
    return UpdateItemResponse.builder().build();
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest request) {
    writes.add(request);
    return DeleteItemResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return "fake";
  }

  @Override
  public void close() {
    items.clear();
  }
}
