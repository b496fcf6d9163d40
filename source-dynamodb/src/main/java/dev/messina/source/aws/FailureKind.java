package dev.messina.source.aws;

import dev.messina.source.aws.TakenPage.ContentException;
import java.io.IOException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.RequestLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

/** What a failed call calls for. Decided here and nowhere else. */
public enum FailureKind {
  /** DynamoDB takes no more for now: the same call again, later, and fewer calls. */
  THROTTLED,
  /** An error of the server, a broken connection: the same call again, later. */
  TRANSIENT,
  /** The iterator has outlived its 15 minutes: a new one from the same position. */
  EXPIRED_ITERATOR,
  /** The position lies after the trim horizon. */
  TRIMMED,
  /** The table, stream or shard does not exist, or not any more. */
  GONE,
  /** The credentials have expired: the same call again for a while, in which they are renewed. */
  CREDENTIALS,
  /** The clock of this machine is off: the same call again for a while, signed by AWS's clock. */
  CLOCK,
  /** Anything else, unknown failures included: stop and say so. */
  FATAL;

  private static final int SERVER_ERRORS = 500;

  /** A failure that says by itself what it calls for. */
  public interface Known {
    FailureKind kind();
  }

  public static FailureKind of(Throwable failure) {
    if (failure instanceof Known known) {
      return known.kind();
    }
    if (failure instanceof ExpiredIteratorException) {
      return EXPIRED_ITERATOR;
    }
    if (failure instanceof TrimmedDataAccessException) {
      return TRIMMED;
    }
    if (failure instanceof ResourceNotFoundException) {
      return GONE;
    }
    if (Refusals.isExpired(failure)) {
      return CREDENTIALS;
    }
    if (Refusals.isByClock(failure)) {
      return CLOCK;
    }
    if (isThrottling(failure)) {
      return THROTTLED;
    }
    return isTransient(failure) ? TRANSIENT : FATAL;
  }

  /** Whether the same call may succeed later. */
  public boolean isTransient() {
    return this == THROTTLED || this == TRANSIENT || hasLimit();
  }

  /** Whether that is so for some minutes only, since somebody may have to do something about it. */
  public boolean hasLimit() {
    return this == CREDENTIALS || this == CLOCK;
  }

  private static boolean isThrottling(Throwable failure) {
    return failure instanceof LimitExceededException
        || failure instanceof ProvisionedThroughputExceededException
        || failure instanceof RequestLimitExceededException
        || (failure instanceof SdkServiceException service && service.isThrottlingException());
  }

  private static boolean isTransient(Throwable failure) {
    if (failure instanceof InternalServerErrorException
        || failure instanceof ApiCallTimeoutException
        || failure instanceof ApiCallAttemptTimeoutException) {
      return true;
    }
    if (failure instanceof SdkServiceException service) {
      return service.statusCode() >= SERVER_ERRORS;
    }
    return hasBrokenConnection(failure);
  }

  private static boolean hasBrokenConnection(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ContentException) {
        return false;
      }
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }
}
