package dev.messina.source.aws;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/** Reads the records of a stream from DynamoDB's JSON. */
final class StreamRecordReader {

  private static final int MILLIS_DIGITS = 3;

  private final JsonParser json;
  private final AttributeReader attributes;

  StreamRecordReader(JsonParser json) {
    this.json = json;
    this.attributes = new AttributeReader(json);
  }

  /** A record; the parser stands at its first bracket, and at its last one afterwards. */
  Record record() throws IOException {
    Record.Builder record = Record.builder();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (name) {
        case "eventID" -> record.eventID(json.getText());
        case "eventName" -> record.eventName(json.getText());
        case "eventVersion" -> record.eventVersion(json.getText());
        case "eventSource" -> record.eventSource(json.getText());
        case "awsRegion" -> record.awsRegion(json.getText());
        case "userIdentity" -> record.userIdentity(identity());
        case "dynamodb" -> record.dynamodb(change());
        default -> json.skipChildren();
      }
    }
    return record.build();
  }

  private StreamRecord change() throws IOException {
    StreamRecord.Builder change = StreamRecord.builder();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (name) {
        case "ApproximateCreationDateTime" ->
            change.approximateCreationDateTime(instant(json.getDecimalValue()));
        case "Keys" -> change.keys(attributes.item());
        case "NewImage" -> change.newImage(attributes.item());
        case "OldImage" -> change.oldImage(attributes.item());
        case "SequenceNumber" -> change.sequenceNumber(json.getText());
        case "SizeBytes" -> change.sizeBytes(json.getLongValue());
        case "StreamViewType" -> change.streamViewType(json.getText());
        default -> json.skipChildren();
      }
    }
    return change.build();
  }

  private Identity identity() throws IOException {
    Identity.Builder identity = Identity.builder();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      // The service writes these in lower case, its documentation in upper case.
      switch (name) {
        case "type", "Type" -> identity.type(json.getValueAsString());
        case "principalId", "PrincipalId" -> identity.principalId(json.getValueAsString());
        default -> json.skipChildren();
      }
    }
    return identity.build();
  }

  /** As the SDK reads it: to the millisecond. */
  private static Instant instant(BigDecimal seconds) {
    return Instant.ofEpochMilli(seconds.scaleByPowerOfTen(MILLIS_DIGITS).longValue());
  }
}
