package dev.messina.source.position;

/**
 * What a task says of its share of a table.
 *
 * @param request the {@link EpochRequest} that is answered: the task holds its shards and gives no
 *     write times until the request is gone; empty if none was answered
 * @param highestMicros the highest write time that the task had given when it answered, in
 *     microseconds since 1970
 * @param raisedMicros the newest epoch above which all write times of the share lie from now on, in
 *     microseconds since 1970; 0 before the first
 * @param listedMillis when the share's shards of the first listing were accounted for, in
 *     milliseconds since 1970; 0 before that
 * @param scannedMicros the newest epoch whose segments in this share have all been scanned, in
 *     microseconds since 1970; 0 before that
 */
public record SharePosition(
    String request, long highestMicros, long raisedMicros, long listedMillis, long scannedMicros)
    implements SourcePosition {

  /** A task that has said nothing yet. */
  public static final SharePosition SILENT = new SharePosition("", 0, 0, 0, 0);

  public SharePosition answered(String requestId, long highest) {
    return new SharePosition(requestId, highest, raisedMicros, listedMillis, scannedMicros);
  }

  public SharePosition raised(long epochMicros) {
    return new SharePosition(request, highestMicros, epochMicros, listedMillis, scannedMicros);
  }

  public SharePosition listed(long millis) {
    return new SharePosition(request, highestMicros, raisedMicros, millis, scannedMicros);
  }

  public SharePosition scanned(long epochMicros) {
    return new SharePosition(request, highestMicros, raisedMicros, listedMillis, epochMicros);
  }
}
