package dev.messina.cli.topic;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which records of a topic are wanted.
 *
 * @param partition the only one; empty for all
 * @param from the offset to begin at; empty to take the last records
 * @param most how many records at most, 1 or more
 * @param key a text that their keys hold; empty for all records
 */
public record Window(OptionalInt partition, Optional<Long> from, int most, String key) {

  /** From the beginning of each partition, or of the one. */
  public static final long BEGINNING = 0;

  boolean takes(int number) {
    return partition.isEmpty() || partition.getAsInt() == number;
  }
}
