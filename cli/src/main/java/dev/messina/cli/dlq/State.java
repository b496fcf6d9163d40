package dev.messina.cli.dlq;

import java.util.Locale;

/** What a dead letter still means. */
public enum State {
  /** No later record of its item is on the topic: the target lacks it. */
  OPEN,
  /** A later record of its item is on the topic, and not written yet. */
  COMING,
  /** A later record of its item is written. */
  STALE,
  /** It does not tell its place or its key, or not all of the topic was read. */
  UNKNOWN;

  /** As it stands in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
