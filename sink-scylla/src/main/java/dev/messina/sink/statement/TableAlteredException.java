package dev.messina.sink.statement;

/**
 * A table is not any more what rows were bound for, or not yet; bound again they can be written.
 */
public final class TableAlteredException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TableAlteredException(String message, Throwable cause) {
    super(message, cause);
  }
}
