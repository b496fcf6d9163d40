package dev.messina.cli.plan.table;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What DynamoDB's refusals mean. */
public final class AwsFailures {

  private AwsFailures() {}

  /** Whether the credentials are not permitted to do it. */
  public static boolean isDenied(AwsServiceException refused) {
    return refused.awsErrorDetails() != null
        && "AccessDeniedException".equals(refused.awsErrorDetails().errorCode());
  }

  /** In one line, without the SDK's request ids and its advice on the cause. */
  public static String reason(SdkException failure) {
    if (failure instanceof AwsServiceException refused && refused.awsErrorDetails() != null) {
      return refused.awsErrorDetails().errorCode()
          + ": "
          + refused.awsErrorDetails().errorMessage();
    }
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
    return message.lines().findFirst().orElse(message);
  }
}
