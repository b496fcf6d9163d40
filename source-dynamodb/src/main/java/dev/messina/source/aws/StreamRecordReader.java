package dev.messina.source.aws;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.messina.record.json.ItemText;
import dev.messina.source.change.ItemJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.OperationType;

/** Reads the records of a stream from DynamoDB's JSON. */
final class StreamRecordReader {

  private static final int MILLIS_DIGITS = 3;

  private final JsonParser json;
  private final ItemText items;
  private String eventId;
  private OperationType type;
  private Identity identity;
  private String sequence;
  private Instant time;
  private Map<String, AttributeValue> key;
  private String oldImage;
  private String newImage;

  StreamRecordReader(JsonParser json) {
    this.json = json;
    this.items = new ItemText(json);
  }

  /** A record; the parser stands at its first bracket, and at its last one afterwards. */
  StreamRecord record() throws IOException {
    forget();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (name) {
        case "eventID" -> eventId = json.getText();
        case "eventName" -> type = OperationType.fromValue(json.getText());
        case "userIdentity" -> identity = identity();
        case "dynamodb" -> change();
        default -> json.skipChildren();
      }
    }
    return new StreamRecord(eventId, type, sequence, time, key, oldImage, newImage, identity);
  }

  private void forget() {
    eventId = null;
    type = null;
    identity = null;
    sequence = null;
    time = null;
    key = Map.of();
    oldImage = null;
    newImage = null;
  }

  private void change() throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (name) {
        case "ApproximateCreationDateTime" -> time = instant(json.getDecimalValue());
        case "Keys" -> key = ItemJson.readKey(json);
        case "NewImage" -> newImage = items.item();
        case "OldImage" -> oldImage = items.item();
        case "SequenceNumber" -> sequence = json.getText();
        default -> json.skipChildren();
      }
    }
  }

  private Identity identity() throws IOException {
    Identity.Builder found = Identity.builder();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      // The service writes these in lower case, its documentation in upper case.
      switch (name) {
        case "type", "Type" -> found.type(json.getValueAsString());
        case "principalId", "PrincipalId" -> found.principalId(json.getValueAsString());
        default -> json.skipChildren();
      }
    }
    return found.build();
  }

  /** As the SDK reads it: to the millisecond. */
  private static Instant instant(BigDecimal seconds) {
    return Instant.ofEpochMilli(seconds.scaleByPowerOfTen(MILLIS_DIGITS).longValue());
  }
}
