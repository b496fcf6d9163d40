package dev.messina.source.read;

import dev.messina.source.aws.Shard;
import dev.messina.source.aws.ShardListPage;
import dev.messina.source.aws.StreamApi;
import java.util.ArrayList;
import java.util.List;

/** Lists all shards of a stream. */
public final class ShardLister {

  private final StreamApi api;
  private final String streamArn;

  public ShardLister(StreamApi api, String streamArn) {
    this.api = api;
    this.streamArn = streamArn;
  }

  /** All pages of the list, one call each. A shard may appear twice, and one may be missing. */
  public List<Shard> list() {
    List<Shard> shards = new ArrayList<>();
    String after = null;
    do {
      ShardListPage page = api.describe(streamArn, after);
      shards.addAll(page.shards());
      after = page.lastShard();
    } while (after != null);
    return shards;
  }
}
