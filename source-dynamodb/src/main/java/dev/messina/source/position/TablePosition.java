package dev.messina.source.position;

import static java.util.Objects.requireNonNull;

import dev.messina.source.change.Epoch;
import java.util.ArrayList;
import java.util.List;

/**
 * The epochs of a table and what was decided with them. Fixed once committed, whatever the
 * configuration says later.
 *
 * @param epoch the epoch of the scan, and the cut of the stream
 * @param floors the first epoch and the newest ones of any kind, in microseconds since 1970,
 *     ascending: every write time that is given from now on lies above the last of them
 * @param tableId DynamoDB's id of the table, which a table re-created under the same name does not
 *     share; empty where DynamoDB does not give one
 * @param stream the label of the stream that is followed, empty if none is
 * @param totalSegments into how many segments the scan is cut, 0 if there is no scan
 * @param consistentRead whether the scan reads strongly consistent
 * @param listedMillis when every shard of the first listing was accounted for, in milliseconds
 *     since 1970, 0 before that; from then on a shard that has vanished is a gap
 * @param beganMillis when the first epoch was chosen, in milliseconds since 1970: signals from
 *     before were meant for another life of the connector
 * @param request the later epoch that is asked for, or null
 * @param keys the listed keys that the newest epoch is about or the request is, as a JSON array of
 *     keys in DynamoDB's JSON; null if there are none
 * @param signals which signals have been acted on, as the control topic's positions; empty if none
 */
public record TablePosition(
    Epoch epoch,
    List<Long> floors,
    String tableId,
    String stream,
    int totalSegments,
    boolean consistentRead,
    long listedMillis,
    long beganMillis,
    EpochRequest request,
    String keys,
    String signals)
    implements SourcePosition {

  /** How many epochs are kept. An offset that is older than all of them belongs to no live task. */
  private static final int FLOORS_MAX = 50;

  public TablePosition {
    requireNonNull(epoch, "epoch");
    requireNonNull(tableId, "tableId");
    requireNonNull(stream, "stream");
    requireNonNull(signals, "signals");
    if (totalSegments < 0) {
      throw new IllegalArgumentException("A scan has no negative segments: " + totalSegments);
    }
    floors = List.copyOf(floors);
    if (floors.isEmpty() || floors.get(floors.size() - 1) < epoch.epochMicros()) {
      throw new IllegalArgumentException("The newest epoch lies before the scan's: " + floors);
    }
  }

  /** The newest epoch of any kind, in microseconds since 1970. */
  public long floorMicros() {
    return floors.get(floors.size() - 1);
  }

  /** Whether the table has had no later epoch. */
  public boolean isFirst() {
    return floors.size() == 1;
  }

  /** The first epoch of a table. */
  public static TablePosition first(
      Epoch epoch,
      String tableId,
      String stream,
      int totalSegments,
      boolean consistentRead,
      long beganMillis) {
    return new TablePosition(
        epoch,
        List.of(epoch.epochMicros()),
        tableId,
        stream,
        totalSegments,
        consistentRead,
        0,
        beganMillis,
        null,
        null,
        "");
  }

  /** The same epoch with its first listing accounted for. */
  public TablePosition listed(long millis) {
    return new TablePosition(
        epoch,
        floors,
        tableId,
        stream,
        totalSegments,
        consistentRead,
        millis,
        beganMillis,
        request,
        keys,
        signals);
  }

  /**
   * The same epoch with a later one asked for.
   *
   * @param requestedKeys the listed keys of a request about keys; otherwise null
   */
  public TablePosition requested(EpochRequest next, String requestedKeys) {
    return new TablePosition(
        epoch,
        floors,
        tableId,
        stream,
        totalSegments,
        consistentRead,
        listedMillis,
        beganMillis,
        next,
        requestedKeys,
        signals);
  }

  /** The same, with these signals acted upon. */
  public TablePosition handled(String handledSignals) {
    return new TablePosition(
        epoch,
        floors,
        tableId,
        stream,
        totalSegments,
        consistentRead,
        listedMillis,
        beganMillis,
        request,
        keys,
        handledSignals);
  }

  /** The same epoch whose scan is given up. */
  public TablePosition stopped(String handledSignals) {
    return new TablePosition(
        epoch,
        floors,
        tableId,
        stream,
        0,
        consistentRead,
        listedMillis,
        beganMillis,
        request,
        keys,
        handledSignals);
  }

  /** The next epoch, which only raises the write times and has {@link #keys()} read, if any. */
  public TablePosition raised(long epochMicros) {
    return new TablePosition(
        epoch,
        followedBy(epochMicros),
        tableId,
        stream,
        totalSegments,
        consistentRead,
        listedMillis,
        beganMillis,
        null,
        keys,
        signals);
  }

  /** The next epoch, under which the whole table is scanned again, strongly consistent. */
  public TablePosition rescanned(long epochMicros, int segments) {
    return new TablePosition(
        new Epoch(epochMicros, epoch.cutMicros()),
        followedBy(epochMicros),
        tableId,
        stream,
        segments,
        true,
        listedMillis,
        beganMillis,
        null,
        null,
        signals);
  }

  /** The same, with another stream to follow, of which nothing has been listed yet. */
  public TablePosition following(String newTableId, String newStream, long cutMicros) {
    return new TablePosition(
        new Epoch(epoch.epochMicros(), cutMicros),
        floors,
        newTableId,
        newStream,
        totalSegments,
        consistentRead,
        0,
        beganMillis,
        request,
        keys,
        signals);
  }

  private List<Long> followedBy(long epochMicros) {
    List<Long> more = new ArrayList<>(floors);
    more.add(epochMicros);
    if (more.size() > FLOORS_MAX) {
      more.remove(1);
    }
    return more;
  }
}
