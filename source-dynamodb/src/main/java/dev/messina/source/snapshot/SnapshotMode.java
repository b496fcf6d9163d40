package dev.messina.source.snapshot;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is carried over of a table, by Debezium's names. */
public enum SnapshotMode {
  /** A snapshot once, and the stream. */
  INITIAL,
  /** A snapshot once, and no stream. */
  INITIAL_ONLY,
  /** No snapshot; the stream from where it reaches back to. */
  NO_DATA,
  /** As {@link #INITIAL}, and another snapshot by itself when changes were lost. */
  WHEN_NEEDED;

  /** Whether changes are carried over. */
  public boolean followsStream() {
    return this != INITIAL_ONLY;
  }

  /** The name in the configuration. */
  public String option() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names in the configuration. */
  public static List<String> options() {
    return Stream.of(values()).map(SnapshotMode::option).toList();
  }

  static SnapshotMode of(String option) {
    return valueOf(option.toUpperCase(Locale.ROOT));
  }
}
