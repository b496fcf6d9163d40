package dev.messina.dynamodb.api.transaction;

import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.error.ErrorType;
import dev.messina.dynamodb.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Why a transaction is cancelled: a reason for each of its actions, or none. */
final class Cancellation {

  private final List<ApiException> reasons = new ArrayList<>();

  /** Does the next action, or notes why it cannot be done. */
  void attempt(Runnable action) {
    try {
      action.run();
      reasons.add(null);
    } catch (ApiException failure) {
      reasons.add(failure);
    }
  }

  /**
   * @throws ApiException if an action failed
   */
  void check() {
    if (reasons.stream().allMatch(reason -> reason == null)) {
      return;
    }
    String codes =
        reasons.stream().map(Cancellation::code).collect(Collectors.joining(", ", "[", "]"));
    throw new ApiException(
        ErrorType.TRANSACTION_CANCELED,
        "Transaction cancelled, please refer cancellation reasons for specific reasons " + codes,
        this::write);
  }

  private void write(JsonWriter json) {
    json.name("CancellationReasons").beginArray();
    for (ApiException reason : reasons) {
      json.beginObject().field("Code", code(reason));
      if (reason != null) {
        json.field("Message", reason.getMessage());
        reason.writeMembers(json);
      }
      json.endObject();
    }
    json.endArray();
  }

  private static String code(ApiException reason) {
    if (reason == null) {
      return "None";
    }
    return switch (reason.type()) {
      case CONDITIONAL_CHECK_FAILED -> "ConditionalCheckFailed";
      case VALIDATION -> "ValidationError";
      case TRANSACTION_CONFLICT -> "TransactionConflict";
      case THROTTLING -> "ThrottlingError";
      case PROVISIONED_THROUGHPUT_EXCEEDED -> "ProvisionedThroughputExceeded";
      default -> throw reason;
    };
  }
}
