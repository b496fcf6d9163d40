package dev.messina.sink.write;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that stands until the test moves it, and what is due by it. For one thread. */
final class TestTime extends Clock implements RetryScheduler {

  private record Due(Instant at, int order, Runnable work) {}

  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::order));
  private Instant now = Instant.parse("2026-11-01T00:00:00Z");
  private int ordered;

  @Override
  public boolean later(Duration wait, Runnable work) {
    due.add(new Due(now.plus(wait), ordered++, work));
    return true;
  }

  /** Lets that time pass; what is due in it is done, each at its own moment. */
  void pass(Duration time) {
    Instant end = now.plus(time);
    while (!due.isEmpty() && !due.peek().at().isAfter(end)) {
      Due next = due.remove();
      now = next.at();
      next.work().run();
    }
    now = end;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
