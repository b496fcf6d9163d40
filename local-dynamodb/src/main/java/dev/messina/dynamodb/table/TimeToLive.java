package dev.messina.dynamodb.table;

import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.ItemKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The items of a table that expire, by one of their attributes: a number of seconds since 1970.
 * Those that expired over five years before are left alone. Used under the table's lock.
 */
final class TimeToLive {

  private static final Duration TOO_OLD = Duration.ofDays(5 * 365L);

  /** An item that may be due: it may have changed since. */
  record Due(ItemKey key, Instant expiry) {}

  private final String attribute;
  private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::expiry));

  TimeToLive(String attribute) {
    this.attribute = attribute;
  }

  String attribute() {
    return attribute;
  }

  void written(ItemKey key, Item item) {
    expiry(item).ifPresent(time -> due.add(new Due(key, time)));
  }

  /** The next item whose time was up by then; empty if there is none. */
  Optional<Due> next(Instant then) {
    Due first = due.peek();
    if (first == null || first.expiry().isAfter(then)) {
      return Optional.empty();
    }
    return Optional.of(due.poll());
  }

  /** Whether an item still expires when it was noted to. */
  boolean stillDue(Item item, Due noted) {
    return item != null
        && expiry(item).filter(noted.expiry()::equals).isPresent()
        && noted.expiry().isAfter(Instant.EPOCH);
  }

  static boolean isTooOld(Instant expiry, Instant now) {
    return expiry.isBefore(now.minus(TOO_OLD));
  }

  private Optional<Instant> expiry(Item item) {
    if (item.attributes().get(attribute) instanceof AttributeValue.NumberValue number) {
      long seconds = number.value().value().longValue();
      boolean inRange = seconds > 0 && seconds <= Instant.MAX.getEpochSecond() && isSmall(number);
      return inRange ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty();
    }
    return Optional.empty();
  }

  /** Whether the number is not one whose low bits only look like a time. */
  private static boolean isSmall(AttributeValue.NumberValue number) {
    return number.value().value().abs().compareTo(java.math.BigDecimal.valueOf(1L << 50)) < 0;
  }
}
