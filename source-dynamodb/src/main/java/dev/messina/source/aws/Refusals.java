package dev.messina.source.aws;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Tells why AWS refuses to answer. */
public final class Refusals {

  private static final Set<String> NOT_PERMITTED = Set.of("AccessDeniedException", "AccessDenied");

  private static final Set<String> EXPIRED = Set.of("ExpiredTokenException", "ExpiredToken");

  private static final Set<String> NOT_KNOWN =
      Set.of(
          "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "MissingAuthenticationTokenException",
          "MissingAuthenticationToken",
          "IncompleteSignatureException",
          "IncompleteSignature",
          "InvalidIdentityToken");

  /** What DynamoDB says of a signature whose time is off, whatever the code. */
  private static final Pattern TIME_OF_SIGNATURE =
      Pattern.compile("Signature (expired|not yet current)");

  private Refusals() {}

  /** AWS's code of the failure, if AWS gave one. */
  public static Optional<String> codeOf(Throwable failure) {
    return failure instanceof AwsServiceException service
        ? Optional.ofNullable(service.awsErrorDetails())
            .map(AwsErrorDetails::errorCode)
            .filter(code -> !code.isBlank())
        : Optional.empty();
  }

  /** Whether the call is one that these credentials may not make. */
  public static boolean isNotPermitted(Throwable failure) {
    return codeOf(failure).filter(NOT_PERMITTED::contains).isPresent();
  }

  /** Whether the call itself is wrong, as with a key that is none of the table's. */
  public static boolean isInvalid(Throwable failure) {
    return codeOf(failure).filter("ValidationException"::equals).isPresent();
  }

  /** Whether the credentials have expired, and new ones would do. */
  public static boolean isExpired(Throwable failure) {
    return codeOf(failure).filter(EXPIRED::contains).isPresent();
  }

  /**
   * Whether a signature was refused for its time, since this machine's clock is off. The SDK learns
   * by how much from the answer, and signs the next call by it.
   */
  public static boolean isByClock(Throwable failure) {
    return failure instanceof AwsServiceException service
        && !isNotPermitted(failure)
        && (service.isClockSkewException()
            || (codeOf(failure).filter(NOT_KNOWN::contains).isPresent()
                && TIME_OF_SIGNATURE.matcher(String.valueOf(service.getMessage())).find()));
  }

  /** Whether the credentials themselves are no good, whatever the call. */
  public static boolean isBadCredentials(Throwable failure) {
    return isExpired(failure)
        || (codeOf(failure).filter(NOT_KNOWN::contains).isPresent() && !isByClock(failure));
  }

  /** Whether it was STS that refused, before DynamoDB was asked at all. */
  public static boolean isBySts(Throwable failure) {
    return failure instanceof AwsServiceException service
        && service.awsErrorDetails() != null
        && "Sts".equalsIgnoreCase(service.awsErrorDetails().serviceName());
  }
}
