package dev.messina.cli.demo;

sealed interface ShardLife permits EndedShards, UntouchedShards {

  /** Each open shard ends, with two after it. */
  void split();

  /** Each open shard ends, with one after it. */
  void rollOver();

  /** Returns when the ended shards are read to their end, or after a minute; then sums up. */
  void sumUp(Pipeline pipeline, Summary summary);
}
