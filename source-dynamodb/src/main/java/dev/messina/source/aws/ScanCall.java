package dev.messina.source.aws;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A request for a page of a scan.
 *
 * @param keyNames the attributes of the table's key
 * @param startKey the key after which the page begins, empty for the first page
 * @param limit at most so many items
 * @param consistent whether to read strongly consistent
 */
public record ScanCall(
    String table,
    List<String> keyNames,
    int segment,
    int totalSegments,
    Map<String, AttributeValue> startKey,
    int limit,
    boolean consistent) {}
