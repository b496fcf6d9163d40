package dev.messina.record.json;

/**
 * An item that cannot become a row. The message names attributes and says what is wrong with them;
 * it never holds a value, and there is no cause, because a JSON parser's own messages quote the
 * text.
 */
public final class ItemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ItemException(String problem) {
    super(problem);
  }
}
