package dev.messina.verification.check;

import dev.messina.verification.reverse.AsItems;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a verification has found.
 *
 * @param differences those that count, the oldest first
 * @param beyond how many were open at the end and may still be lag
 * @param doubts why not all is known, in sentences; none if it is
 * @param verifiedUntil all changes up to here were applied and looked at; empty if that is unknown
 * @param counts what was read
 * @param history how things stood after each generation, the newest thousand
 * @param ended when the last look ended
 */
public record Report(
    List<Difference> differences,
    long beyond,
    List<String> doubts,
    Optional<Instant> verifiedUntil,
    Counts counts,
    List<Generation> history,
    Instant ended) {

  /**
   * What was read.
   *
   * @param rowsScanned rows whose keys were read; 0 where not all of them are
   * @param compared pairs of an item and a row, repetitions among them
   * @param expired items past their expiry without a row, which DynamoDB has not deleted yet
   * @param changes records of the topic whose items were looked at again
   * @param lastGeneration how long the last generation took: what a final check would cost
   * @param asItems what of the rows was turned back and compared with items
   * @param buckets empty unless digests were compared
   */
  public record Counts(
      long items,
      long rowsScanned,
      long compared,
      long expired,
      double readUnits,
      int generations,
      long changes,
      Duration lastGeneration,
      AsItems.Counts asItems,
      Optional<Buckets> buckets) {}

  /**
   * Parts of both tables that were compared by digests.
   *
   * @param all how many there were
   * @param differing how many of them differed, so that their rows were looked at one by one
   */
  public record Buckets(long all, long differing) {}

  /** What follows from it. */
  public enum Verdict {
    /** Every item is its row. */
    VERIFIED,
    /** At least one is not. */
    DIFFERENCES,
    /** None was found, but not all is known. */
    UNKNOWN;
  }

  public Report {
    differences = differences.stream().sorted(Comparator.comparing(Difference::since)).toList();
    doubts = List.copyOf(doubts);
    history = List.copyOf(history);
  }

  public Verdict verdict() {
    if (!differences.isEmpty()) {
      return Verdict.DIFFERENCES;
    }
    return doubts.isEmpty() ? Verdict.VERIFIED : Verdict.UNKNOWN;
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

  /** The age of the oldest difference; zero without any. */
  public Duration longest() {
    return differences.isEmpty()
        ? Duration.ZERO
        : Duration.between(differences.get(0).since(), ended);
  }
}
