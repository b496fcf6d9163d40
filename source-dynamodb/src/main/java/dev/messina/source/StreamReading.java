package dev.messina.source;

import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.IteratorStart;
import dev.messina.source.aws.Shard;
import dev.messina.source.change.Lineage;
import dev.messina.source.position.ShardPosition;
import dev.messina.source.position.SourcePartition;
import dev.messina.source.position.TablePosition;
import dev.messina.source.read.Fetch;
import dev.messina.source.read.ShardGraph;
import dev.messina.source.read.ShardLister;
import dev.messina.source.read.ShardReader;
import dev.messina.source.record.SourceRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a table's stream: lists its shards, begins each one that may be read, and begins a child
 * when the end of its parent has been committed.
 *
 * <p>A shard that has vanished before it was read is a gap, and a gap stops the task. Only the
 * first listing of an epoch is different: what was gone before anything was read is older than the
 * cut, and the snapshot holds it. Such a shard is committed as finished, so that its children wait
 * for it by the same rule as all others.
 */
final class StreamReading {

  private static final Logger LOG = LoggerFactory.getLogger(StreamReading.class);

  private static final Duration PARENT_CHECK_INTERVAL = Duration.ofMillis(500);

  /** One listing may forget a shard; what is a root is decided by the union of two. */
  private static final int LISTINGS_FOR_ROOTS = 2;

  private final TaskScope scope;
  private final StreamOrigin stream;
  private final ShardLister lister;
  private final ShardReading reading;
  private final ShardGraph graph = new ShardGraph();
  private final Set<String> begunHere = new HashSet<>();
  private final Set<String> goneAtFirst = new HashSet<>();
  private final Set<String> asked = new HashSet<>();
  private TablePosition tablePosition;
  private int listings;
  private boolean listingUnderWay;
  private Instant nextListing = Instant.MIN;
  private Instant nextParentCheck = Instant.MIN;

  StreamReading(
      TaskScope scope, StreamOrigin stream, TablePosition tablePosition, SourceRecords records) {
    this.scope = scope;
    this.stream = stream;
    this.tablePosition = tablePosition;
    this.lister = new ShardLister(scope.streams(), stream.arn());
    this.reading = new ShardReading(scope, stream, records, this::decideAboutGone, this::ended);
  }

  void advance() {
    Instant now = scope.clock().instant();
    if (!listingUnderWay && !now.isBefore(nextListing)) {
      listingUnderWay = true;
      nextListing = now.plus(scope.config().stream().discovery());
      String what = "Table '" + stream.table() + "': listing the shards of its stream";
      request(what, lister::list, this::acceptListing, failure -> stop(what, failure));
    }
    if (!now.isBefore(nextParentCheck)) {
      nextParentCheck = now.plus(PARENT_CHECK_INTERVAL);
      confirmEndedParents();
      settleFirstListing(now);
    }
    reading.advance();
  }

  private void acceptListing(List<Shard> listing) {
    listingUnderWay = false;
    listings++;
    restore(graph.merge(listing));
    if (isFirstListing() && listings < LISTINGS_FOR_ROOTS) {
      nextListing = scope.clock().instant();
      return;
    }
    resolveUnlistedParents();
    beginReadable();
  }

  private void resolveUnlistedParents() {
    List<Shard> unlisted =
        graph.unlistedParents().stream().map(id -> new Shard(id, null, null)).toList();
    Set<String> restored = restore(unlisted);
    for (Shard parent : unlisted) {
      if (!restored.contains(parent.id()) && asked.add(parent.id())) {
        ask(parent);
      }
    }
  }

  /** Asks whether a shard that no listing shows is there all the same. */
  private void ask(Shard shard) {
    String what = stream.where(shard.id()) + ": asking for an iterator";
    request(
        what,
        () -> scope.streams().iterator(stream.arn(), shard.id(), IteratorStart.trimHorizon()),
        iterator -> acceptUnlisted(shard),
        failure -> {
          if (!isGone(failure)) {
            stop(what, failure);
          }
          acceptGone(shard, failure);
        });
  }

  private void acceptUnlisted(Shard shard) {
    asked.remove(shard.id());
    if (graph.knows(shard.id())) {
      return;
    }
    if (isFirstListing()) {
      LOG.info("{}: not listed, but there", stream.where(shard.id()));
      graph.add(shard);
      beginReadable();
    } else {
      // Its own parent is not known, so where its write times begin is not known either.
      LOG.warn(
          "{}: named as a parent and there, but not listed yet; waiting for a listing",
          stream.where(shard.id()));
    }
  }

