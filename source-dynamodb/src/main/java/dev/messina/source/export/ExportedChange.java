package dev.messina.source.export;

import dev.messina.source.change.Item;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What all changes of an item in the window of an incremental export come to.
 *
 * @param writeTimestampMicros when the last of them was made, in microseconds since 1970
 * @param keys the item's key
 * @param newImage the item at the end of the window; empty if it was deleted
 * @param oldImage the item before the window; empty if there was none, or the export has none
 */
public record ExportedChange(
    long writeTimestampMicros,
    Map<String, AttributeValue> keys,
    Optional<Item> newImage,
    Optional<Item> oldImage) {}
