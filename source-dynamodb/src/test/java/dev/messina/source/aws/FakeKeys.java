package dev.messina.source.aws;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** What {@link FakeDynamoDb} says of the keys of calls, and how it refuses calls. */
public final class FakeKeys {

  private static final int BYTES_MAX = 2_048;

  private FakeKeys() {}

  /** A refusal as the SDK gives it. */
  public static DynamoDbException refusal(String code, String message) {
    return (DynamoDbException)
        DynamoDbException.builder()
            .statusCode(400)
            .message(message)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
            .build();
  }

  static void requireValid(Map<String, AttributeValue> key) {
    AttributeValue value = key.get(FakeDynamoDb.KEY);
    if (!key.keySet().equals(Set.of(FakeDynamoDb.KEY))
        || value.s() == null
        || value.s().isEmpty()
        || value.s().getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
      throw refusal(
          "ValidationException", "The provided key element does not match the schema: " + value);
    }
  }
}
