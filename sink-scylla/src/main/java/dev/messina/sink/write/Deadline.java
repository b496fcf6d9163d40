package dev.messina.sink.write;

import java.time.Duration;

/** A moment by which something must be over, whatever is done to the clock on the wall. */
record Deadline(long nanos) {

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  boolean isPast() {
    return System.nanoTime() - nanos >= 0;
  }
}
