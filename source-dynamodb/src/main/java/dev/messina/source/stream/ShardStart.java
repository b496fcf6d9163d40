package dev.messina.source.stream;

import dev.messina.source.aws.Shard;
import dev.messina.source.change.WriteClock;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.metrics.StreamMetrics;
import dev.messina.source.offset.ResumedShard;
import dev.messina.source.offset.ShardOffset;
import dev.messina.source.offset.SourcePartition;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides where the shards of a stream are begun: where their committed positions say, or where
 * their parents ended, once these ends have been committed, by whichever task.
 */
final class ShardStart {

  private final StreamOrigin stream;
  private final CommittedShards committed;
  private final ShardLineage graph;
  private final ShardFetcher reading;
  private final SentEnds ends;
  private final StreamMetrics metrics;
  private final StalledParents stalled;
  private final Set<String> begunHere = new HashSet<>();

  ShardStart(
      CommittedShards committed,
      ShardLineage graph,
      ShardFetcher reading,
      SentEnds ends,
      DynamoDb dynamoDb,
      StreamMetrics metrics) {
    this.stream = committed.stream();
    this.committed = committed;
    this.graph = graph;
    this.reading = reading;
    this.ends = ends;
    this.metrics = metrics;
    this.stalled = new StalledParents(stream, dynamoDb, this::confirm);
  }

  /**
   * Takes up shards where their committed positions say; those of other tasks are only noted.
   *
   * @return those that have one
   */
  Set<String> restore(Collection<Shard> shards) {
    Map<SourcePartition.Shard, ResumedShard> positions = committed.of(ids(shards));
    Set<String> restored = new HashSet<>();
    for (Shard shard : shards) {
      ResumedShard resumed = positions.get(stream.partition(shard.id()));
      if (resumed == null) {
        continue;
      }
      if (resumed.start().epochMicros() > committed.currentEpochMicros()) {
        committed.requireEpoch(shard.id(), resumed.start().epochMicros());
        return restore(shards);
      }
      restored.add(shard.id());
      restore(shard, resumed);
    }
    return restored;
  }

  private void restore(Shard shard, ResumedShard resumed) {
    graph.add(shard);
    boolean owned = stream.owns(shard.id());
    if (resumed.finished()) {
      graph.finished(shard.id(), resumed.start());
      reading.known(resumed.start());
      if (owned) {
        ends.known(shard.id(), resumed.start());
      }
    } else if (owned && wentBack(shard, resumed)) {
      finished(shard, resumed.start(), committed.currentEpochMicros());
    } else {
      graph.begun(shard.id());
      if (owned) {
        reading.begin(shard, resumed, committed.currentEpochMicros());
      }
    }
  }

  /**
   * Whether a shard had been read to its end, though an older position was committed since. Its
   * children have begun, which they do not before. Under the same epoch it is read once more, with
   * the same write timestamps; under a later one it would outrank what its children hold.
   */
  private boolean wentBack(Shard shard, ResumedShard resumed) {
    return resumed.raisedMicros() < committed.currentEpochMicros()
        && committed.haveBegun(graph.children(shard.id()));
  }

  /** The same of shards that are being read once more when a later epoch comes. */
  void leaveFinished(long epochMicros) {
    for (ShardReader reader : reading.below(epochMicros)) {
      String shard = reader.shard().id();
      if (committed.haveBegun(graph.children(shard))) {
        reading.leave(shard);
        metrics.shardEnded(shard);
        finished(reader.shard(), reader.position(), epochMicros);
      }
    }
  }

  private void finished(Shard shard, ShardOffset position, long currentEpochMicros) {
    ShardOffset end = position.finished(position.checkedMillis());
    graph.finished(shard.id(), end.raised(currentEpochMicros));
  }

  /** Begins the children of shards whose ends have been committed by now. */
  void confirmEnds() {
    Set<String> shards = new LinkedHashSet<>(graph.awaitedParents());
    shards.addAll(graph.ended());
    shards.addAll(ends.due());
    confirmEnds(shards);
  }

