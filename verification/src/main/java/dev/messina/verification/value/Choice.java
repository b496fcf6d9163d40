package dev.messina.verification.value;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What the sink's {@code column.conversions} says of a column; docs/types.md has their meaning. */
public enum Choice {
  ROUNDED,
  S,
  MS,
  US,
  NS,
  DAYS,
  ISO_MS,
  TRUNCATED,
  EMPTY_AS_NULL,
  NUMBER,
  BASE64,
  HEX,
  UTF8;

  private static final Set<Choice> UNITS = EnumSet.of(S, MS, US, NS);

  /**
   * @throws IllegalArgumentException if there is no such choice
   */
  public static Choice of(String word) {
    return Arrays.stream(values())
        .filter(choice -> choice.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "column.conversions has the choice '%s', which this release does not know."
                        .formatted(word)));
  }

  /** Nanoseconds of the unit that a column's numbers have; 0 if none is chosen. */
  static long unitNanos(Set<Choice> choices) {
    for (Choice choice : choices) {
      if (UNITS.contains(choice)) {
        return switch (choice) {
          case S -> 1_000_000_000;
          case MS -> 1_000_000;
          case US -> 1_000;
          default -> 1;
        };
      }
    }
    return 0;
  }
}
