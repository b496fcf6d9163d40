package dev.messina.source;

import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.Shard;
import dev.messina.source.change.Lineage;
import dev.messina.source.metrics.StallCause;
import dev.messina.source.metrics.StreamMetrics;
import dev.messina.source.position.ResumedShard;
import dev.messina.source.position.ShardPosition;
import dev.messina.source.position.SourcePartition;
import dev.messina.source.position.TablePosition;
import dev.messina.source.read.DiscoveryListener;
import dev.messina.source.read.ListedShards;
import dev.messina.source.read.ShardDiscovery;
import dev.messina.source.read.ShardGraph;
import dev.messina.source.read.ShardLister;
import dev.messina.source.read.ShardReader;
import dev.messina.source.record.SourceRecords;
import dev.messina.source.share.TableShare;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one stream of a table, as far as its shards belong to this task: lists the shards, begins
 * each one that may be read, and begins a child when the end of its parent has been committed, by
 * whichever task.
 *
 * <p>A shard that has vanished before it was read is a gap. Only the first listing of a stream is
 * different: what was gone before anything was read is older than the cut, and the snapshot holds
 * it. Such a shard is committed as finished, so that its children wait for it by the same rule as
 * all others.
 */
final class StreamReading {

  private static final Logger LOG = LoggerFactory.getLogger(StreamReading.class);

  private static final Duration PARENT_CHECK_INTERVAL = Duration.ofMillis(500);

  /** Six hours before the oldest change is trimmed. */
  private static final Duration NEAR_THE_TRIM_HORIZON = Duration.ofHours(18);

  /** A listing may forget a shard, but a closed one is not there for longer than this. */
  private static final Duration GONE_FOR_CERTAIN = Duration.ofHours(26);

  /** One listing may forget a shard; what is a root is decided by the union of two. */
  private static final int LISTINGS_FOR_ROOTS = 2;

  private final TaskScope scope;
  private final TableShare share;
  private final StreamOrigin stream;
  private final ShardDiscovery discovery;
  private final StreamMetrics metrics;
  private final ShardReading reading;
  private final ShardGraph graph;
  private final Gaps gaps;
  private final UnlistedParents unlisted;
  private final StalledParents stalled;
  private final Set<String> begunHere = new HashSet<>();
  private final Set<String> goneAtFirst = new HashSet<>();

  /** Shards that wait for a listing to say where they ended, before they are called a gap. */
  private final Set<String> doubted = new HashSet<>();

  private TablePosition table;
  private boolean firstListing;
  private boolean streamGone;
  private int listings;
  private Instant nextParentCheck = Instant.MIN;

  /**
   * @param firstListing whether the share's part of the first listing is still to be accounted for
   */
  StreamReading(
      TaskScope scope,
      TableShare share,
      StreamOrigin stream,
      TablePosition table,
      SourceRecords records,
      StreamMetrics metrics,
      boolean firstListing) {
    this.scope = scope;
    this.share = share;
    this.stream = stream;
    this.table = table;
    this.firstListing = firstListing;
    this.metrics = metrics;
    this.discovery =
        new ShardDiscovery(
            stream.table(),
            new ShardLister(scope.streams(), stream.arn()),
            scope.fetches(),
            scope.discovery(),
            scope.timer(),
            scope.random(),
            scope.config().stream().discovery(),
            new Listings());
    this.graph = new ShardGraph(share::ownsShard);
    this.gaps = new Gaps(scope, metrics);
    this.unlisted = new UnlistedParents(scope, share, stream, graph, new Family());
    this.stalled = new StalledParents(scope, stream, this::confirm);
    this.reading =
        new ShardReading(scope, stream, records, metrics, this::decideAboutGone, this::ended);
  }

  String label() {
    return stream.label();
  }

  void advance() {
    if (stream.arn() == null) {
      return;
    }
    discovery.advance();
    Instant now = scope.timer().instant();
    if (!now.isBefore(nextParentCheck)) {
      nextParentCheck = now.plus(PARENT_CHECK_INTERVAL);
      confirmParents(graph.awaitedParents());
      settleFirstListing();
    }
    reading.advance();
  }

  /** Takes in what the table's tasks have agreed upon. */
  void agree(Agreement agreement) {
    table = agreement.table();
    gaps.agree(agreement);
  }

  /** Whether changes of this task's shards may soon be trimmed unread. */
  boolean isNearTheTrimHorizon() {
    return reading.isBehind(NEAR_THE_TRIM_HORIZON);
  }

  /** Reads no further until told to go on. */
  void pause(boolean paused) {
    reading.pause(paused);
  }

  /**
   * Gives no write times from now on.
   *
   * @return the highest that was given, in microseconds since 1970
   */
  long hold() {
    return reading.hold();
  }

  /** Whether all shards that were begun before are known again, and the write times they had. */
  boolean isRestored() {
    return stream.arn() == null || listings > 0 || streamGone;
  }

  /** Goes on above an epoch, each shard when its floor has been committed. */
  void raise(long epochMicros) {
    reading.raise(epochMicros);
    beginReadable();
  }

