package dev.messina.dynamodb.api.item;

import static dev.messina.dynamodb.error.ApiException.validation;

import dev.messina.dynamodb.api.request.Keys;
import dev.messina.dynamodb.expression.Update;
import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a write does to its item, if its condition holds. */
public sealed interface Effect {

  /** How large an item may be at most. */
  int LARGEST_ITEM = 400 * 1024;

  /**
   * @param before null if there is none
   * @return the item afterwards; null if there is none then
   */
  Item on(Item before);

  record Put(Item item) implements Effect {
    public Put {
      if (item.size() > LARGEST_ITEM) {
        throw validation("Item size has exceeded the maximum allowed size");
      }
    }

    @Override
    public Item on(Item before) {
      return item;
    }
  }

  record Delete() implements Effect {
    @Override
    public Item on(Item before) {
      return null;
    }
  }

  /** Changes the item, or makes it of its key, unless there is nothing to put into it. */
  record Change(Table table, Map<String, AttributeValue> key, Update update) implements Effect {
    @Override
    public Item on(Item before) {
      if (before == null && update.onlyRemoves()) {
        return null;
      }
      Map<String, AttributeValue> found =
          before == null ? new LinkedHashMap<>(key) : before.attributes();
      Map<String, AttributeValue> changed = update.applyTo(found);
      Keys.checkIndexKeys(table, changed);
      Item after = Item.of(changed);
      if (after.size() > LARGEST_ITEM) {
        throw validation("Item size to update has exceeded the maximum allowed size");
      }
      return after;
    }
  }

  /** Leaves the item as it is: the transaction only wants its condition to hold. */
  record Check() implements Effect {
    @Override
    public Item on(Item before) {
      return before;
    }
  }
}
