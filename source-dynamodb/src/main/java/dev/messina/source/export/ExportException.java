package dev.messina.source.export;

import dev.messina.source.aws.FailureKind;
import java.io.IOException;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * An export cannot be found or read. The message names the object and, where it is about one, the
 * record, and says what to do; it never holds a value.
 */
public final class ExportException extends ConnectException implements FailureKind.Known {

  private static final long serialVersionUID = 1L;

  private final FailureKind kind;

  /** Something is wrong with the export itself, and will be the next time as well. */
  ExportException(String message) {
    super(message);
    this.kind = FailureKind.FATAL;
  }

  /** Reading failed, and may succeed later. */
  ExportException(String message, IOException failure) {
    this(message, failure, FailureKind.of(failure));
  }

  /** A call failed. */
  ExportException(String message, Throwable failure, FailureKind kind) {
    super(message, failure);
    this.kind = kind;
  }

  @Override
  public FailureKind kind() {
    return kind;
  }
}
