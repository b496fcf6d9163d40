package dev.messina.verification.check;

import dev.messina.verification.expect.Expected;
import dev.messina.verification.row.FoundRow;
import dev.messina.verification.row.RowKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What one look at an item and a row has shown. */
sealed interface Outcome {

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
   * @param reason empty but for {@link DifferenceKind#DEAD_LETTERED}
   */
  record Differs(DifferenceKind kind, List<String> columns, String reason) implements Outcome {}

  /** Judges the row of a key. */
  static Outcome of(RowKey key, Expected expected, Optional<FoundRow> found, Instant now) {
    if (expected instanceof Expected.Unwritable unwritable) {
      return new Differs(DifferenceKind.DEAD_LETTERED, List.of(), unwritable.reason());
    }
    if (expected instanceof Expected.Row row && row.key().equals(key)) {
      return ofRow(row, found, now);
    }
    return found.isPresent() ? new Differs(DifferenceKind.EXTRA, List.of(), "") : new Same();
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
