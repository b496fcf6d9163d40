package dev.messina.sink.write;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Rows of one partition that leave as one request, in the order in which they arrived. When that
 * request fails for a reason that may lie in one of them, they are sent one after the other in its
 * place, so that a batch never is more than one request at a time. One thread has it at a time.
 */
final class Batch {

  private final Deque<Attempt> left = new ArrayDeque<>(1);

  Batch(List<PendingRow> rows) {
    left.add(Attempt.of(rows));
  }

  /** Takes what is to be sent next; null if nothing is left. */
  Attempt next() {
    return left.poll();
  }

  void addFirst(Attempt portion) {
    left.addFirst(portion);
  }

  void addLast(Attempt portion) {
    left.addLast(portion);
  }

  void addApart(Attempt portion) {
    portion.rows().forEach(row -> left.addLast(portion.alone(row)));
  }
}
