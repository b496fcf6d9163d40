package dev.messina.source.aws;

import dev.messina.source.change.Item;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A page of a scan.
 *
 * @param lastKey where the next page begins, empty after the last page
 * @param readUnits what DynamoDB charged for it; empty where it does not say
 * @param elapsed how long DynamoDB took to answer
 */
public record ScanPage(
    List<Item> items,
    Map<String, AttributeValue> lastKey,
    OptionalDouble readUnits,
    Duration elapsed) {}
