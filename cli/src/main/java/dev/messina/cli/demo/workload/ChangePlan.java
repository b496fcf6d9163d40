package dev.messina.cli.demo.workload;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The changes of one lane, in their order. A lane owns every key whose number leaves its own number
 * as the remainder, so that a key is written by one thread only. Hot keys are hit in bursts.
 */
final class ChangePlan {

  private static final int HOT_KEYS = 2;
  private static final int BURST_PERCENT = 2;
  private static final int BURST_MAX = 30;
  private static final int ATTRIBUTES_MAX = 6;

  /**
   * @param hot whether it belongs to a burst, and should follow its predecessor at once
   */
  record Planned(ChangeKind kind, Change change, boolean hot) {}

  private final SplittableRandom random;
  private final ItemGenerator items;
  private final int lane;
  private final int lanes;
  private final long itemCount;

  private final Map<Long, Long> revisions = new HashMap<>();
  private final Set<Long> deleted = new LinkedHashSet<>();
  private long planned;
  private long inserted;
  private long hotNumber;
  private int burstLeft;

  /**
   * @param itemCount how many items the table held at first: those with the numbers below
   */
  ChangePlan(long seed, ItemGenerator items, long itemCount, int lane, int lanes) {
    this.random = new SplittableRandom(seed * 31 + lane);
    this.items = items;
    this.lane = lane;
    this.lanes = lanes;
    this.itemCount = itemCount;
  }

  Planned next() {
    planned++;
    if (burstLeft == 0 && random.nextInt(100) < BURST_PERCENT) {
      burstLeft = 2 + random.nextInt(BURST_MAX - 1);
      hotNumber = numberInLane(random.nextInt(HOT_KEYS));
    }
    if (burstLeft > 0) {
      burstLeft--;
      return onKnownKey(hotNumber, true);
    }
    int dice = random.nextInt(100);
    if (dice < 7) {
      return put(ChangeKind.INSERT, newNumber(), false);
    }
    if (dice < 15 && !deleted.isEmpty()) {
      return put(ChangeKind.REINSERT, deleted.iterator().next(), false);
    }
    return onKnownKey(numberInLane(random.nextLong(Math.max(1, itemCount / lanes))), false);
  }

  private Planned onKnownKey(long number, boolean hot) {
    if (deleted.contains(number)) {
      return put(ChangeKind.REINSERT, number, hot);
    }
    int dice = random.nextInt(100);
    if (dice < 30) {
      return put(ChangeKind.REPLACE, number, hot);
    }
    if (dice < 45) {
      deleted.add(number);
      return new Planned(ChangeKind.DELETE, new Change.Delete(items.key(number)), hot);
    }
    Set<String> present = names(number);
    if (dice < 65 && !present.isEmpty()) {
      List<String> names = present.stream().limit(1L + random.nextInt(ATTRIBUTES_MAX)).toList();
      return new Planned(
          ChangeKind.REMOVE_ATTRIBUTES, new Change.Update(items.key(number), Map.of(), names), hot);
    }
    Map<String, AttributeValue> set = items.attributes(random, 1 + random.nextInt(ATTRIBUTES_MAX));
    present.removeAll(set.keySet());
    return new Planned(
        ChangeKind.UPDATE,
        new Change.Update(
            items.key(number), set, present.stream().limit(random.nextInt(2)).toList()),
        hot);
  }

  private Planned put(ChangeKind kind, long number, boolean hot) {
    deleted.remove(number);
    revisions.put(number, planned);
    return new Planned(kind, new Change.Put(items.item(number, planned)), hot);
  }

  /** The attributes that the item had when it was last put, in an order that depends on nothing. */
  private Set<String> names(long number) {
    Set<String> names =
        new LinkedHashSet<>(
            items.item(number, revisions.getOrDefault(number, 0L)).keySet().stream()
                .sorted()
                .toList());
    names.removeAll(items.key(number).keySet());
    return names;
  }

  private long numberInLane(long position) {
    return position * lanes + lane;
  }

  private long newNumber() {
    return numberInLane(itemCount / lanes + 1 + inserted++);
  }
}
