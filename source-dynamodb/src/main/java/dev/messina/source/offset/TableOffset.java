package dev.messina.source.offset;

import static java.util.Objects.requireNonNull;

import dev.messina.source.change.Epoch;
import java.util.ArrayList;
import java.util.List;

/**
 * The epochs of a table and what was decided with them. Fixed once committed, whatever the
 * configuration says later.
 *
 * @param epochs the first epoch and the newest ones of any kind, in microseconds since 1970,
 *     ascending: every write timestamp that is given from now on lies above the last of them
 * @param beganMillis when the first epoch was chosen, in milliseconds since 1970: signals from
 *     before were meant for another life of the connector
 */
public record TableOffset(
    Scan scan, List<Long> epochs, Followed followed, long beganMillis, Asked asked)
    implements SourceOffset {

  /** How many epochs are kept. An offset that is older than all of them belongs to no live task. */
  private static final int FLOORS_MAX = 50;

  /**
   * How the table is scanned.
   *
   * @param epoch the epoch of the scan, and the stream start watermark of the stream
   * @param totalSegments into how many segments the scan is cut, 0 if there is no scan
   * @param consistentRead whether the scan reads strongly consistent
   * @param export the ARN of the export that is read in the place of the table, whose data files
   *     are the segments; empty if the table is scanned
   */
  public record Scan(Epoch epoch, int totalSegments, boolean consistentRead, String export) {

    public Scan {
      requireNonNull(epoch, "epoch");
      requireNonNull(export, "export");
      if (totalSegments < 0) {
        throw new IllegalArgumentException("A scan has no negative segments: " + totalSegments);
      }
    }

    private Scan stopped() {
      return new Scan(epoch, 0, consistentRead, export);
    }

    private Scan cutAt(long streamStartMicros) {
      return new Scan(
          new Epoch(epoch.epochMicros(), streamStartMicros), totalSegments, consistentRead, export);
    }
  }

  /**
   * What is followed.
   *
   * @param tableId DynamoDB's id of the table, which a table re-created under the same name does
   *     not share; empty where DynamoDB does not give one
   * @param stream the label of the stream that is followed, empty if none is
   * @param listedMillis when every shard of the first listing was accounted for, in milliseconds
   *     since 1970, 0 before that; from then on a shard that has vanished is a data loss
   */
  public record Followed(String tableId, String stream, long listedMillis) {

    public Followed {
      requireNonNull(tableId, "tableId");
      requireNonNull(stream, "stream");
    }

    private Followed listed(long millis) {
      return new Followed(tableId, stream, millis);
    }
  }

  /**
   * What is asked for while the table is read.
   *
   * @param request the later epoch that is asked for, or null
   * @param keys the listed keys that the newest epoch is about or the request is, as a JSON array
   *     of keys in DynamoDB's JSON; null if there are none
   * @param signals which signals have been acted on, as the control topic's positions; empty if
   *     none
   */
  public record Asked(EpochRequest request, String keys, String signals) {

    private static final Asked NOTHING = new Asked(null, null, "");

    public Asked {
      requireNonNull(signals, "signals");
    }

    private Asked requested(EpochRequest next, String requestedKeys) {
      return new Asked(next, requestedKeys, signals);
    }

    private Asked handled(String handledSignals) {
      return new Asked(request, keys, handledSignals);
    }
  }

  public TableOffset {
    epochs = List.copyOf(epochs);
    if (epochs.isEmpty() || epochs.get(epochs.size() - 1) < scan.epoch().epochMicros()) {
      throw new IllegalArgumentException("The newest epoch lies before the scan's: " + epochs);
    }
  }

  public static TableOffset first(Scan scan, String tableId, String stream, long beganMillis) {
    return new TableOffset(
        scan,
        List.of(scan.epoch().epochMicros()),
        new Followed(tableId, stream, 0),
        beganMillis,
        Asked.NOTHING);
  }

  /** The newest epoch of any kind, in microseconds since 1970. */
  public long currentEpochMicros() {
    return epochs.get(epochs.size() - 1);
  }

  /** The first epoch, in microseconds since 1970: no write timestamp of the table lies below it. */
  public long firstMicros() {
    return epochs.get(0);
  }

  /** Whether the table has had no later epoch. */
  public boolean isFirst() {
    return epochs.size() == 1;
  }

  /** See {@link Scan}. */
  public Epoch epoch() {
    return scan.epoch();
  }

  /** See {@link Scan}. */
  public int totalSegments() {
    return scan.totalSegments();
  }

  /** See {@link Scan}. */
  public boolean consistentRead() {
    return scan.consistentRead();
  }

  /** See {@link Scan}. */
  public String export() {
    return scan.export();
  }

  /** See {@link Followed}. */
  public String tableId() {
    return followed.tableId();
  }

  /** See {@link Followed}. */
  public String stream() {
    return followed.stream();
  }

  /** See {@link Followed}. */
  public long listedMillis() {
    return followed.listedMillis();
  }

  /** See {@link Asked}. */
  public EpochRequest request() {
    return asked.request();
  }

  /** See {@link Asked}. */
  public String keys() {
    return asked.keys();
  }

  /** See {@link Asked}. */
  public String signals() {
    return asked.signals();
  }

  /** The same epoch with its first listing accounted for. */
  public TableOffset listed(long millis) {
    return new TableOffset(scan, epochs, followed.listed(millis), beganMillis, asked);
  }

  /**
   * The same epoch with a later one asked for.
   *
   * @param requestedKeys the listed keys of a request about keys; otherwise null
   */
  public TableOffset requested(EpochRequest next, String requestedKeys) {
    return asking(asked.requested(next, requestedKeys));
  }

  /** The same, with these signals acted upon. */
  public TableOffset handled(String handledSignals) {
    return asking(asked.handled(handledSignals));
  }

  /** The same epoch whose scan is given up. */
  public TableOffset stopped(String handledSignals) {
    return new TableOffset(
        scan.stopped(), epochs, followed, beganMillis, asked.handled(handledSignals));
  }

  /**
   * The next epoch, which only raises the write timestamps and has {@link #keys()} read, if any.
   */
  public TableOffset raised(long epochMicros) {
    return next(scan, epochMicros, asked.keys());
  }

  /** The next epoch, under which the whole table is scanned again, strongly consistent. */
  public TableOffset rescanned(long epochMicros, int segments) {
    Epoch epoch = new Epoch(epochMicros, scan.epoch().streamStartMicros());
    return next(new Scan(epoch, segments, true, ""), epochMicros, null);
  }

  /** The same, with another stream to follow, of which nothing has been listed yet. */
  public TableOffset following(String newTableId, String newStream, long streamStartMicros) {
    return new TableOffset(
        scan.cutAt(streamStartMicros),
        epochs,
        new Followed(newTableId, newStream, 0),
        beganMillis,
        asked);
  }

  private TableOffset asking(Asked now) {
    return new TableOffset(scan, epochs, followed, beganMillis, now);
  }

  private TableOffset next(Scan nextScan, long epochMicros, String keys) {
    List<Long> more = new ArrayList<>(epochs);
    more.add(epochMicros);
    if (more.size() > FLOORS_MAX) {
      more.remove(1);
    }
    return new TableOffset(nextScan, more, followed, beganMillis, asked.requested(null, keys));
  }

  @Override
  public <T> T fold(Kinds<T> kinds) {
    return kinds.table(this);
  }

  /**
   * A later epoch that is asked for and not chosen yet. While it stands, the tasks of the table
   * give no write timestamps.
   *
   * @param id distinguishes it from all others of the table
   * @param scope what is to be read under the new epoch
   */
  public record EpochRequest(String id, Scope scope) {

    /** What is read under a later epoch. */
    public enum Scope {
      /** The whole table. */
      SNAPSHOT,
      /** The listed keys. */
      KEYS,
      /** Nothing: only the write timestamps are raised. */
      NOTHING
    }

    public EpochRequest {
      requireNonNull(id, "id");
      requireNonNull(scope, "scope");
    }
  }
}
