package dev.messina.verification.frontier;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The shards of a table's stream, as DynamoDB lists them.
 *
 * @param tableId DynamoDB's id of the table
 * @param stream the label, the last part of its ARN
 * @param recording whether the stream is ENABLED
 * @param askedAt when the listing was asked for, by DynamoDB's clock
 * @param parents of each listed shard the parent that it names, if any
 */
public record StreamListing(
    String tableId,
    String stream,
    boolean recording,
    Instant askedAt,
    Map<String, Optional<String>> parents) {

  public StreamListing {
    parents = Map.copyOf(parents);
  }
}
