package dev.messina.dynamodb.item;

import java.math.BigInteger;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Keys that stand together, from one to another.
 *
 * @param to empty: to the last
 */
public record KeyRange(
    ItemKey from, boolean fromIncluded, Optional<ItemKey> to, boolean toIncluded) {

  private static final ItemKey FIRST = ItemKey.ofBytes(new byte[0]);
  private static final int HASH_BITS = 64;

  /** All keys. */
  public static KeyRange all() {
    return new KeyRange(FIRST, true, Optional.empty(), false);
  }

  /** All keys that begin like one. */
  public static KeyRange beginningWith(ItemKey prefix) {
    return new KeyRange(prefix, true, prefix.afterAllThatBeginWithThis(), false);
  }

  /**
   * One of the equal parts that a parallel scan splits the hashes into.
   *
   * @param segment from 0
   */
  public static KeyRange segment(int segment, int totalSegments) {
    Optional<ItemKey> to =
        segment + 1 == totalSegments
            ? Optional.empty()
            : Optional.of(bound(segment + 1, totalSegments));
    return new KeyRange(bound(segment, totalSegments), true, to, false);
  }

  /** What of it is behind a key, in the given direction. */
  public KeyRange after(ItemKey key, boolean forward) {
    if (forward) {
      return key.compareTo(from) < 0 ? this : new KeyRange(key, false, to, toIncluded);
    }
    return to.isPresent() && key.compareTo(to.get()) > 0
        ? this
        : new KeyRange(from, fromIncluded, Optional.of(key), false);
  }

  public boolean contains(ItemKey key) {
    int low = key.compareTo(from);
    int high = to.map(key::compareTo).orElse(-1);
    return (low > 0 || (low == 0 && fromIncluded)) && (high < 0 || (high == 0 && toIncluded));
  }

  /** Whether nothing can be in it. */
  public boolean isEmpty() {
    int width = to.map(from::compareTo).orElse(-1);
    return width > 0 || (width == 0 && !(fromIncluded && toIncluded));
  }

  /** The part of a map that is in it, as a view. */
  public <T> NavigableMap<ItemKey, T> of(NavigableMap<ItemKey, T> map) {
    return to.map(end -> map.subMap(from, fromIncluded, end, toIncluded))
        .orElseGet(() -> map.tailMap(from, fromIncluded));
  }

  private static ItemKey bound(int segment, int totalSegments) {
    BigInteger hash =
        BigInteger.ONE
            .shiftLeft(HASH_BITS)
            .multiply(BigInteger.valueOf(segment))
            .divide(BigInteger.valueOf(totalSegments));
    byte[] bytes = new byte[Long.BYTES];
    java.nio.ByteBuffer.wrap(bytes).putLong(hash.longValue());
    return ItemKey.ofBytes(bytes);
  }
}
