package dev.messina.e2e;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** A table of items with fifty attributes of all types, and an index. */
final class WideTable {

  private static final int ATTRIBUTES = 50;
  private static final int BATCH = 25;
  private static final String OWNER = "owner";

  private final DynamoDbClient client;
  private final String name;
  private final AtomicInteger written = new AtomicInteger();

  WideTable(DynamoDbClient client, String name) {
    this.client = client;
    this.name = name;
  }

  /** Without a stream. */
  void create() {
    client.createTable(
        table ->
            table
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    StreamedTable.attribute("id", ScalarAttributeType.S),
                    StreamedTable.attribute(OWNER, ScalarAttributeType.S))
                .keySchema(hash("id"))
                .globalSecondaryIndexes(
                    GlobalSecondaryIndex.builder()
                        .indexName("by-owner")
                        .keySchema(hash(OWNER))
                        .projection(all -> all.projectionType(ProjectionType.ALL))
                        .build()));
  }

  private static KeySchemaElement hash(String attribute) {
    return KeySchemaElement.builder().attributeName(attribute).keyType(KeyType.HASH).build();
  }

  void load(int count) {
    for (int from = 0; from < count; from += BATCH) {
      List<WriteRequest> batch = new ArrayList<>();
      for (int number = from; number < Math.min(count, from + BATCH); number++) {
        Map<String, AttributeValue> item = item(number, new SplittableRandom(number));
        batch.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
      }
      Map<String, List<WriteRequest>> request = Map.of(name, batch);
      client.batchWriteItem(write -> write.requestItems(request));
    }
  }

  /** Changes and deletes items one after the other until it is told to end. */
  void write(int count, AtomicBoolean writing) {
    SplittableRandom random = new SplittableRandom(7);
    try {
      while (writing.get()) {
        int number = random.nextInt(count);
        if (random.nextInt(20) == 0) {
          client.deleteItem(delete -> delete.tableName(name).key(Map.of("id", key(number))));
        } else {
          Map<String, AttributeValue> item = item(number, random);
          client.putItem(put -> put.tableName(name).item(item));
        }
        written.incrementAndGet();
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many changes so far. */
  int written() {
    return written.get();
  }

  private static AttributeValue key(int number) {
    return AttributeValue.fromS("item-%06d".formatted(number));
  }

  private static Map<String, AttributeValue> item(int number, SplittableRandom random) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("id", key(number));
    if (random.nextInt(10) > 0) {
      item.put(OWNER, AttributeValue.fromS("owner-" + random.nextInt(50)));
    }
    for (int attribute = 2; attribute < ATTRIBUTES; attribute++) {
      if (random.nextInt(8) > 0) {
        item.put("a%02d".formatted(attribute), value(attribute, random));
      }
    }
    return item;
  }

  private static AttributeValue value(int attribute, SplittableRandom random) {
    String text = Long.toString(random.nextLong(), 36);
    return switch (attribute % 6) {
      case 0 -> AttributeValue.fromN(Integer.toString(random.nextInt(1_000_000)));
      case 1 -> AttributeValue.fromBool(random.nextBoolean());
      case 2 -> AttributeValue.fromSs(List.of(text, text + "x"));
      case 3 ->
          AttributeValue.fromL(List.of(AttributeValue.fromS(text), AttributeValue.fromN("1.5")));
      case 4 -> AttributeValue.fromM(Map.of("street", AttributeValue.fromS(text)));
      default -> AttributeValue.fromS(text);
    };
  }
}
