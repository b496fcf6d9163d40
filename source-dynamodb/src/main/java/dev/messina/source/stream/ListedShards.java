package dev.messina.source.stream;

import dev.messina.source.aws.ShardDescription;
import java.util.List;

/**
 * What a listing has shown.
 *
 * @param shards each one once
 * @param whole whether the list was read from its first page to its last; if not, a shard that is
 *     missing says nothing
 * @param switchedOff whether the stream said that it records changes no more
 */
public record ListedShards(List<ShardDescription> shards, boolean whole, boolean switchedOff) {

  public ListedShards {
    shards = List.copyOf(shards);
  }
}