  /** Looks whether the ends of these shards have been committed by now. */
  void confirmEnds(Collection<String> shards) {
    if (shards.isEmpty()) {
      return;
    }
    Map<SourcePartition.Shard, ResumedShard> positions = committed.of(shards);
    Set<String> finished = new HashSet<>();
    for (String shard : shards) {
      ResumedShard resumed = positions.get(stream.partition(shard));
      if (resumed != null && resumed.finished()) {
        finished.add(shard);
        confirm(shard, resumed.start());
      }
    }
    Set<String> due = ends.due();
    due.retainAll(shards);
    lookAfterEnds(due, finished);
    positions
        .keySet()
        .removeIf(
            partition -> positions.get(partition).finished() || stream.owns(partition.shard()));
    stalled.advance(positions);
    beginReadable();
  }

  /**
   * Those of these shards that have a child without a position of its own, or none at all. The
   * others have been read to their ends, before which no child begins, even where a late commit has
   * put an older position over the end.
   */
  Set<String> withoutBegunChildren(Collection<Shard> shards) {
    Set<String> begun =
        committed.begun(
            shards.stream().flatMap(shard -> graph.children(shard.id()).stream()).toList());
    return shards.stream()
        .map(Shard::id)
        .filter(shard -> !haveBegun(ids(graph.children(shard)), begun))
        .collect(Collectors.toSet());
  }

  private static boolean haveBegun(List<String> children, Set<String> begun) {
    return !children.isEmpty() && begun.containsAll(children);
  }

  private void lookAfterEnds(Set<String> due, Set<String> finished) {
    if (due.isEmpty()) {
      return;
    }
    Set<String> begun =
        committed.begun(due.stream().flatMap(shard -> graph.children(shard).stream()).toList());
    for (String shard : due) {
      if (!graph.knows(shard)) {
        ends.forget(shard);
      } else if (haveBegun(ids(graph.children(shard)), begun)) {
        graph.childrenHaveBegun(shard);
        ends.forget(shard);
      } else if (finished.contains(shard)) {
        ends.committed(shard);
      } else {
        ends.missed(shard, committed.currentEpochMicros());
      }
    }
  }

  private void confirm(String shard, ShardOffset end) {
    if (graph.knows(shard) && !reading.reads(shard)) {
      graph.finished(shard, end);
    }
  }

  /**
   * A shard that begins under a later epoch has its beginning committed as its epoch barrier first.
   */
  void beginReadable() {
    if (reading.isHeld()) {
      return;
    }
    List<Shard> readable = graph.readable();
    boolean later = !committed.table().isFirst();
    long currentEpoch = committed.currentEpochMicros();
    Map<SourcePartition.Shard, ResumedShard> known = later ? committed.of(ids(readable)) : Map.of();
    waitForParents();
    for (Shard shard : readable) {
      WriteClock start = graph.begin(shard.id(), currentEpoch);
      begunHere.add(shard.id());
      ResumedShard resumed = known.get(stream.partition(shard.id()));
      if (resumed != null) {
        reading.begin(shard, resumed, currentEpoch);
      } else {
        reading.beginNew(shard, ShardOffset.start(start, currentEpoch), later);
      }
    }
  }

  /** Whether a shard was begun after its parent, or as a root, since this task began. */
  boolean begunHere(String shard) {
    return begunHere.contains(shard);
  }

  void ended(String shard) {
    begunHere.remove(shard);
  }

  private void waitForParents() {
    for (String parent : graph.awaitedParents()) {
      graph.waitingChildren(parent).stream()
          .filter(child -> stream.owns(child.id()))
          .forEach(child -> metrics.shardWaits(child.id(), parent));
    }
  }

  private static List<String> ids(Collection<Shard> shards) {
    return shards.stream().map(Shard::id).toList();
  }
}
