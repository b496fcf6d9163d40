package dev.messina.source.offset;

/**
 * How far the listed keys have been read.
 *
 * @param next the index of the next key
 * @param done whether all have been read
 */
public record KeySnapshotOffset(long next, boolean done) implements SourceOffset {

  /** Before the first key. */
  public static final KeySnapshotOffset START = new KeySnapshotOffset(0, false);

  @Override
  public <T> T fold(Kinds<T> kinds) {
    return kinds.keySnapshot(this);
  }
}
