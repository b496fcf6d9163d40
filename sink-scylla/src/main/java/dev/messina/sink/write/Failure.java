package dev.messina.sink.write;

/**
 * What follows from a failed write.
 *
 * @param reason what went wrong, without a value of the record
 */
record Failure(Kind kind, String reason) {

  enum Kind {
    /** The same write can succeed later. */
    RETRY,
    /** It may be the cluster or the record: try a few times, then put the record aside. */
    RETRY_THEN_REJECT,
    /** The record can never be written; the ones around it can. */
    REJECT,
    /** No record can be written, or nobody knows: the task stops. */
    STOP
  }

  static Failure of(Kind kind, Throwable error) {
    String message = error.getMessage();
    return new Failure(
        kind,
        message == null || message.isBlank()
            ? error.getClass().getSimpleName()
            : error.getClass().getSimpleName() + ": " + message);
  }
}
