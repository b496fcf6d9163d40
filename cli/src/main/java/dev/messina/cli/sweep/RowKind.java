package dev.messina.cli.sweep;

/** What a row is, by the write timestamps that it shows. */
public enum RowKind {
  /** Written in the epoch or later. */
  LIVE,
  /** Written before the epoch and not since: its item was deleted. */
  GONE,
  /**
   * Shows no write timestamp: nothing but its key, or only cells that cannot be asked. If it is
   * alive, a deletion under the epoch does it no harm.
   */
  UNDATED,
  /** Shows a write timestamp that this sink cannot have written. */
  FOREIGN;

  /** Whether a sweep deletes it. */
  public boolean isToBeDeleted() {
    return this == GONE || this == UNDATED;
  }
}