  /** Whether all shards of this task are above an epoch for good. */
  boolean isRaised(long epochMicros) {
    return reading.isRaised(epochMicros);
  }

  /** Whether the share's part of the first listing has been accounted for. */
  boolean isListed() {
    return !firstListing;
  }

  /**
   * Whether all shards of all tasks have been read to their ends, which only a dead stream's are.
   */
  boolean isDrained() {
    if (streamGone) {
      return true;
    }
    if (listings < LISTINGS_FOR_ROOTS || !gaps.isEmpty()) {
      return false;
    }
    confirmParents(graph.unfinished().stream().map(Shard::id).toList());
    return graph.unfinished().isEmpty();
  }

  /**
   * Takes up shards where their committed positions say; those of other tasks are only noted.
   *
   * @return those that have one
   */
  private Set<String> restore(Collection<Shard> shards) {
    Map<SourcePartition.Shard, ResumedShard> committed = committed(ids(shards));
    Set<String> restored = new HashSet<>();
    for (Shard shard : shards) {
      ResumedShard resumed = committed.get(stream.partition(shard.id()));
      if (resumed == null) {
        continue;
      }
      if (resumed.start().epochMicros() > table.floorMicros()) {
        requireEpoch(shard.id(), resumed.start().epochMicros());
        return restore(shards);
      }
      restored.add(shard.id());
      graph.add(shard);
      if (resumed.finished()) {
        graph.finished(shard.id(), resumed.start());
        reading.given(resumed.start());
      } else {
        graph.begun(shard.id());
        if (share.ownsShard(shard.id())) {
          reading.begin(shard, resumed, table.floorMicros());
        }
      }
    }
    return restored;
  }

  /** Another task may have seen the table's newest epoch before this one has. */
  private void requireEpoch(String shard, long epochMicros) {
    table =
        scope
            .committed()
            .of(new SourcePartition.Table(stream.table()))
            .map(TablePosition.class::cast)
            .filter(committed -> committed.floorMicros() >= epochMicros)
            .orElseThrow(() -> stream.laterEpoch(shard, epochMicros));
  }

  private void confirmParents(Collection<String> parents) {
    if (parents.isEmpty()) {
      return;
    }
    Map<SourcePartition.Shard, ResumedShard> committed = committed(parents);
    committed.forEach(
        (partition, resumed) -> {
          if (resumed.finished()) {
            confirm(partition.shard(), resumed.start());
          }
        });
    committed
        .keySet()
        .removeIf(
            partition -> committed.get(partition).finished() || share.ownsShard(partition.shard()));
    stalled.advance(committed);
    beginReadable();
  }

  private void confirm(String shard, ShardPosition end) {
    if (graph.knows(shard) && !reading.reads(shard)) {
      graph.finished(shard, end);
    }
  }

  /** A shard that begins under a later epoch has its beginning committed as its floor first. */
  private void beginReadable() {
    if (reading.isHeld()) {
      return;
    }
    List<Shard> readable = graph.readable();
    Map<SourcePartition.Shard, ResumedShard> known =
        table.isFirst() ? Map.of() : committed(ids(readable));
    waitForParents();
    for (Shard shard : readable) {
      Lineage start = graph.begin(shard.id(), table.floorMicros());
      begunHere.add(shard.id());
      ResumedShard resumed = known.get(stream.partition(shard.id()));
      if (resumed != null) {
        reading.begin(shard, resumed, table.floorMicros());
      } else {
        reading.beginNew(shard, ShardPosition.start(start, table.floorMicros()), !table.isFirst());
      }
    }
  }

  private void waitForParents() {
    for (String parent : graph.awaitedParents()) {
      graph.waitingChildren(parent).stream()
          .filter(child -> share.ownsShard(child.id()))
          .forEach(child -> metrics.shardWaits(child.id(), parent));
    }
  }

  private void ended(String shard) {
    begunHere.remove(shard);
    graph.ended(shard);
    metrics.shardEnded(shard);
    if (graph.waitingChildren(shard).isEmpty()) {
      discovery.seekChildrenOf(shard);
    }
  }

  private void decideAboutGone(ShardReader reader, Exception failure) {
    Shard shard = reader.shard();
    boolean trimmed = FailureKind.of(failure) == FailureKind.TRIMMED;
    if (firstListing && begunHere.contains(shard.id()) && !reader.answered()) {
      if (!trimmed) {
        finishAsGone(shard, reader.position().lineage(), failure);
        return;
      }
      if (reachesBackToCut()) {
        reading.passOverLost(shard.id());
        return;
      }
    }
    if (graph.isAtEnd(shard.id(), reader.position())) {
      LOG.info("{}: read to its end before it was trimmed", stream.where(shard.id()));
      reading.finish(shard.id(), reader.position().finished(0));
      ended(shard.id());
      return;
    }
    if (!graph.hasEnded(shard.id()) && doubted.add(shard.id())) {
      LOG.info("{}: not there any more; looking where it ended", stream.where(shard.id()));
      discovery.listSoon();
      return;
    }
    gaps.found(
        stream,
        shard,
        reader.position(),
        table.floorMicros(),
        failure,
        () -> {
          if (trimmed) {
            reading.passOverLost(shard.id());
          } else {
            finish(shard.id(), reader.position().lineage());
          }
        });
  }

