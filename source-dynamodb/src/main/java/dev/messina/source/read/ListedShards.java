package dev.messina.source.read;

import dev.messina.source.aws.Shard;
import java.util.List;

/**
 * What a listing has shown.
 *
 * @param shards each one once
 * @param whole whether the list was read from its first page to its last; if not, a shard that is
 *     missing says nothing
 */
public record ListedShards(List<Shard> shards, boolean whole) {

  public ListedShards {
    shards = List.copyOf(shards);
  }
}
