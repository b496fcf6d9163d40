package dev.messina.cli.ready;

import dev.messina.cli.verify.Migration;
import java.time.Instant;
import java.util.List;

/**
 * Whether a table may be cut over.
 *
 * @param at when it was asked
 * @param migration the table and its connectors
 * @param criteria all of them, in their order
 */
public record GateVerdict(Instant at, Migration migration, List<Criterion> criteria) {

  /** How it stands in a word. */
  public enum State {
    /** Every criterion holds, or is waived. */
    READY,
    /** At least one does not hold. */
    NOT_READY,
    /** None is known not to hold, and at least one cannot be read. */
    UNKNOWN
  }

  public GateVerdict {
    criteria = List.copyOf(criteria);
  }

  public State state() {
    List<Criterion.State> states = criteria.stream().map(Criterion::state).toList();
    if (states.contains(Criterion.State.FAIL)) {
      return State.NOT_READY;
    }
    return states.contains(Criterion.State.UNKNOWN) ? State.UNKNOWN : State.READY;
  }

  /** Whether nothing stands against it. */
  public boolean isReady() {
    return state() == State.READY;
  }
}
