package dev.messina.cli.frontier;

import dev.messina.verification.frontier.Frontier;
import dev.messina.verification.item.ItemKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How one item stands.
 *
 * @param frontier of its table
 * @param inFlightSince when the oldest of its changes was made that the sink has not committed;
 *     empty if there is none
 * @param letter its newest dead letter; empty if there is none
 * @param doubts why not all was looked at, each in a sentence without its stop; none if all was
 */
public record KeyAnswer(
    Instant lookedAt,
    ItemKey key,
    TableFrontier frontier,
    Optional<Instant> inFlightSince,
    Optional<Letter> letter,
    List<String> doubts) {

  /** What can be said of it. */
  public enum State {
    /** Every change up to the frontier is in the target. */
    SETTLED,
    /** A change is on the topic that the sink has not committed. */
    IN_FLIGHT,
    /** Its newest change that the sink was given is in the dead-letter queue. */
    DEAD_LETTERED,
    /** It cannot be said. */
    UNKNOWN
  }

  /**
   * A dead letter.
   *
   * @param queue the topic
   * @param at when it was written there
   * @param mended whether a later change of the item has replaced the whole row since
   */
  public record Letter(String queue, int partition, long offset, Instant at, boolean mended) {}

  public KeyAnswer {
    doubts = List.copyOf(doubts);
  }

  public State state() {
    if (letter.filter(one -> !one.mended()).isPresent()) {
      return State.DEAD_LETTERED;
    }
    if (inFlightSince.isPresent()) {
      return State.IN_FLIGHT;
    }
    boolean known = frontier.reading() instanceof Frontier.Known;
    return known && doubts.isEmpty() ? State.SETTLED : State.UNKNOWN;
  }
}