  private void acceptGone(Shard shard, Exception failure) {
    asked.remove(shard.id());
    if (graph.knows(shard.id())) {
      return;
    }
    if (!isFirstListing()) {
      throw stream.gap(shard.id(), null, scope.clock().instant(), failure);
    }
    graph.add(shard);
    finishAsGone(shard.id(), Lineage.root(stream.epoch().epochMicros()), failure);
  }

  /**
   * Takes up shards where their committed positions say.
   *
   * @return those that have one
   */
  private Set<String> restore(Collection<Shard> shards) {
    var committed =
        scope
            .committed()
            .shards(shards.stream().map(shard -> stream.partition(shard.id())).toList());
    Set<String> restored = new HashSet<>();
    for (Shard shard : shards) {
      ShardPosition position = committed.get(stream.partition(shard.id()));
      if (position == null) {
        continue;
      }
      if (position.epochMicros() != stream.epoch().epochMicros()) {
        throw stream.otherEpoch(shard.id(), position.epochMicros());
      }
      restored.add(shard.id());
      graph.add(shard);
      if (position.finished()) {
        graph.finished(shard.id(), position);
      } else {
        graph.resume(shard.id());
        reading.begin(shard, position);
      }
    }
    return restored;
  }

  private void confirmEndedParents() {
    Set<String> ended = graph.endedParents();
    if (ended.isEmpty()) {
      return;
    }
    scope
        .committed()
        .shards(ended.stream().map(stream::partition).toList())
        .forEach(
            (partition, position) -> {
              if (position.finished()) {
                graph.finished(partition.shard(), position);
              }
            });
    beginReadable();
  }

  private void beginReadable() {
    long epochMicros = stream.epoch().epochMicros();
    for (Shard shard : graph.readable()) {
      Lineage start = graph.begin(shard.id(), epochMicros);
      begunHere.add(shard.id());
      reading.begin(shard, ShardPosition.start(start, epochMicros));
    }
  }

  private void ended(String shard) {
    begunHere.remove(shard);
    graph.ended(shard);
    nextListing = scope.clock().instant();
  }

  private void decideAboutGone(ShardReader reader, Exception failure) {
    String shard = reader.partition().shard();
    if (isFirstListing() && begunHere.contains(shard) && !reader.answered()) {
      finishAsGone(shard, reader.position().lineage(), failure);
    } else {
      throw stream.gap(shard, reader.position(), scope.clock().instant(), failure);
    }
  }

  /** A shard that was gone before this epoch could have read it. */
  private void finishAsGone(String shard, Lineage lineage, Exception failure) {
    Instant now = scope.clock().instant();
    if (stream.epoch().cutMicros() < StreamOrigin.trimmedBeforeMicros(now)) {
      throw stream.gap(shard, null, now, failure);
    }
    LOG.info("{}: gone before the epoch; the snapshot holds its changes", stream.where(shard));
    goneAtFirst.add(shard);
    reading.finish(shard, ShardPosition.start(lineage, stream.epoch().epochMicros()).finished(0));
    ended(shard);
  }

  /**
   * Ends the first listing once every shard in it has answered, is waiting for one that has, or is
   * committed as gone.
   */
  private void settleFirstListing(Instant now) {
    if (isFirstListing()
        && listings >= LISTINGS_FOR_ROOTS
        && asked.isEmpty()
        && graph.unlistedParents().isEmpty()
        && graph.readable().isEmpty()
        && Collections.disjoint(graph.endedParents(), goneAtFirst)
        && reading.allAnswered()) {
      tablePosition = tablePosition.listed(now.toEpochMilli());
      goneAtFirst.clear();
      scope
          .outbox()
          .add(scope.control().carrier(new SourcePartition.Table(stream.table()), tablePosition));
      LOG.info(
          "Table '{}': all {} shards of the first listing are accounted for",
          stream.table(),
          graph.size());
    }
  }

  private boolean isFirstListing() {
    return tablePosition.listedMillis() == 0;
  }

  private <T> void request(
      String what, Callable<T> call, Consumer<T> answered, Consumer<Exception> failed) {
    scope
        .fetches()
        .request(new Fetch<>(Fetch.Lane.STREAM, what, call, answered, failed), Duration.ZERO);
  }

  private static void stop(String what, Exception failure) {
    throw StreamOrigin.stopped(what, failure);
  }

  private static boolean isGone(Exception failure) {
    FailureKind kind = FailureKind.of(failure);
    return kind == FailureKind.GONE || kind == FailureKind.TRIMMED;
  }
}
