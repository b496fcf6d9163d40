package dev.messina.source.stream;

import dev.messina.source.aws.ShardListPage;
import dev.messina.source.aws.StreamApi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins the listings of one stream's shards, and knows whether DynamoDB can list the children of a
 * single shard. Used from the task's own thread.
 */
public final class ShardLister {

  private static final Logger LOG = LoggerFactory.getLogger(ShardLister.class);

  private final StreamApi api;
  private final String streamArn;
  private boolean listsChildren = true;

  public ShardLister(StreamApi api, String streamArn) {
    this.api = api;
    this.streamArn = streamArn;
  }

  /**
   * Lists all shards at once, by one call for each page, on the caller's thread.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException if DynamoDB does not answer
   */
  public ListedShards list() {
    return all().read();
  }

  /** A listing of all shards. */
  ShardListing all() {
    return new ShardListing(this, null);
  }

  /** A listing of the shards that continue one; of all shards if DynamoDB cannot do that. */
  ShardListing children(String parent) {
    return new ShardListing(this, listsChildren ? parent : null);
  }

  /** Takes note for good that a listing of children brings nothing that a full one does not. */
  void childrenAreNotListed(String why) {
    listsChildren = false;
    LOG.info(
        "Stream '{}': the children of a single shard cannot be listed here ({}); all shards are"
            + " listed when one ends",
        streamArn,
        why);
  }

  /** One request; it may be made on another thread. */
  ShardListPage page(String parent, String after) {
    return parent == null ? api.describe(streamArn, after) : api.children(streamArn, parent, after);
  }
}
