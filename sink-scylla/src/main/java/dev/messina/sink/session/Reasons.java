package dev.messina.sink.session;

import java.util.regex.Pattern;

public final class Reasons {

  /** The session's and the connection's name, which mean nothing to a user. */
  private static final Pattern DRIVERS_PREFIX = Pattern.compile("^\\[[^]]*] ");

  private Reasons() {}

  /** The innermost error that says something; those around it repeat the address. */
  public static String of(Throwable error) {
    String reason = error.getClass().getSimpleName();
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) {
        reason = DRIVERS_PREFIX.matcher(cause.getMessage()).replaceFirst("");
      }
    }
    return reason;
  }
}
