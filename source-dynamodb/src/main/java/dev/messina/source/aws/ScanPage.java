package dev.messina.source.aws;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A page of a scan.
 *
 * @param lastKey where the next page begins, empty behind the last page
 */
public record ScanPage(
    List<Map<String, AttributeValue>> items, Map<String, AttributeValue> lastKey) {}
