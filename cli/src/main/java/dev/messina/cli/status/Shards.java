package dev.messina.cli.status;

import dev.messina.verification.frontier.ShardProgress;
import dev.messina.verification.frontier.StreamListing;
import java.util.Map;

/**
 * The shards of a table's stream that DynamoDB lists, by what the source has committed of them.
 *
 * @param waiting those that have not started
 * @param reading those that are not read to their end
 * @param finished those that are
 */
public record Shards(long waiting, long reading, long finished) {

  static Shards of(StreamListing listing, Map<String, ShardProgress> progress) {
    long started = listing.parents().keySet().stream().filter(progress::containsKey).count();
    long finished =
        listing.parents().keySet().stream()
            .filter(progress::containsKey)
            .filter(shard -> progress.get(shard).finished())
            .count();
    return new Shards(listing.parents().size() - started, started - finished, finished);
  }
}
