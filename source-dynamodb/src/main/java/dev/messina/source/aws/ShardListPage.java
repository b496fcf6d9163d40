package dev.messina.source.aws;

import java.time.Instant;
import java.util.List;

/**
 * A page of the list of a stream's shards.
 *
 * @param createdAt when the stream was switched on, or null if DynamoDB does not say
 * @param lastShard where the next page begins, or null behind the last page
 */
public record ShardListPage(Instant createdAt, List<Shard> shards, String lastShard) {

  public ShardListPage {
    shards = List.copyOf(shards);
  }
}
