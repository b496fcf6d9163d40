package dev.messina.source.aws;

/**
 * The calls to streams. Each is one request; failures come as the SDK's exceptions, see {@link
 * FailureKind}. Safe for use by several threads.
 */
public interface StreamApi {

  /**
   * A page of the list of a stream's shards.
   *
   * @param afterShard the last shard of the page before, or null for the first page
   */
  ShardListPage describe(String streamArn, String afterShard);

  /**
   * A page of the list of the shards that continue one. Not every service knows such a list: one
   * that doesn't may refuse, or answer with a page of all shards.
   *
   * @param afterShard the last shard of the page before, or null for the first page
   */
  ShardListPage children(String streamArn, String parent, String afterShard);

  /** An iterator; it lives for 15 minutes. */
  String iterator(String streamArn, String shard, IteratorStart start);

  StreamPage page(String iterator, int limit);
}
