package dev.messina.dynamodb.api.item;

import static dev.messina.dynamodb.error.ErrorType.CONDITIONAL_CHECK_FAILED;

import dev.messina.dynamodb.api.request.Capacity;
import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.expression.Condition;
import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.table.CapacityUse;
import dev.messina.dynamodb.table.Index;
import dev.messina.dynamodb.table.ReadTime;
import dev.messina.dynamodb.table.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A write to one item, checked as far as that goes without the item.
 *
 * @param returnsItemOnFailure whether a failed condition answers with the item that failed it
 */
public record ItemWrite(
    Table table,
    ItemKey key,
    Optional<Condition> condition,
    Effect effect,
    boolean returnsItemOnFailure) {

  /**
   * What a write does to the item as it is found.
   *
   * @param before null if there is none
   * @param after null if there is none
   */
  public record Outcome(ItemWrite write, Item before, Item after) {

    /** The capacity that it needs, so many times as much as a plain write. */
    public CapacityUse use(Instant at, int times) {
      double units = times * Capacity.write(Math.max(size(before), size(after)));
      return new CapacityUse(write.table(), CapacityUse.Kind.WRITE, write.key(), units, at);
    }

    /** Makes it so; under the lock under which it was planned. */
    public Outcome apply(Instant at) {
      if (!(write.effect() instanceof Effect.Check)) {
        write.table().write(write.key(), after, at, Optional.empty());
      }
      return this;
    }

    public Capacity capacity() {
      Capacity capacity = Capacity.of(write.table());
      return addTo(capacity, 1);
    }

    /** Adds what it costs, so many times. */
    public Capacity addTo(Capacity capacity, int times) {
      capacity.add(times * Capacity.write(Math.max(size(before), size(after))));
      for (Index index : write.table().definition().indexes().secondary()) {
        double units = IndexCost.of(write.table(), index, before, after);
        if (units > 0) {
          capacity.add(index.name(), times * units);
        }
      }
      return capacity;
    }

    private static int size(Item item) {
      return item == null ? 0 : item.size();
    }
  }

  /**
   * Finds the item and sees what to make of it; under the table's lock.
   *
   * @throws ApiException if the condition does not hold, or the item does not allow it
   */
  public Outcome plan() {
    Item before = table.get(key, ReadTime.LATEST);
    if (condition.isPresent()
        && !condition.get().holds(before == null ? Map.of() : before.attributes())) {
      throw conditionFailed(before);
    }
    return new Outcome(this, before, effect.on(before));
  }

  /** Finds, checks and writes the item. */
  public Outcome execute(Instant at) {
    return table.locked(
        () -> {
          Outcome outcome = plan();
          table.use(outcome.use(at, 1));
          return outcome.apply(at);
        });
  }

  private ApiException conditionFailed(Item before) {
    return new ApiException(
        CONDITIONAL_CHECK_FAILED,
        "The conditional request failed",
        json -> {
          if (returnsItemOnFailure && before != null) {
            json.name("Item").raw(before.json());
          }
        });
  }
}
