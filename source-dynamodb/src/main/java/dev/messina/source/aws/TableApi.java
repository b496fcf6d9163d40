package dev.messina.source.aws;

import dev.messina.source.change.Item;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The calls to tables. Each is one request; failures come as the SDK's exceptions, see {@link
 * FailureKind}. Safe for use by several threads.
 */
public interface TableApi {

  TableDescription describe(String table);

  /** The names of the account's tables in this region, one request for every hundred. */
  List<String> tableNames();

  /** The tags of a table, by key. Two requests, since they are asked for by ARN. */
  Map<String, String> tags(String table);

  /** An item as it is now, read strongly consistent; empty if there is none. */
  Optional<Map<String, AttributeValue>> item(String table, Map<String, AttributeValue> key);

  ScanPage scan(ScanCall call);

  /**
   * A request for a page of a scan.
   *
   * @param keyNames the attributes of the table's key
   * @param startKey the key after which the page begins, empty for the first page
   * @param limit at most so many items
   * @param consistent whether to read strongly consistent
   */
  record ScanCall(
      String table,
      List<String> keyNames,
      int segment,
      int totalSegments,
      Map<String, AttributeValue> startKey,
      int limit,
      boolean consistent) {}

  /**
   * A page of a scan.
   *
   * @param lastKey where the next page begins, empty after the last page
   * @param readUnits what DynamoDB charged for it; empty where it does not say
   * @param elapsed how long DynamoDB took to answer
   */
  record ScanPage(
      List<Item> items,
      Map<String, AttributeValue> lastKey,
      OptionalDouble readUnits,
      Duration elapsed) {}
}
