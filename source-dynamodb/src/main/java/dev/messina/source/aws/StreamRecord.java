package dev.messina.source.aws;

import dev.messina.source.change.ItemJson;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * A record of a stream. Of what it may lack, the field is null.
 *
 * @param time when the change happened, by the stream's coarse clock
 * @param key the attributes of the item's key
 * @param oldImage the item before the change, as {@link ItemJson} describes it
 * @param newImage the item after the change, likewise
 * @param identity who made the change, if it was not the application
 */
public record StreamRecord(
    String eventId,
    OperationType type,
    String sequence,
    Instant time,
    Map<String, AttributeValue> key,
    String oldImage,
    String newImage,
    Identity identity) {

  /** How DynamoDB names itself where it has deleted an expired item. */
  private static final Identity TIME_TO_LIVE =
      Identity.builder().type("Service").principalId("dynamodb.amazonaws.com").build();

  /** Whether DynamoDB has deleted the item because its time had come. */
  public boolean isExpiry() {
    return TIME_TO_LIVE.equals(identity);
  }

  /** As the SDK has read it. */
  public static StreamRecord of(Record record) {
    software.amazon.awssdk.services.dynamodb.model.StreamRecord change = record.dynamodb();
    return new StreamRecord(
        record.eventID(),
        record.eventName(),
        change.sequenceNumber(),
        change.approximateCreationDateTime(),
        change.keys(),
        change.hasOldImage() ? ItemJson.write(change.oldImage()) : null,
        change.hasNewImage() ? ItemJson.write(change.newImage()) : null,
        record.userIdentity());
  }
}
