package dev.messina.verification.expect;

/** A row that the sink must refuse. The message holds no value. */
public final class UnwritableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnwritableException(String message) {
    super(message);
  }
}
