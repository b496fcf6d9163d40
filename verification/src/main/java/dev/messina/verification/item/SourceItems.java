package dev.messina.verification.item;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAdder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** A DynamoDB table. Never writes. Thread-safe. */
public final class SourceItems {

  /** DynamoDB's own limit of one request. */
  private static final int KEYS_PER_READ = 100;

  private static final long PAUSE_MILLIS = 50;
  private static final int PAUSES_MAX = 100;

  private final DynamoDbClient client;
  private final String table;
  private final Map<String, String> keyTypes = new LinkedHashMap<>();
  private final TableDescription described;
  private final DoubleAdder readUnits = new DoubleAdder();

  /**
   * A page of a scan.
   *
   * @param last the key after which the next page begins; empty at the end of the segment
   */
  public record Page(List<Map<String, AttributeValue>> items, Map<String, AttributeValue> last) {

    public boolean isLast() {
      return last.isEmpty();
    }
  }

  /** Asks DynamoDB for the table's key. */
  public SourceItems(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
    this.described = client.describeTable(request -> request.tableName(table)).table();
    described.keySchema().stream()
        .sorted((left, right) -> Boolean.compare(isSortKey(left), isSortKey(right)))
        .map(KeySchemaElement::attributeName)
        .forEach(name -> keyTypes.put(name, type(name)));
  }

  private static boolean isSortKey(KeySchemaElement element) {
    return element.keyType() == KeyType.RANGE;
  }

  private String type(String name) {
    return described.attributeDefinitions().stream()
        .filter(definition -> definition.attributeName().equals(name))
        .map(AttributeDefinition::attributeTypeAsString)
        .findFirst()
        .orElse("S");
  }

  public String table() {
    return table;
  }

  /** The key attributes with their types, S, N or B; the partition key first. */
  public Map<String, String> keyTypes() {
    return keyTypes;
  }

  /** Some hours old; never a proof. */
  public long itemsEstimated() {
    return described.itemCount() == null ? 0 : described.itemCount();
  }

  /** Some hours old. */
  public long bytesEstimated() {
    return described.tableSizeBytes() == null ? 0 : described.tableSizeBytes();
  }

  public ItemKey keyOf(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> key = new LinkedHashMap<>();
    for (String name : keyTypes.keySet()) {
      AttributeValue value = item.get(name);
      if (value == null) {
        throw new IllegalArgumentException("lacks key attribute '" + name + "'");
      }
      key.put(name, value);
    }
    return new ItemKey(key);
  }

  /**
   * One page of a parallel scan, eventually consistent.
   *
   * @param after the key after which it begins; empty for the segment's beginning
   * @param limit how many items at most
   */
  public Page scan(int segment, int segments, Map<String, AttributeValue> after, int limit) {
    ScanResponse page =
        client.scan(
            request ->
                request
                    .tableName(table)
                    .segment(segment)
                    .totalSegments(segments)
                    .limit(limit)
                    .exclusiveStartKey(after.isEmpty() ? null : after)
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
    count(page.consumedCapacity());
    return new Page(page.items(), page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of());
  }

  private void count(ConsumedCapacity consumed) {
    if (consumed != null) {
      readUnits.add(consumed.capacityUnits());
    }
  }

  /** What all reads have cost until now, as DynamoDB tells it. */
  public double readUnits() {
    return readUnits.sum();
  }

  /** Items by key, strongly consistent; those that are not there are left out. */
  public Map<ItemKey, Map<String, AttributeValue>> get(Collection<ItemKey> keys) {
    Map<ItemKey, Map<String, AttributeValue>> found = new HashMap<>();
    List<ItemKey> all = List.copyOf(keys);
    for (int from = 0; from < all.size(); from += KEYS_PER_READ) {
      getSome(all.subList(from, Math.min(from + KEYS_PER_READ, all.size())), found);
    }
    return found;
  }

  private void getSome(List<ItemKey> keys, Map<ItemKey, Map<String, AttributeValue>> found) {
    List<Map<String, AttributeValue>> asked =
        new ArrayList<>(keys.stream().map(ItemKey::attributes).toList());
    for (int attempt = 0; !asked.isEmpty(); attempt++) {
      if (attempt == PAUSES_MAX) {
        throw new IllegalStateException(
            "DynamoDB leaves keys of table '%s' unread; lower --rcu.".formatted(table));
      }
      List<Map<String, AttributeValue>> now = List.copyOf(asked);
      BatchGetItemResponse answer =
          client.batchGetItem(
              request ->
                  request
                      .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                      .requestItems(
                          Map.of(
                              table,
                              KeysAndAttributes.builder().keys(now).consistentRead(true).build())));
      answer.consumedCapacity().forEach(this::count);
      answer
          .responses()
          .getOrDefault(table, List.of())
          .forEach(item -> found.put(keyOf(item), item));
      asked.clear();
      KeysAndAttributes unread = answer.unprocessedKeys().get(table);
      if (unread != null) {
        asked.addAll(unread.keys());
        pause(attempt);
      }
    }
  }

  private static void pause(int attempt) {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS * Math.min(attempt + 1, 20));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while reading items.", interrupted);
    }
  }
}
