package dev.messina.dynamodb.api.item;

import dev.messina.dynamodb.api.request.Capacity;
import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.table.Index;
import dev.messina.dynamodb.table.IndexView;
import dev.messina.dynamodb.table.Table;
import java.util.Optional;

/** What a write costs an index: for the entry that goes and for the one that comes. */
final class IndexCost {

  private IndexCost() {}

  /**
   * @param before null if there is none, and so is the other
   */
  static double of(Table table, Index index, Item before, Item after) {
    IndexView view = new IndexView(table, index, false);
    Optional<Item> old = Optional.ofNullable(before).flatMap(view::entry);
    Optional<Item> next = Optional.ofNullable(after).flatMap(view::entry);
    if (old.isPresent() && next.isPresent()) {
      boolean moves = !view.position(old.get()).equals(view.position(next.get()));
      if (!moves && old.get().same(next.get())) {
        return 0;
      }
      return moves
          ? Capacity.write(old.get().size()) + Capacity.write(next.get().size())
          : Capacity.write(Math.max(old.get().size(), next.get().size()));
    }
    return old.or(() -> next).map(item -> Capacity.write(item.size())).orElse(0.0);
  }
}
