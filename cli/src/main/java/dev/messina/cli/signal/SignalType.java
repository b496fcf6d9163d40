package dev.messina.cli.signal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a signal asks for; docs/signals.md says what each does. */
public enum SignalType {
  EXECUTE_SNAPSHOT(true),
  STOP_SNAPSHOT(true),
  PAUSE_SNAPSHOT(false),
  RESUME_SNAPSHOT(false),
  THROTTLE_SNAPSHOT(false),
  PAUSE_STREAM(false),
  RESUME_STREAM(false);

  private final boolean committed;

  SignalType(boolean committed) {
    this.committed = committed;
  }

  /** Whether the source's committed offsets tell that it was followed; else notifications alone. */
  boolean isCommitted() {
    return committed;
  }

  /** As it stands in a signal. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Empty if there is none of this name. */
  public static Optional<SignalType> of(String text) {
    return Arrays.stream(values()).filter(type -> type.text().equals(text)).findFirst();
  }
}
