package dev.messina.source.stream;

import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.IteratorStart;
import dev.messina.source.aws.Shard;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.fetch.Fetch;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parents that waiting shards name and that no listing shows: finished by some task, forgotten
 * by the listing, or gone. DynamoDB is asked about those that belong to this task.
 */
final class UnlistedParents {

  private static final Logger LOG = LoggerFactory.getLogger(UnlistedParents.class);

  private final StreamOrigin stream;
  private final DynamoDb dynamoDb;
  private final ShardLineage graph;
  private final Family family;
  private final Set<String> asked = new HashSet<>();

  /** What becomes of shards once more is known of them. */
  interface Family {

    /** Takes up shards where their committed positions say; returns those that have one. */
    Set<String> restore(Collection<Shard> shards);

    /** A shard that no listing shows is there. */
    void there(Shard shard);

    /** A shard that has no position is no longer there. */
    void gone(Shard shard, Exception failure);
  }

  UnlistedParents(StreamOrigin stream, ShardLineage graph, DynamoDb dynamoDb, Family family) {
    this.dynamoDb = dynamoDb;
    this.stream = stream;
    this.graph = graph;
    this.family = family;
  }

  /** Looks for them after each listing. */
  void resolve() {
    asked.removeIf(graph::knows);
    List<Shard> unlisted =
        graph.unlistedParents().stream()
            .filter(id -> stream.owns(id) || hasChildHere(id))
            .map(id -> new Shard(id, null, null))
            .toList();
    Set<String> restored = family.restore(unlisted);
    for (Shard parent : unlisted) {
      if (!restored.contains(parent.id())
          && stream.owns(parent.id())
          && !childrenHaveBegun(parent.id())
          && asked.add(parent.id())) {
        ask(parent);
      }
    }
  }

  /** Whether all those of this task are accounted for. */
  boolean isSettled() {
    return asked.stream().allMatch(graph::knows)
        && graph.unlistedParents().stream().noneMatch(stream::owns);
  }

  private boolean hasChildHere(String parent) {
    return graph.waitingChildren(parent).stream().anyMatch(child -> stream.owns(child.id()));
  }

  /** Some task may have begun a child meanwhile, which shows that its parent had been finished. */
  private boolean childrenHaveBegun(String parent) {
    family.restore(graph.waitingChildren(parent));
    return graph.waitingChildren(parent).isEmpty();
  }

  private void ask(Shard shard) {
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

  private void accept(Shard shard) {
    asked.remove(shard.id());
    if (!graph.knows(shard.id())) {
      LOG.info("{}: not listed, but there", stream.where(shard.id()));
      family.there(shard);
    }
  }

  private void acceptFailure(Shard shard, String what, Exception failure) {
    FailureKind kind = FailureKind.of(failure);
    if (kind != FailureKind.GONE && kind != FailureKind.TRIMMED) {
      throw StreamOrigin.stopped(what, failure);
    }
    if (!graph.knows(shard.id())) {
      family.gone(shard, failure);
    }
  }
}
