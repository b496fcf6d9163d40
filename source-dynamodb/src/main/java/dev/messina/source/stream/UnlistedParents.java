package dev.messina.source.stream;

import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.IteratorStart;
import dev.messina.source.aws.ShardDescription;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.fetch.Fetch;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parents that waiting shards name and that no listing shows: finished by some task, forgotten
 * by the listing, or gone. DynamoDB is asked about those that belong to this task.
 */
final class UnlistedParents {

  private static final Logger LOG = LoggerFactory.getLogger(UnlistedParents.class);

  /** So many more whole listings must forget a shard that is there before it counts as a root. */
  private static final int LISTINGS_FOR_FORGOTTEN = 4;

  private final StreamOrigin stream;
  private final ShardLineage lineage;
  private final ShardStart start;
  private final ShardFetcher fetcher;
  private final FirstListing first;
  private final ShardDiscovery discovery;
  private final DynamoDb dynamoDb;

  /** Shards that have no home yet: no listing has shown them. */
  private final Map<String, Unlisted> unlisted = new HashMap<>();

  /** One that is asked about, or was. */
  private static final class Unlisted {

    private boolean asked;
    private int timesThere;
  }

  UnlistedParents(
      StreamOrigin stream,
      ShardLineage lineage,
      ShardStart start,
      ShardFetcher fetcher,
      FirstListing first,
      ShardDiscovery discovery,
      DynamoDb dynamoDb) {
    this.stream = stream;
    this.lineage = lineage;
    this.start = start;
    this.fetcher = fetcher;
    this.first = first;
    this.discovery = discovery;
    this.dynamoDb = dynamoDb;
  }

  /** Looks for them after each listing. */
  void resolve() {
    unlisted.forEach((id, parent) -> parent.asked &= !lineage.knows(id));
    List<ShardDescription> parents =
        lineage.unlistedParents().stream()
            .filter(id -> stream.owns(id) || hasChildHere(id))
            .map(id -> new ShardDescription(id, null, null))
            .toList();
    Set<String> restored = start.restore(parents);
    for (ShardDescription parent : parents) {
      if (!restored.contains(parent.id())
          && stream.owns(parent.id())
          && !childrenHaveBegun(parent.id())) {
        Unlisted found = unlisted(parent.id());
        if (!found.asked) {
          found.asked = true;
          ask(parent);
        }
      }
    }
  }

  /** Whether all those of this task are accounted for. */
  boolean isSettled() {
    return unlisted.entrySet().stream()
            .allMatch(parent -> !parent.getValue().asked || lineage.knows(parent.getKey()))
        && lineage.unlistedParents().stream().noneMatch(stream::owns);
  }

  private Unlisted unlisted(String id) {
    return unlisted.computeIfAbsent(id, parent -> new Unlisted());
  }

  private boolean hasChildHere(String parent) {
    return lineage.waitingChildren(parent).stream().anyMatch(child -> stream.owns(child.id()));
  }

  /** Some task may have begun a child meanwhile, which shows that its parent had been finished. */
  private boolean childrenHaveBegun(String parent) {
    start.restore(lineage.waitingChildren(parent));
    return lineage.waitingChildren(parent).isEmpty();
  }

  private void ask(ShardDescription shard) {
    String what = stream.where(shard.id()) + ": asking for an iterator";
    dynamoDb
        .fetches()
        .request(
            new Fetch<>(
                Fetch.Lane.STREAM,
                what,
                () ->
                    dynamoDb
                        .streams()
                        .iterator(stream.arn(), shard.id(), IteratorStart.trimHorizon()),
                iterator -> accept(shard),
                failure -> acceptFailure(shard, what, failure)),
            Duration.ZERO);
  }

  private void accept(ShardDescription shard) {
    unlisted(shard.id()).asked = false;
    if (!lineage.knows(shard.id())) {
      LOG.info("{}: not listed, but there", stream.where(shard.id()));
      there(shard);
    }
  }

  /**
   * Its own parent is not known, nor where its write timestamps begin; a listing will tell. Only in
   * the first listing, where it may have none, this is not waited for without end.
   */
  private void there(ShardDescription shard) {
    if (!first.isOpen()) {
      return;
    }
    if (++unlisted(shard.id()).timesThere < LISTINGS_FOR_FORGOTTEN) {
      discovery.listSoon();
    } else {
      lineage.add(shard);
      start.beginReadable();
    }
  }

  private void acceptFailure(ShardDescription shard, String what, Exception failure) {
    FailureKind kind = FailureKind.of(failure);
    if (kind != FailureKind.GONE && kind != FailureKind.TRIMMED) {
      throw StreamOrigin.stopped(what, failure);
    }
    if (!lineage.knows(shard.id())) {
      fetcher.gone(shard, failure);
    }
  }
}
