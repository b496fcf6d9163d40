package dev.messina.dynamodb.api;

import static dev.messina.dynamodb.error.ErrorType.UNKNOWN_OPERATION;

import dev.messina.dynamodb.error.ApiException;
import java.util.Map;

/** All operations, by the names that {@code X-Amz-Target} spells. */
public final class Operations {

  public static final String DYNAMODB = "DynamoDB_20120810.";
  public static final String STREAMS = "DynamoDBStreams_20120810.";

  private final Map<String, Operation> byTarget;

  public Operations(Map<String, Operation> byTarget) {
    this.byTarget = Map.copyOf(byTarget);
  }

  /**
   * @param target null if the request names none
   * @return the same
   * @throws ApiException if there is no such operation
   */
  public String known(String target) {
    if (target == null || !byTarget.containsKey(target)) {
      throw new ApiException(UNKNOWN_OPERATION, "");
    }
    return target;
  }

  public byte[] answer(Call call) {
    return byTarget.get(known(call.operation())).answer(call);
  }
}
