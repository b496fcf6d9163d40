package dev.messina.verification.frontier;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * What lies in one partition of a topic between the sink's committed offset and where it was read
 * up to. Keeps of it no more than one entry for each time that may still become the oldest.
 */
final class UnappliedWindow {

  private static final long NONE = -1;

  private final Deque<Timed> oldest = new ArrayDeque<>();
  private long from;
  private long next;
  private long lastRead = NONE;
  private long lastUntimed = NONE;

  private record Timed(long offset, long millis) {}

  /**
   * @param from the offset of the first record that is wanted
   */
  UnappliedWindow(long from) {
    this.from = from;
    this.next = from;
  }

  /** The offset at which reading goes on. */
  long next() {
    return next;
  }

  /** Whether it holds all from an offset on; it does not where the sink was set back. */
  boolean covers(long committed) {
    return committed >= from;
  }

  /** What lies below is applied. */
  void advance(long committed) {
    from = committed;
    next = Math.max(next, committed);
    while (!oldest.isEmpty() && oldest.peekFirst().offset() < committed) {
      oldest.removeFirst();
    }
  }

  /** A change of the stream, of a time. */
  void change(long offset, long millis) {
    while (!oldest.isEmpty() && oldest.peekLast().millis() >= millis) {
      oldest.removeLast();
    }
    oldest.addLast(new Timed(offset, millis));
    next = offset + 1;
  }

  /** An item that a scan has read: what it tells has no time. */
  void item(long offset) {
    lastRead = offset;
    next = offset + 1;
  }

  /** A record that does not tell what it is, or when it was made. */
  void untimed(long offset) {
    lastUntimed = offset;
    next = offset + 1;
  }

  /** There is nothing else up to this offset. */
  void readTo(long offset) {
    next = Math.max(next, offset);
  }

  /** When the oldest change was made, in milliseconds since 1970; empty if there is none. */
  OptionalLong oldestMillis() {
    return oldest.isEmpty() ? OptionalLong.empty() : OptionalLong.of(oldest.peekFirst().millis());
  }

  boolean hasItems() {
    return lastRead >= from;
  }

  boolean hasUntimed() {
    return lastUntimed >= from;
  }
}
