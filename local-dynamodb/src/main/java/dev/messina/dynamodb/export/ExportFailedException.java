package dev.messina.dynamodb.export;

import java.io.IOException;

/** An export cannot be written, for a reason that DescribeExport tells. */
final class ExportFailedException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code the {@code FailureCode}
   */
  ExportFailedException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  String code() {
    return code;
  }
}
