package dev.messina.verification.check;

import dev.messina.verification.reverse.AsItems;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a comparison of rows with the topic has found.
 *
 * @param differences those that count, the oldest first
 * @param doubtful differences that a change may explain which the topic no longer holds
 * @param inFlight how many differences may be lag
 * @param doubts why not all is known, in sentences; none if it is
 * @param notSeen what a topic cannot tell, in sentences; never empty
 * @param counts what was read
 * @param ended when the last look ended
 */
public record TopicReport(
    List<Difference> differences,
    List<Difference> doubtful,
    long inFlight,
    List<String> doubts,
    List<String> notSeen,
    Counts counts,
    Instant ended) {

  /**
   * What was read.
   *
   * @param changes records of the topic up to the sink's committed offsets
   * @param items of which these are changes
   * @param compared pairs of an item and a row, repetitions among them
   * @param expired items past their expiry without a row, which DynamoDB has not deleted yet
   * @param notCompared offsets of the topic, at the end, that the sink had not committed when it
   *     began
   * @param readUnits of DynamoDB; no item is read, so 0
   * @param asItems what of the rows was turned back and compared with items
   */
  public record Counts(
      long changes,
      long items,
      long compared,
      long expired,
      long notCompared,
      double readUnits,
      AsItems.Counts asItems) {}

  /** What follows from it. */
  public enum Verdict {
    /** Every row is what the newest change of its item on the topic says. */
    APPLIED,
    /** At least one is not. */
    DIFFERENCES,
    /** None was found, but not all is known. */
    UNKNOWN;
  }

  public TopicReport {
    differences = differences.stream().sorted(Comparator.comparing(Difference::since)).toList();
    doubtful = List.copyOf(doubtful);
    doubts = List.copyOf(doubts);
    notSeen = List.copyOf(notSeen);
  }

  public Verdict verdict() {
    if (!differences.isEmpty()) {
      return Verdict.DIFFERENCES;
    }
    return doubts.isEmpty() ? Verdict.APPLIED : Verdict.UNKNOWN;
  }

  /** How many of each kind count. */
  public Map<DifferenceKind, Long> kinds() {
    Map<DifferenceKind, Long> kinds = new TreeMap<>();
    for (DifferenceKind kind : DifferenceKind.values()) {
      kinds.put(kind, 0L);
    }
    differences.forEach(difference -> kinds.merge(difference.kind(), 1L, Long::sum));
    return kinds;
  }
}
