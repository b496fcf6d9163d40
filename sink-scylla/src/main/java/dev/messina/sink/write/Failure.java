package dev.messina.sink.write;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import java.util.Collection;

/**
 * What follows from a failed write.
 *
 * @param label the kind of error in one word, of which there are few
 * @param reason what went wrong, without a value of the record
 * @param remedy what to do about it before the task is restarted; null if nothing more is known
 */
record Failure(Kind kind, String label, String reason, String remedy) {

  enum Kind {
    /** The same write can succeed later. */
    RETRY,
    /**
     * It may be the cluster or the record: try again, and put the record aside only if its table
     * takes others all the while.
     */
    RETRY_THEN_DEAD_LETTER,
    /** The record can never be written; the ones around it can. */
    DEAD_LETTER,
    /** No record can be written, or nobody knows: the task stops. */
    STOP;

    /** Whether the same may succeed later. */
    boolean mayPass() {
      return this == RETRY || this == RETRY_THEN_DEAD_LETTER;
    }
  }

  static Failure of(Kind kind, String remedy, Throwable error) {
    String message = error.getMessage();
    String name = error.getClass().getSimpleName();
    return new Failure(
        kind,
        cause(error).getClass().getSimpleName(),
        message == null || message.isBlank() ? name : name + ": " + message,
        remedy);
  }

  /** What the first node said that was asked, if the error is about several. */
  private static Throwable cause(Throwable error) {
    return error instanceof AllNodesFailedException everywhere
        ? everywhere.getAllErrors().values().stream()
            .flatMap(Collection::stream)
            .findFirst()
            .orElse(error)
        : error;
  }
}
