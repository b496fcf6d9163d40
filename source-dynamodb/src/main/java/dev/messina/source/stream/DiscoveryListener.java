package dev.messina.source.stream;

/** Told what {@link ShardDiscovery} finds, on the task's own thread. */
interface DiscoveryListener {

  /** A listing has ended. */
  void listed(ListedShards listed);

  /** A page was throttled or not answered and will be asked for again. */
  void repeated(Exception failure);

  /**
   * Shards cannot be listed, and repeating the call does not cure it.
   *
   * @param what the call in words, with its coordinates
   */
  void failed(String what, Exception failure);
}
