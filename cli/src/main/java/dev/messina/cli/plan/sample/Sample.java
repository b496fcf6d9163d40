package dev.messina.cli.plan.sample;

import java.util.List;
import java.util.OptionalLong;

/**
 * Items of a table.
 *
 * @param items in DynamoDB JSON
 * @param isComplete whether they are all there were
 * @param readUnits that they took; 0 of a file
 * @param places how many places of the table they are from
 * @param estimated how many items the table has by what was found at these places; empty if that
 *     cannot be said, or all were read
 */
public record Sample(
    List<String> items, boolean isComplete, double readUnits, int places, OptionalLong estimated) {

  public Sample {
    items = List.copyOf(items);
  }
}
