package dev.messina.source.stream;

import dev.messina.source.aws.ShardDescription;
import dev.messina.source.change.WriteClock;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.metrics.StreamMetrics;
import dev.messina.source.offset.ResumedShard;
import dev.messina.source.offset.ShardOffset;
import dev.messina.source.offset.SourcePartition;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides where the shards of a stream are begun: where their committed positions say, or where
 * their parents ended, once these ends have been committed, by whichever task.
 */
final class ShardStart {

  private static final Logger LOG = LoggerFactory.getLogger(ShardStart.class);

  /** Longer than a worker takes to commit, unless its options say otherwise. */
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(2);

  private final StreamOrigin stream;
  private final StreamOptions options;
  private final CommittedShards committed;
  private final ShardLineage lineage;
  private final ShardFetcher fetcher;
  private final DynamoDb dynamoDb;
  private final Clocks clocks;
  private final StreamSender sender;
  private final StreamMetrics metrics;
  private final StalledParents stalled;

  ShardStart(
      CommittedShards committed,
      StreamOptions options,
      ShardLineage lineage,
      ShardFetcher fetcher,
      DynamoDb dynamoDb,
      StreamSender sender,
      StreamMetrics metrics) {
    this.stream = committed.stream();
    this.options = options;
    this.committed = committed;
    this.lineage = lineage;
    this.fetcher = fetcher;
    this.dynamoDb = dynamoDb;
    this.clocks = dynamoDb.clocks();
    this.sender = sender;
    this.metrics = metrics;
    this.stalled = new StalledParents(stream, lineage, dynamoDb);
  }

