package dev.messina.source.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
}
