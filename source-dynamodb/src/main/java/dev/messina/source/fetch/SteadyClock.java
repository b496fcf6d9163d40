package dev.messina.source.fetch;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that only runs forward, at an even pace, whatever is done to the machine's. It is for
 * waits and rates; what it says of the time of day may be wrong.
 */
public final class SteadyClock extends Clock {

  private final Instant begun = Instant.now();
  private final long begunNanos = System.nanoTime();

  @Override
  public Instant instant() {
    return begun.plusNanos(System.nanoTime() - begunNanos);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("A steady clock measures waits, not days");
  }
}
