package dev.messina.source.offset;

/**
 * A data loss: changes that may have been trimmed before they were read.
 *
 * @param epochMicros the table's newest epoch when it was found; a later one has mended it, if the
 *     table was scanned under it or is not to be scanned
 * @param stream the stream's label
 * @param fromMicros read up to here, in microseconds since 1970; 0 if nothing of the shard was read
 * @param toMicros what is later is still there, in microseconds since 1970
 * @param detectedMillis in milliseconds since 1970
 * @param rescan whether the table is to be scanned again for it
 */
public record DataLossOffset(
    long epochMicros,
    String stream,
    String shard,
    long fromMicros,
    long toMicros,
    long detectedMillis,
    boolean rescan)
    implements SourceOffset {

  @Override
  public <T> T fold(Kinds<T> kinds) {
    return kinds.dataLoss(this);
  }
}
