package dev.messina.cli.sweep;

import java.time.Instant;

/**
 * An epoch in which every item of a table was read.
 *
 * @param micros the write timestamp of every row that was read in it, in microseconds since 1970
 * @param segments into how many the scan was cut
 * @param items how many items the scan has read
 */
public record WholeTableEpoch(long micros, int segments, long items) {

  /** The line alone. */
  public Epoch line() {
    return new Epoch(micros);
  }

  /** The epoch as an instant. */
  public Instant instant() {
    return line().instant();
  }
}
