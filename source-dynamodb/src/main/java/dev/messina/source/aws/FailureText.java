package dev.messina.source.aws;

import java.net.UnknownHostException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What a failed call says, in words for whoever has to do something about it. Never null. */
public final class FailureText {

  private FailureText() {}

  public static String of(Throwable failure) {
    if (failure instanceof AwsServiceException service && Refusals.codeOf(failure).isEmpty()) {
      return "HTTP status "
          + service.statusCode()
          + " without an error code of AWS: what answers there is not DynamoDB.";
    }
    Throwable innermost = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return "the host name '" + hostOf(cause) + "' cannot be resolved.";
      }
      innermost = cause;
    }
    if (failure.getMessage() != null) {
      return failure.getMessage();
    }
    return innermost.getClass().getSimpleName()
        + (innermost.getMessage() == null ? "" : ": " + innermost.getMessage());
  }

  /** Java says the name alone, or the name and why. */
  private static String hostOf(Throwable unknownHost) {
    return String.valueOf(unknownHost.getMessage()).replaceFirst(":.*", "");
  }
}
