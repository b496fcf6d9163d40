package dev.messina.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A service could not be started, died while it was awaited, or did not answer in time.
 *
 * <p>The first line of the message says which one, what happened and where its log is; the last
 * lines of that log follow.
 */
public final class ServiceFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int TAIL_LINES = 30;

  ServiceFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What a start threw on another thread; a failure with its own message keeps it. */
  static RuntimeException of(Throwable failure) {
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new ServiceFailedException("The stack did not start: " + failure.getMessage(), failure);
  }

  static ServiceFailedException withTail(String what, Path log) throws IOException {
    String message = what + ". Its log is " + log;
    List<String> tail = LogTail.of(log, TAIL_LINES);
    if (!tail.isEmpty()) {
      message += " and ends with:\n  " + String.join("\n  ", tail);
    }
    return new ServiceFailedException(message, null);
  }
}
