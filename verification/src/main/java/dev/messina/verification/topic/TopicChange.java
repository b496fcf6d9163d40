package dev.messina.verification.topic;

import dev.messina.verification.item.ItemJson;
import dev.messina.verification.item.ItemKey;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A record of the data topic.
 *
 * @param item whose change it is
 * @param key as a converter of JSON without schemas gives it
 * @param value the envelope, likewise; empty for a tombstone
 * @param operation {@code r}, {@code c}, {@code u} or {@code d}
 * @param partition and {@code offset}: where it stands on the topic
 */
public record TopicChange(
    ItemKey item,
    Map<String, Object> key,
    Optional<Map<String, Object>> value,
    String operation,
    int partition,
    long offset) {

  /**
   * The item after the change; empty if it is deleted.
   *
   * @throws IllegalArgumentException if the change does not hold it as DynamoDB JSON; without
   *     values
   */
  public Optional<Map<String, AttributeValue>> after() {
    return value
        .map(envelope -> envelope.get("after"))
        .map(after -> ItemJson.read(after.toString()));
  }
}
