package dev.messina.cli.compare;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** A DynamoDB table, read by a strongly consistent scan. Never writes. */
public final class DynamoDbItems implements SourceItems {

  private static final int PAGE_ITEMS = 1_000;

  private final DynamoDbClient client;
  private final String table;
  private final List<String> keyNames;

  public DynamoDbItems(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
    this.keyNames =
        client.describeTable(request -> request.tableName(table)).table().keySchema().stream()
            .sorted((left, right) -> Boolean.compare(isSortKey(left), isSortKey(right)))
            .map(KeySchemaElement::attributeName)
            .toList();
  }

  private static boolean isSortKey(KeySchemaElement element) {
    return element.keyType() == KeyType.RANGE;
  }

  @Override
  public List<String> keyNames() {
    return keyNames;
  }

  @Override
  public Iterable<List<Map<String, AttributeValue>>> pages() {
    return () ->
        client
            .scanPaginator(
                request -> request.tableName(table).consistentRead(true).limit(PAGE_ITEMS))
            .stream()
            .map(ScanResponse::items)
            .iterator();
  }
}
