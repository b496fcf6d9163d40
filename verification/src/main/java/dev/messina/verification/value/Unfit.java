package dev.messina.verification.value;

/** A value that a column's type does not take. The message holds no value. */
public final class Unfit extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Unfit(String message) {
    super(message);
  }
}
