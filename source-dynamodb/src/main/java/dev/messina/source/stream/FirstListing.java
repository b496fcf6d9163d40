package dev.messina.source.stream;

/**
 * The first listing of a stream, as far as it is this share's. What was gone before anything was
 * read is older than the stream start watermark, and the snapshot holds it; from the end of this
 * listing on a shard that has vanished is a data loss.
 */
final class FirstListing {

  /** One listing may forget a shard; what is a root is decided by the union of two. */
  private static final int LISTINGS_FOR_ROOTS = 2;

  private boolean open;
  private int listings;

  /**
   * @param open whether it is still to be accounted for
   */
  FirstListing(boolean open) {
    this.open = open;
  }

  /** All shards have been listed once more. */
  void listed() {
    listings++;
  }

  /** Whether shards have been listed at all since the task began. */
  boolean hasBegun() {
    return listings > 0;
  }

  /** Whether shards have been listed often enough to know all that there are. */
  boolean isWhole() {
    return listings >= LISTINGS_FOR_ROOTS;
  }

  boolean isOpen() {
    return open;
  }

  /** Whether it says by now which shards are roots; once it is accounted for it has said so. */
  boolean tellsRoots() {
    return !open || isWhole();
  }

  /** It is accounted for. */
  void close() {
    open = false;
  }
}
