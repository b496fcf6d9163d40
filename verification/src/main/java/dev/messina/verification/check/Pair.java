package dev.messina.verification.check;

import dev.messina.verification.item.ItemKey;
import dev.messina.verification.row.RowKey;
import java.util.Optional;

/**
 * What is compared.
 *
 * @param item empty if no item is known that has had this row
 * @param row empty if no row can be made of the item
 */
public record Pair(Optional<ItemKey> item, Optional<RowKey> row) {

  static Pair of(ItemKey item, RowKey row) {
    return new Pair(Optional.of(item), Optional.of(row));
  }

  static Pair withoutItem(RowKey row) {
    return new Pair(Optional.empty(), Optional.of(row));
  }

  static Pair withoutRow(ItemKey item) {
    return new Pair(Optional.of(item), Optional.empty());
  }
}
