package dev.messina.source.offset;

/**
 * What a task says of its share of a table.
 *
 * @param request the {@link EpochRequest} that is answered: the task holds its shards and gives no
 *     write timestamps until the request is gone; empty if none was answered
 * @param highestMicros the highest write timestamp that the task had given when it answered, in
 *     microseconds since 1970
 * @param raisedMicros the newest epoch above which all write timestamps of the share lie from now
 *     on, in microseconds since 1970; 0 before the first
 * @param listedMillis when the share's shards of the first listing were accounted for, in
 *     milliseconds since 1970; 0 before that
 * @param scannedMicros the newest epoch whose segments in this share have all been scanned, in
 *     microseconds since 1970; 0 before that
 */
public record TaskOffset(
    String request, long highestMicros, long raisedMicros, long listedMillis, long scannedMicros)
    implements SourceOffset {

  /** A task that has said nothing yet. */
  public static final TaskOffset SILENT = new TaskOffset("", 0, 0, 0, 0);

  public TaskOffset answered(String requestId, long highest) {
    return new TaskOffset(requestId, highest, raisedMicros, listedMillis, scannedMicros);
  }

  public TaskOffset raised(long epochMicros) {
    return new TaskOffset(request, highestMicros, epochMicros, listedMillis, scannedMicros);
  }

  public TaskOffset listed(long millis) {
    return new TaskOffset(request, highestMicros, raisedMicros, millis, scannedMicros);
  }

  public TaskOffset scanned(long epochMicros) {
    return new TaskOffset(request, highestMicros, raisedMicros, listedMillis, epochMicros);
  }

  @Override
  public <T> T fold(Kinds<T> kinds) {
    return kinds.task(this);
  }
}
