package dev.messina.cli.frontier;

import dev.messina.verification.frontier.Frontier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one look has found.
 *
 * @param lookedAt when it ended
 * @param tables at least one
 */
public record FrontierAnswer(Instant lookedAt, List<TableFrontier> tables) {

  static final String KNOWN = "known";
  static final String NOT_YET = "not_yet";
  static final String UNKNOWN = "unknown";

  public FrontierAnswer {
    tables = List.copyOf(tables);
  }

  /** Whether it is known of every table. */
  public boolean isKnown() {
    return state().equals(KNOWN);
  }

  /** Whether nobody can tell of at least one table. */
  public boolean isUnknown() {
    return state().equals(UNKNOWN);
  }

  /** The worst of all tables: {@code known}, {@code not_yet} or {@code unknown}. */
  public String state() {
    List<String> states = tables.stream().map(TableFrontier::state).toList();
    if (states.contains(UNKNOWN)) {
      return UNKNOWN;
    }
    return states.contains(NOT_YET) ? NOT_YET : KNOWN;
  }

  /** The earliest of all tables; empty unless it is known of each. */
  public Optional<Instant> frontier() {
    return isKnown()
        ? tables.stream()
            .map(table -> ((Frontier.Known) table.reading()).appliedUntil())
            .min(Instant::compareTo)
        : Optional.empty();
  }
}