  /**
   * Takes up shards where their committed positions say; those of other tasks are only noted.
   *
   * @return those that have one
   */
  Set<String> restore(Collection<ShardDescription> shards) {
    Map<SourcePartition.Shard, ResumedShard> positions = committed.of(ids(shards));
    Set<String> restored = new HashSet<>();
    for (ShardDescription shard : shards) {
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

  private void restore(ShardDescription listed, ResumedShard resumed) {
    lineage.add(listed);
    Shard shard = lineage.shard(listed.id());
    if (shard.isRead()) {
      // Taken up a moment ago, before the table's newest epoch was known.
      fetcher.leave(shard);
    }
    if (resumed.finished()) {
      shard.finish(resumed.start());
      fetcher.known(resumed.start());
      if (shard.isOwn()) {
        shard.watchEnd(resumed.start(), clocks.turn());
      }
    } else if (shard.isOwn() && wentBack(shard, resumed)) {
      endAgain(shard, resumed.start(), committed.currentEpochMicros());
    } else {
      shard.begun();
      if (shard.isOwn()) {
        begin(shard, resumed, false);
      }
    }
  }

  /** Takes up a shard where it was left off. */
  private void begin(Shard shard, ResumedShard resumed, boolean begunHere) {
    ShardCursor cursor = cursor(shard, resumed.start(), begunHere);
    cursor.applyAgain(resumed.ahead());
    long currentEpoch = committed.currentEpochMicros();
    fetcher.begin(
        shard,
        cursor,
        resumed.raisedMicros() < currentEpoch
            ? Optional.of(cursor.position().raised(currentEpoch))
            : Optional.empty());
  }

  private ShardCursor cursor(Shard shard, ShardOffset start, boolean begunHere) {
    return new ShardCursor(
        dynamoDb.streams(), stream, options, shard.description(), start, begunHere);
  }

  /**
   * Whether a shard had been read to its end, though an older position was committed since. A child
   * of it has begun, which none does before. Under the same epoch it is read once more, with the
   * same write timestamps; under a later one it would outrank what its children hold.
   */
  private boolean wentBack(Shard shard, ResumedShard resumed) {
    return resumed.raisedMicros() < committed.currentEpochMicros()
        && committed.anyHasBegun(lineage.children(shard.id()));
  }

  /**
   * The same of shards that are being read once more when a later epoch comes; also where their
   * ends are committed after all.
   */
  void leaveFinished(long epochMicros) {
    List<Shard> below = fetcher.below(epochMicros);
    if (below.isEmpty()) {
      return;
    }
    Map<SourcePartition.Shard, ResumedShard> known =
        committed.of(below.stream().map(Shard::id).toList());
    for (Shard shard : below) {
      ResumedShard resumed = known.get(stream.partition(shard.id()));
      boolean ended = resumed != null && resumed.finished();
      if (ended || committed.anyHasBegun(lineage.children(shard.id()))) {
        ShardOffset position = shard.cursor().position();
        fetcher.leave(shard);
        metrics.shardEnded(shard.id());
        if (ended) {
          shard.finish(resumed.start());
          shard.watchEnd(resumed.start(), clocks.turn());
        } else {
          endAgain(shard, position, epochMicros);
        }
      } else if (resumed == null && shard.parent() != null) {
        waitAgain(shard);
      }
    }
  }

  /**
   * Nothing of it is committed, so nobody can see that its parent was read to its end. Where a
   * zombie task has committed an older offset over that, the parent is read once more above the
   * epoch. The shard is read from its beginning once that has settled.
   */
  private void waitAgain(Shard shard) {
    LOG.info(
        "{}: waits for its parent's end again, as a later epoch comes", stream.where(shard.id()));
    fetcher.leave(shard);
    shard.waitAgain();
  }

  /** Those of its children that have not begun wait for its end. */
  private void endAgain(Shard shard, ShardOffset position, long currentEpochMicros) {
    ShardOffset end = position.finished(position.checkedMillis()).raised(currentEpochMicros);
    sender.send(shard.id(), shard.end(end, clocks.turn()));
  }

  /** Begins the children of shards whose ends have been committed by now. */
  void confirmEnds() {
    Set<String> shards = new LinkedHashSet<>(lineage.awaitedParents());
    shards.addAll(lineage.ended());
    shards.addAll(endsDue());
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
        lineage.confirm(shard, resumed.start());
      }
    }
    Set<String> due = endsDue();
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
  Set<String> withoutBegunChildren(Collection<ShardDescription> shards) {
    Set<String> begun =
        committed.begun(
            shards.stream().flatMap(shard -> lineage.children(shard.id()).stream()).toList());
    return shards.stream()
        .map(ShardDescription::id)
        .filter(shard -> !haveBegun(ids(lineage.children(shard)), begun))
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
        committed.begun(due.stream().flatMap(shard -> lineage.children(shard).stream()).toList());
    for (String id : due) {
      Shard shard = lineage.shard(id);
      if (haveBegun(ids(lineage.children(id)), begun)) {
        shard.childrenHaveBegun();
      } else if (finished.contains(id)) {
        shard.endSeen(clocks.turn());
      } else {
        LOG.warn(
            "{}: its end, sent {} s ago or earlier, is not committed, and is sent again",
            stream.where(id),
            LOOK_AGAIN.toSeconds());
        sender.send(id, shard.endMissed(committed.currentEpochMicros(), clocks.turn()));
      }
    }
  }

  private Set<String> endsDue() {
    return lineage.endsDue(clocks.turn().minus(LOOK_AGAIN));
  }

  /**
   * A shard that begins under a later epoch has its beginning committed as its epoch barrier first.
   */
  void beginReadable() {
    if (fetcher.isHeld()) {
      return;
    }
    waitForParents();
    if (committed.table().isFirst()) {
      lineage.readable().forEach(this::beginNew);
    } else {
      beginAboveLaterEpoch(lineage.readable());
    }
  }

  /**
   * The parent's end must be committed after every task has raised its shards, and not only have
   * been once. Where a zombie task has committed an older offset over it, the parent may be read
   * once more above the epoch, and its new end is where the child begins.
   */
  private void beginAboveLaterEpoch(List<ShardDescription> readable) {
    Map<SourcePartition.Shard, ResumedShard> known = committed.of(withParents(readable));
    for (ShardDescription listed : readable) {
      ResumedShard resumed = known.get(stream.partition(listed.id()));
      if (resumed != null) {
        lineage.begin(listed.id(), committed.currentEpochMicros());
        begin(lineage.shard(listed.id()), resumed, true);
      } else if (mayBegin(listed, known)) {
        beginNew(listed);
      }
    }
  }

  private boolean mayBegin(
      ShardDescription listed, Map<SourcePartition.Shard, ResumedShard> known) {
    ResumedShard parent =
        listed.parent() == null ? null : known.get(stream.partition(listed.parent()));
    if (parent == null) {
      return true;
    }
    if (!committed.everyTaskIsRaised() || !parent.finished()) {
      return false;
    }
    lineage.confirm(listed.parent(), parent.start());
    return true;
  }

  private void beginNew(ShardDescription listed) {
    long currentEpoch = committed.currentEpochMicros();
    WriteClock start = lineage.begin(listed.id(), currentEpoch);
    ShardOffset offset = ShardOffset.start(start, currentEpoch);
    Shard shard = lineage.shard(listed.id());
    fetcher.begin(
        shard,
        cursor(shard, offset, true),
        committed.table().isFirst() ? Optional.empty() : Optional.of(offset));
  }

  private static List<String> withParents(Collection<ShardDescription> shards) {
    return shards.stream()
        .flatMap(shard -> Stream.of(shard.id(), shard.parent()))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private void waitForParents() {
    for (String parent : lineage.awaitedParents()) {
      lineage.waitingChildren(parent).stream()
          .filter(child -> stream.owns(child.id()))
          .forEach(child -> metrics.shardWaits(child.id(), parent));
    }
  }

  private static List<String> ids(Collection<ShardDescription> shards) {
    return shards.stream().map(ShardDescription::id).toList();
  }
}
