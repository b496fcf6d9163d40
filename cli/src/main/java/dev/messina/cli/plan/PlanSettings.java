package dev.messina.cli.plan;

import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.plan.estimate.Prices;
import dev.messina.cli.plan.propose.Names;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a plan is made by.
 *
 * @param reading how items are looked at
 * @param target what the rows shall be
 * @param aws options of the source by which DynamoDB is reached
 * @param sourceOptions that are put into the source as they are
 * @param sinkOptions that are put into each sink as they are
 * @param changesPerSecond of a table, where the stream is not to tell
 * @param prices empty for none
 */
public record PlanSettings(
    Reading reading,
    Wanted target,
    ConnectorFile aws,
    Map<String, String> sourceOptions,
    Map<String, String> sinkOptions,
    OptionalDouble changesPerSecond,
    Optional<Prices> prices) {

  /**
   * @param items that are looked at, at most
   * @param seed of what is random
   * @param readUnits a second that the snapshot may take; 0 for half of what is provisioned, or
   *     1000
   * @param showsValues whether the least and the greatest value are told
   */
  public record Reading(int items, long seed, long readUnits, boolean showsValues) {}

  /**
   * @param keyspace of the tables
   * @param names how attributes become columns
   * @param isNarrow whether types may be proposed that not every value of DynamoDB's type fits
   * @param replicas copies of rows and records; as many as there are nodes, at most 3, if empty
   */
  public record Wanted(
      String keyspace, Names.Style names, boolean isNarrow, OptionalInt replicas) {}
}