  /** A shard that was gone before this epoch could have read it. */
  private void finishAsGone(Shard shard, Lineage lineage, Exception failure) {
    goneAtFirst.add(shard.id());
    if (reachesBackToCut()) {
      LOG.info(
          "{}: gone before the epoch; the snapshot holds its changes", stream.where(shard.id()));
      finish(shard.id(), lineage);
      return;
    }
    gaps.found(
        stream,
        shard,
        ShardPosition.start(lineage, table.floorMicros()),
        table.floorMicros(),
        failure,
        () -> finish(shard.id(), lineage));
  }

  /** Whether what was trimmed so far is older than the cut. */
  private boolean reachesBackToCut() {
    return stream.cutMicros() >= StreamOrigin.trimmedBeforeMicros(scope.clock().instant());
  }

  private void finish(String shard, Lineage lineage) {
    long floor = table.floorMicros();
    reading.finish(shard, ShardPosition.start(lineage.raised(floor), floor).finished(0));
    ended(shard);
  }

  /**
   * Ends the first listing once every shard in it has answered, is waiting for one that has, or is
   * committed as gone.
   */
  private void settleFirstListing() {
    if (firstListing
        && listings >= LISTINGS_FOR_ROOTS
        && unlisted.isSettled()
        && gaps.isEmpty()
        && graph.readable().isEmpty()
        && Collections.disjoint(graph.awaitedParents(), goneAtFirst)
        && reading.allAnswered()) {
      firstListing = false;
      goneAtFirst.clear();
      LOG.info(
          "Table '{}': the first listing of its stream is accounted for, {} shards",
          stream.table(),
          graph.size());
    }
  }

  /** Offsets of finished shards go when nobody can ask for them any more. */
  private void forget(List<Shard> listing) {
    graph
        .outlived(listing, scope.clock().instant().minus(GONE_FOR_CERTAIN))
        .forEach(
            (shard, children) -> {
              if (!children.isEmpty() && committed(ids(children)).size() == children.size()) {
                graph.remove(shard);
                scope.outbox().add(scope.control().tombstone(stream.partition(shard)));
                table.floors().stream()
                    .skip(1)
                    .map(stream.partition(shard)::floor)
                    .forEach(floor -> scope.outbox().add(scope.control().tombstone(floor)));
              }
            });
    graph.forgetOthers(listing);
  }

  private Map<SourcePartition.Shard, ResumedShard> committed(Collection<String> shards) {
    return scope
        .committed()
        .shards(shards.stream().map(stream::partition).toList(), table.floors());
  }

  private static List<String> ids(Collection<Shard> shards) {
    return shards.stream().map(Shard::id).toList();
  }

  private static boolean isGone(Exception failure) {
    FailureKind kind = FailureKind.of(failure);
    return kind == FailureKind.GONE || kind == FailureKind.TRIMMED;
  }

  private final class Family implements UnlistedParents.Family {

    @Override
    public Set<String> restore(Collection<Shard> shards) {
      return StreamReading.this.restore(shards);
    }

    /** Later its own parent is not known, nor where its write times begin; a listing will tell. */
    @Override
    public void there(Shard shard) {
      if (firstListing) {
        graph.add(shard);
        beginReadable();
      }
    }

    @Override
    public void gone(Shard shard, Exception failure) {
      if (firstListing) {
        graph.add(shard);
        finishAsGone(shard, Lineage.root(table.floorMicros()), failure);
        return;
      }
      gaps.found(
          stream,
          shard,
          null,
          table.floorMicros(),
          failure,
          () -> {
            graph.add(shard);
            finish(shard.id(), Lineage.root(table.floorMicros()));
          });
    }
  }

  private final class Listings implements DiscoveryListener {

    @Override
    public void listed(ListedShards listed) {
      reading.tellStall();
      restore(graph.merge(listed.shards()));
      if (listed.whole()) {
        listings++;
        metrics.listed();
        doubted.forEach(reading::readAgain);
        if (firstListing && listings < LISTINGS_FOR_ROOTS) {
          discovery.listSoon();
          return;
        }
        unlisted.resolve();
        forget(listed.shards());
      }
      if (!firstListing || listings >= LISTINGS_FOR_ROOTS) {
        beginReadable();
      }
    }

    @Override
    public void repeated(Exception failure) {
      metrics.stall(StallCause.of(failure));
    }

    /**
     * A stream that was replaced a day ago is no longer there; what was read of it has been read.
     */
    @Override
    public void failed(String what, Exception failure) {
      if (!isGone(failure) || scope.config().epochs().gapPolicy() == GapPolicy.FAIL) {
        throw StreamOrigin.stopped(what, failure);
      }
      if (!streamGone) {
        streamGone = true;
        metrics.gap();
        LOG.error(
            "{}: the stream '{}' is gone; what was not read of it is lost, and the table is scanned"
                + " again if it has another stream",
            what,
            stream.label());
      }
    }
  }
}
