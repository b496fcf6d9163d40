package dev.messina.sink.mutation;

import org.apache.kafka.connect.errors.DataException;

/**
 * A record whose key has other fields than the table's primary key has columns. It is about names
 * alone, so that it is true of every record with the same fields in its key.
 */
public final class KeyMismatch extends DataException {

  private static final long serialVersionUID = 1L;

  KeyMismatch(String message) {
    super(message);
  }
}
