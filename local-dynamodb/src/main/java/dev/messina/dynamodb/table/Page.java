package dev.messina.dynamodb.table;

import dev.messina.dynamodb.item.Item;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One page of a scan or a query.
 *
 * @param items those that the filter let through
 * @param scanned how many were read
 * @param bytes how large those that were read are together, by DynamoDB's count
 * @param first the first that was read
 * @param last the last that was read, if the page ends there and not with the range
 */
public record Page(
    List<Item> items, int scanned, long bytes, Optional<Item> first, Optional<Item> last) {

  /** A page is not larger than this, whatever its filter leaves of it. */
  public static final long MOST_BYTES = 1024 * 1024;

  /**
   * Reads up to the limit, to 1 MB or to the end, whatever comes first.
   *
   * @param limit how many items are read at most, before the filter
   */
  public static Page read(Iterator<Item> range, int limit, Predicate<Item> filter) {
    List<Item> items = new ArrayList<>();
    int scanned = 0;
    long bytes = 0;
    Item first = null;
    Item last = null;
    while (range.hasNext()) {
      Item item = range.next();
      if (last != null && bytes + item.size() > MOST_BYTES) {
        return new Page(items, scanned, bytes, Optional.of(first), Optional.of(last));
      }
      first = first == null ? item : first;
      scanned++;
      bytes += item.size();
      last = item;
      if (filter.test(item)) {
        items.add(item);
      }
      if (scanned == limit) {
        return new Page(items, scanned, bytes, Optional.of(first), Optional.of(item));
      }
    }
    return new Page(items, scanned, bytes, Optional.ofNullable(first), Optional.empty());
  }
}
