package dev.messina.shadow;

import dev.messina.verification.check.Outcome;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.row.FoundRow;
import dev.messina.verification.row.RowKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one look at a key has shown: the item, its rows, and where they differ the item again.
 *
 * @param view of the frontier, from before the look
 * @param sights one for each row that was looked at; one without a row if none can be made of the
 *     item; none if there was nothing to look at
 */
record Look(ItemKey key, FrontierView view, List<Sight> sights) {

  /**
   * One row beside the item.
   *
   * @param row empty if none can be made of the item
   * @param itemRead when the item's last read had ended: all that it shows was made before
   * @param rowPrint equal for two reads of the same row, write timestamps included
   * @param writeMicros the row's newest write timestamp, if it tells one
   * @param itemPrint equal for two reads of the same item
   * @param itemSame whether the item's reads before and after that of the row have given the same
   */
  record Sight(
      Optional<RowKey> row,
      Outcome outcome,
      Instant itemRead,
      String rowPrint,
      OptionalLong writeMicros,
      String itemPrint,
      boolean itemSame,
      Map<String, List<String>> values) {

    static final String NO_ROW = "";

    static String print(Optional<FoundRow> found) {
      return found.map(row -> row.print().get()).orElse(NO_ROW);
    }

    boolean differs() {
      return outcome instanceof Outcome.Differs;
    }
  }
}
