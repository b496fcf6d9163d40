package dev.messina.verification.check;

import static java.util.stream.Collectors.joining;

import dev.messina.verification.expect.Expected;
import dev.messina.verification.frontier.Frontier;
import dev.messina.verification.reverse.Unlike;
import dev.messina.verification.row.FoundRow;
import dev.messina.verification.row.RowKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What one look at an item and a row has shown. */
public sealed interface Outcome {

  /** A server's clock may be off by this when a row ends. */
  Duration EXPIRY_MARGIN = Duration.ofSeconds(5);

  /** Five years. */
  Duration EXPIRY_AGE_MAX = Duration.ofDays(5 * 365);

  /** The row is as the item has it. */
  record Same() implements Outcome {}

  /** The row has ended, and DynamoDB has not deleted the item yet. */
  record Expired() implements Outcome {}

  /**
   * They differ.
   *
   * @param reason empty but for {@link DifferenceKind#DEAD_LETTERED} and {@link
   *     DifferenceKind#MAPPED_WRONG}
   */
  record Differs(DifferenceKind kind, List<String> columns, String reason) implements Outcome {

    /**
     * What is wrong, by the row's write timestamp too: one above the read that it is held against
     * is none of the source's.
     *
     * @param writeMicros the row's, if it tells one
     * @param itemRead when the item was read
     */
    public DifferenceKind kindBeside(OptionalLong writeMicros, Instant itemRead) {
      Instant newest = itemRead.plus(Frontier.CLOCK_MARGIN);
      boolean newer =
          writeMicros.isPresent()
              && Instant.EPOCH.plus(writeMicros.getAsLong(), ChronoUnit.MICROS).isAfter(newest);
      return newer && kind == DifferenceKind.DIFFERENT ? DifferenceKind.TARGET_NEWER : kind;
    }
  }

  /** Judges the row of a key. */
  static Outcome of(RowKey key, Expected expected, Optional<FoundRow> found, Instant now) {
    if (expected instanceof Expected.Unwritable unwritable) {
      return ofNoRow(unwritable);
    }
    if (expected instanceof Expected.Row row && row.key().equals(key)) {
      return ofRow(row, found, now);
    }
    return found.isPresent() ? new Differs(DifferenceKind.EXTRA, List.of(), "") : new Same();
  }

  /** Judges an item of which no row can be made. */
  static Differs ofNoRow(Expected.Unwritable unwritable) {
    return new Differs(DifferenceKind.DEAD_LETTERED, List.of(), unwritable.reason());
  }

  /** Judges a row that is as the transforms make it, by what it does not say of its item. */
  static Differs ofMapping(List<Unlike> unlike) {
    return new Differs(
        DifferenceKind.MAPPED_WRONG,
        unlike.stream().map(Unlike::column).distinct().sorted().toList(),
        "the transforms make a row that does not say the item's "
            + unlike.stream().map(Unlike::attribute).distinct().sorted().collect(joining(", ")));
  }

  private static Outcome ofRow(Expected.Row row, Optional<FoundRow> found, Instant now) {
    if (found.isEmpty()) {
      return isOver(row.expiresAt(), now)
          ? new Expired()
          : new Differs(DifferenceKind.MISSING, List.of(), "");
    }
    List<String> columns = row.differingFrom(found.get());
    return columns.isEmpty() ? new Same() : new Differs(DifferenceKind.DIFFERENT, columns, "");
  }

  /** A number of longer ago is no time of expiry, for DynamoDB as for the sink. */
  private static boolean isOver(OptionalLong expiresAt, Instant now) {
    return expiresAt.isPresent()
        && expiresAt.getAsLong() <= now.plus(EXPIRY_MARGIN).getEpochSecond()
        && expiresAt.getAsLong() >= now.minus(EXPIRY_AGE_MAX).getEpochSecond();
  }
}
