package dev.messina.source.stream;

import dev.messina.source.aws.IteratorStart;
import dev.messina.source.aws.ShardListPage;
import dev.messina.source.aws.StreamApi;
import dev.messina.source.aws.StreamPage;
import java.util.function.Consumer;

/** Tells of each listing call by its name, also of those that fail. */
record CountedStream(StreamApi api, Consumer<String> told) implements StreamApi {

  @Override
  public ShardListPage describe(String streamArn, String afterShard) {
    told.accept("listing");
    return api.describe(streamArn, afterShard);
  }

  @Override
  public ShardListPage children(String streamArn, String parent, String afterShard) {
    told.accept("children");
    return api.children(streamArn, parent, afterShard);
  }

  @Override
  public String iterator(String streamArn, String shard, IteratorStart start) {
    return api.iterator(streamArn, shard, start);
  }

  @Override
  public StreamPage page(String iterator, int limit) {
    return api.page(iterator, limit);
  }
}
