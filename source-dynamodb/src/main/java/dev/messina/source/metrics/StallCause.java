package dev.messina.source.metrics;

import dev.messina.source.aws.Refusals;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;

/**
 * Why nothing is read. The text is for people and dashboards; it names coordinates, never a part of
 * an item.
 *
 * @param text empty when nothing is wrong
 */
public record StallCause(String text) {

  public static final StallCause NONE = new StallCause("");
  public static final StallCause THROTTLED = new StallCause("throttled");
  public static final StallCause PAUSED = new StallCause("paused by signal");
  public static final StallCause PAUSED_AT_EPOCH_BARRIER =
      new StallCause("paused at the epoch barrier");

  static final StallCause DENIED =
      new StallCause("the credentials do not permit the call to DynamoDB");

  /** No changes are recorded any more. */
  public static final StallCause SWITCHED_OFF = new StallCause("the stream is switched off");

  /** No changes are recorded yet. */
  public static final StallCause SWITCHED_ON = new StallCause("the stream is being switched on");

  static final StallCause NO_ANSWER = new StallCause("DynamoDB does not answer");

  /** Connect has not come back for more. */
  static final StallCause NOT_ASKED =
      new StallCause("Kafka does not take records, or the connector is paused");

  /** A call failed and is repeated; of the failure only its class is reported. */
  public static StallCause of(Throwable failure) {
    boolean throttled =
        failure instanceof LimitExceededException
            || (failure instanceof SdkServiceException service && service.isThrottlingException());
    if (Refusals.isNotPermitted(failure)) {
      return DENIED;
    }
    return throttled
        ? THROTTLED
        : new StallCause(NO_ANSWER.text() + ": " + failure.getClass().getSimpleName());
  }

  static StallCause waitingForParent(String parent) {
    return new StallCause("waiting for parent " + parent);
  }

  boolean isNone() {
    return text.isEmpty();
  }
}
