package dev.messina.dynamodb.api.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts calls within a second. */
final class CallRate {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Deque<Instant> calls = new ArrayDeque<>();

  /**
   * @param most calls within any second
   * @return whether one more is within that
   */
  synchronized boolean take(Instant at, int most) {
    Instant before = at.minus(SECOND);
    calls.removeIf(call -> !call.isAfter(before) || call.isAfter(at));
    if (calls.size() >= most) {
      return false;
    }
    calls.addLast(at);
    return true;
  }
}
