package dev.messina.verification.check;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Where the topic was read to when each generation began, so that a later run may go on from there.
 * What is open was brought by a change that was read in the generation that has opened it, or
 * later; all that lies before is applied and was looked at.
 */
final class ReadMarks {

  /** Of a difference that stays open for long the generations in between are forgotten. */
  static final int MOST = 1_000;

  private final Deque<Mark> marks = new ArrayDeque<>();

  private record Mark(Instant began, Map<Integer, Long> positions) {}

  /**
   * A generation begins.
   *
   * @param positions by partition, the first offset that was not read
   */
  void begin(Instant now, Map<Integer, Long> positions) {
    if (marks.size() >= MOST) {
      marks.removeLast();
    }
    marks.addLast(new Mark(now, positions));
  }

  /**
   * From where a later run must read to see every change that may still make a difference.
   *
   * @param oldestOpen when the oldest difference was opened; empty if none is open
   * @param positions by partition, the first offset that was not read
   */
  Map<Integer, Long> resumeFrom(Optional<Instant> oldestOpen, Map<Integer, Long> positions) {
    if (oldestOpen.isEmpty()) {
      marks.clear();
      return positions;
    }
    while (marks.size() > 1 && !second().began().isAfter(oldestOpen.get())) {
      marks.removeFirst();
    }
    return marks.isEmpty() ? positions : marks.peekFirst().positions();
  }

  private Mark second() {
    Iterator<Mark> inOrder = marks.iterator();
    inOrder.next();
    return inOrder.next();
  }
}
