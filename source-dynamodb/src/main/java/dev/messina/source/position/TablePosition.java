package dev.messina.source.position;

import static java.util.Objects.requireNonNull;

import dev.messina.source.change.Epoch;

/**
 * The epoch of a table and what was decided with it. Fixed once committed, whatever the
 * configuration says later.
 *
 * @param epoch the epoch and its cut
 * @param tableId DynamoDB's id of the table, which a table re-created under the same name does not
 *     share; empty where DynamoDB does not give one
 * @param stream the label of the stream that is followed
 * @param totalSegments into how many segments the scan is cut
 * @param consistentRead whether the scan reads strongly consistent
 * @param listedMillis when every shard of the first listing was accounted for, in milliseconds
 *     since 1970, 0 before that; from then on a shard that has vanished is a gap
 */
public record TablePosition(
    Epoch epoch,
    String tableId,
    String stream,
    int totalSegments,
    boolean consistentRead,
    long listedMillis)
    implements SourcePosition {

  public TablePosition {
    requireNonNull(epoch, "epoch");
    requireNonNull(tableId, "tableId");
    requireNonNull(stream, "stream");
    if (totalSegments < 1) {
      throw new IllegalArgumentException("A scan has at least one segment: " + totalSegments);
    }
  }

  /** The same epoch with its first listing accounted for. */
  public TablePosition listed(long millis) {
    return new TablePosition(epoch, tableId, stream, totalSegments, consistentRead, millis);
  }
}
