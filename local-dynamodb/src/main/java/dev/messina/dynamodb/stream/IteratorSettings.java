package dev.messina.dynamodb.stream;

import java.time.Duration;

/**
 * How iterators behave.
 *
 * @param life how long one can be used
 * @param emptyPages how many pages without records may come before one with records, at most
 */
public record IteratorSettings(Duration life, int emptyPages) {

  /** A quarter of an hour; pages are empty only where there is nothing yet. */
  public static IteratorSettings defaults() {
    return new IteratorSettings(Duration.ofMinutes(15), 0);
  }

  public IteratorSettings life(Duration next) {
    return new IteratorSettings(next, emptyPages);
  }

  public IteratorSettings emptyPages(int next) {
    return new IteratorSettings(life, next);
  }
}
