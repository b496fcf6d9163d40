package dev.messina.cli.sweep;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * What is to be swept, and how.
 *
 * @param connect address of a Connect worker
 * @param source name of the connector that reads the table
 * @param sink name of the connector that writes the target
 * @param table name of the table in DynamoDB
 * @param access to Kafka and the target where the connectors' own does not do
 * @param checks how strictly the readiness is judged
 * @param scan how the target is read
 * @param apply whether to delete
 */
public record SweepSettings(
    URI connect,
    String source,
    String sink,
    String table,
    Access access,
    Checks checks,
    Scan scan,
    boolean apply) {

  /**
   * How strictly the readiness is judged.
   *
   * @param patience how long to wait until the sink has committed what it has read
   * @param acceptDeadLetters whether records that were dead-lettered are no reason to refuse
   * @param acceptMoreGoneThanLive whether to delete although more rows are gone than live
   * @param ignoredConnectors names of sinks that write a table of the same name elsewhere
   * @param trustedTransforms aliases of the sink's transforms that drop no record
   */
  public record Checks(
      Duration patience,
      boolean acceptDeadLetters,
      boolean acceptMoreGoneThanLive,
      Set<String> ignoredConnectors,
      Set<String> trustedTransforms) {

    public Checks {
      ignoredConnectors = Set.copyOf(ignoredConnectors);
      trustedTransforms = Set.copyOf(trustedTransforms);
    }
  }

  /**
   * How the target is read.
   *
   * @param rowsPerSecond how many rows are read a second at most, above zero
   * @param keysShown the keys of how many rows to be deleted are shown
   */
  public record Scan(long rowsPerSecond, int keysShown) {}
}
