package dev.messina.dynamodb.control;

import dev.messina.dynamodb.error.ErrorType;

/** The errors that tell a client to slow down. */
public enum Throttling {
  PROVISIONED_THROUGHPUT_EXCEEDED(
      ErrorType.PROVISIONED_THROUGHPUT_EXCEEDED, "ProvisionedThroughputExceeded"),
  THROTTLING(ErrorType.THROTTLING, "MaxOnDemandThroughputExceeded"),
  REQUEST_LIMIT_EXCEEDED(ErrorType.REQUEST_LIMIT_EXCEEDED, "AccountLimitExceeded");

  private static final String OF_KEY = "KeyRangeThroughputExceeded";

  private final ErrorType type;
  private final String reason;

  Throttling(ErrorType type, String reason) {
    this.type = type;
    this.reason = reason;
  }

  ErrorType type() {
    return type;
  }

  /** Without the resource and the kind of use, which come before it. */
  String reason(boolean ofKey) {
    return ofKey ? OF_KEY : reason;
  }
}
