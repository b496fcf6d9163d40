package dev.messina.source.change;

import java.io.IOException;

/**
 * What DynamoDB has sent came over whole, and cannot be read: it will not be otherwise another
 * time. The message has no part of it.
 */
public final class ContentException extends IOException {

  private static final long serialVersionUID = 1L;

  public ContentException(String message) {
    super(message);
  }

  public ContentException(String message, Throwable cause) {
    super(message, cause);
  }
}
