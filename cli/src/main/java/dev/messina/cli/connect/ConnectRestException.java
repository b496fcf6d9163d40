package dev.messina.cli.connect;

/** Connect did not do what it was asked. The message is one line and holds Connect's own words. */
public final class ConnectRestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What a worker answers to everything until it has started; a missing connector is named. */
  private static final String NO_API_YET = "Not Found";

  private final int status;

  ConnectRestException(String message, int status, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** The HTTP status, or 0 if there was no answer. */
  public int status() {
    return status;
  }

  /**
   * Whether the same request may succeed a moment later: a rebalance, a worker that goes or comes,
   * a connector so new that nothing is known of it.
   */
  boolean isPassing() {
    return switch (status) {
      case 0, 409 -> true;
      case 404 -> getMessage().contains("No status found") || getMessage().endsWith(NO_API_YET);
      default -> status >= 500 && status != 501;
    };
  }
}
