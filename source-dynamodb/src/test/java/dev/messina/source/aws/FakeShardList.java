package dev.messina.source.aws;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;

/** How {@link FakeDynamoDb} lists its shards: in pages, with a filter, and not always right. */
public final class FakeShardList {

  /** What the service makes of a listing of the children of one shard. */
  public enum ChildFilter {
    KNOWN,
    /** All shards are listed all the same. */
    IGNORED,
    REFUSED
  }

  private static final int SHARDS_IN_A_PAGE = 2;

  private final Map<String, FakeShard> shards;
  private int pageSize = SHARDS_IN_A_PAGE;
  private ChildFilter childFilter = ChildFilter.KNOWN;
  private UnaryOperator<ShardListPage> distortion = UnaryOperator.identity();

  FakeShardList(Map<String, FakeShard> shards) {
    this.shards = shards;
  }

  public void pageSize(int size) {
    this.pageSize = size;
  }

  public void childFilter(ChildFilter filter) {
    this.childFilter = filter;
  }

  /** Changes every page, to see what becomes of a reader that is told nonsense. */
  public void distort(UnaryOperator<ShardListPage> distortion) {
    this.distortion = distortion;
  }

  ShardListPage page(
      String stream, Instant createdAt, StreamStatus status, String parent, String after) {
    if (parent != null && childFilter == ChildFilter.REFUSED) {
      throw DynamoDbException.builder().message("ShardFilter is not known").build();
    }
    boolean all = parent == null || childFilter == ChildFilter.IGNORED;
    List<FakeShard> list =
        shards.values().stream()
            .filter(shard -> shard.listed && shard.stream.equals(stream))
            .filter(shard -> all || parent.equals(shard.parent))
            .toList();
    int from = 0;
    while (after != null && from < list.size() && !list.get(from++).id.equals(after)) {
      continue;
    }
    int to = Math.min(list.size(), from + pageSize);
    return distortion.apply(
        new ShardListPage(
            createdAt,
            status,
            list.subList(from, to).stream().map(shard -> shard.listed()).toList(),
            to < list.size() ? list.get(to - 1).id : null));
  }
}
