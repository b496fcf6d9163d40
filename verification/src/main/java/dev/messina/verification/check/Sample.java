package dev.messina.verification.check;

import dev.messina.verification.item.ItemKey;
import dev.messina.verification.item.SourceItems;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Items drawn at random from the whole table, a few from each of many places. */
public final class Sample {

  /** DynamoDB's own limit. */
  private static final int SEGMENTS_MAX = 1_000_000;

  private static final int ITEMS_AT_A_PLACE = 10;
  private static final int MISSES_MAX = 1_000;

  private static final double CONFIDENCE = 0.95;

  private Sample() {}

  /**
   * Draws.
   *
   * @param count how many items; fewer come of a table that has fewer
   */
  public static Set<ItemKey> draw(SourceItems items, int count, RandomGenerator random) {
    long places = Math.max(1, items.itemsEstimated() / ITEMS_AT_A_PLACE);
    int segments = (int) Math.min(SEGMENTS_MAX, places);
    Set<ItemKey> drawn = new LinkedHashSet<>();
    int misses = 0;
    while (drawn.size() < count && misses < MISSES_MAX) {
      int before = drawn.size();
      items
          .scan(random.nextInt(segments), segments, Map.of(), Math.min(count, ITEMS_AT_A_PLACE))
          .items()
          .stream()
          .limit(count - (long) drawn.size())
          .map(items::keyOf)
          .forEach(drawn::add);
      misses = drawn.size() == before ? misses + 1 : 0;
    }
    return drawn;
  }

  /**
   * The share of all items that are wrong is below this with 95 % confidence, if so many of so many
   * that were drawn are (the exact bound of Clopper and Pearson, one-sided).
   */
  public static double upperBound(long wrong, long drawn) {
    if (drawn == 0 || wrong >= drawn) {
      return 1;
    }
    double low = 0;
    double high = 1;
    for (int step = 0; step < 60; step++) {
      double middle = (low + high) / 2;
      if (atMost(wrong, drawn, middle) > 1 - CONFIDENCE) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** The probability of at most so many, if each of them is wrong with this probability. */
  private static double atMost(long wrong, long drawn, double share) {
    double sum = 0;
    double logChoose = 0;
    for (long k = 0; k <= wrong; k++) {
      if (k > 0) {
        logChoose += Math.log(drawn - k + 1.0) - Math.log(k);
      }
      sum += Math.exp(logChoose + k * Math.log(share) + (drawn - k) * Math.log1p(-share));
    }
    return sum;
  }
}
