package dev.messina.dynamodb.api.batch;

import dev.messina.dynamodb.error.ApiException;

/** What a batch could not do for want of capacity. Only if it could do nothing at all it fails. */
final class Throttled {

  private ApiException refusal;
  private boolean anyDone;

  /**
   * @return whether the part of the batch was done, and not throttled
   */
  boolean admits(Runnable part) {
    try {
      part.run();
      anyDone = true;
      return true;
    } catch (ApiException e) {
      switch (e.type()) {
        case PROVISIONED_THROUGHPUT_EXCEEDED, THROTTLING, REQUEST_LIMIT_EXCEEDED -> refusal = e;
        default -> throw e;
      }
      return false;
    }
  }

  /**
   * @throws ApiException if all parts were throttled
   */
  void check() {
    if (refusal != null && !anyDone) {
      throw refusal;
    }
  }
}
