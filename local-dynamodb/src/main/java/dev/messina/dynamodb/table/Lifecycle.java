package dev.messina.dynamodb.table;

import java.time.Instant;
import java.util.Optional;

/**
 * What state a table is in: for a while after a change of its own, then ACTIVE, or whatever it is
 * held in. Safe for use by several threads.
 */
public final class Lifecycle {

  private record Phase(TableStatus status, Instant since) {}

  private final TableRules rules;
  private volatile Phase phase;
  private volatile Optional<TableStatus> held = Optional.empty();

  Lifecycle(Instant created, TableRules rules) {
    this.rules = rules;
    this.phase = new Phase(TableStatus.CREATING, created);
  }

  public TableStatus status(Instant now) {
    return held.orElseGet(() -> isOver(now) ? TableStatus.ACTIVE : phase.status());
  }

  /** A change begins, which takes its time. */
  public void enter(TableStatus status, Instant at) {
    phase = new Phase(status, at);
  }

  /** Keeps the status until it is let go with an empty one. */
  public void hold(Optional<TableStatus> status) {
    held = status;
  }

  /** Whether the table was deleted, and the deletion is over. */
  boolean isGone(Instant now) {
    return phase.status() == TableStatus.DELETING && isOver(now) && held.isEmpty();
  }

  private boolean isOver(Instant now) {
    Phase current = phase;
    return !now.isBefore(current.since().plus(rules.timing().transition()));
  }
}
