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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
      if (waitsForParent(shard, resumed)) {
        lineage.add(shard);
      } else {
        restore(shard, resumed);
      }
    }
    return restored;
  }

  /** It stopped at its first epoch barrier, and begins as one of which nothing is committed. */
  private boolean waitsForParent(ShardDescription shard, ResumedShard resumed) {
    return stream.owns(shard.id())
        && shard.parent() != null
        && !committed.table().isFirst()
        && !resumed.hasBeenRead();
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
        begin(shard, resumed);
      }
    }
  }

  /** Takes up a shard where it was left off. */
  private void begin(Shard shard, ResumedShard resumed) {
    ShardCursor cursor = cursor(shard, resumed.start(), false);
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
    long epoch = committed.currentEpochMicros();
    return resumed.raisedMicros() < epoch
        && anyChildHasBegun(shard, epoch, committed.of(childrenOf(List.of(shard))));
  }

  /**
   * Whether a child has been read, or waits at its barrier of this epoch. One that waits at that of
   * an earlier epoch may wait for its parent.
   */
  private boolean anyChildHasBegun(
      Shard shard, long epochMicros, Map<SourcePartition.Shard, ResumedShard> known) {
    return lineage.children(shard.id()).stream()
        .map(child -> known.get(stream.partition(child.id())))
        .filter(Objects::nonNull)
        .anyMatch(child -> child.hasBeenRead() || child.raisedMicros() == epochMicros);
  }

  private List<String> childrenOf(Collection<Shard> shards) {
    return shards.stream()
        .flatMap(shard -> lineage.children(shard.id()).stream())
        .map(ShardDescription::id)
        .toList();
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
    List<String> wanted = new ArrayList<>(childrenOf(below));
    below.forEach(shard -> wanted.add(shard.id()));
    Map<SourcePartition.Shard, ResumedShard> known = committed.of(wanted);
    for (Shard shard : below) {
      ResumedShard resumed = known.get(stream.partition(shard.id()));
      if (resumed != null && resumed.finished()) {
        fetcher.leave(shard);
        metrics.shardEnded(shard.id());
        shard.finish(resumed.start());
        shard.watchEnd(resumed.start(), clocks.turn());
      } else if (anyChildHasBegun(shard, epochMicros, known)) {
        leaveAtEnd(shard, epochMicros);
      } else if (shard.parent() != null && (resumed == null || !resumed.hasBeenRead())) {
        waitAgain(shard);
      }
    }
  }

  /**
   * Lets shards past their committed epoch barriers. A child may have begun under this epoch while
   * its parent, over whose end a zombie task has committed an older offset, was raised to it. Each
   * looks at the other once its own barrier is committed, so at least one of them sees it: the
   * parent is left at its end, or the child is read from its beginning above its parent's new end.
   *
   * <p>Where another task has committed an earlier barrier of the same shard, one of the two is a
   * zombie, which may have passed its own. Reading goes on from the earlier one: no change between
   * the two is left below the epoch while what came before it is above, and of each change the
   * newest write timestamp is that of the task that lives on.
   */
  void passBarriers() {
    goBackToEarlierBarriers();
    Map<Shard, Boolean> shards = fetcher.atCommittedBarriers();
    if (shards.isEmpty()) {
      return;
    }
    List<String> wanted = new ArrayList<>(childrenOf(shards.keySet()));
    for (Shard shard : shards.keySet()) {
      wanted.add(shard.id());
      if (shard.parent() != null) {
        wanted.add(shard.parent());
      }
    }
    Map<SourcePartition.Shard, ResumedShard> known = committed.of(wanted);
    shards.forEach(
        (shard, own) -> {
          long epoch = shard.barrier().orElseThrow().epochMicros();
          if (anyChildHasBegun(shard, epoch, known)) {
            leaveAtEnd(shard, epoch);
          } else if (isOutranked(shard, epoch, known)) {
            waitAgain(shard);
          } else if (own && !isReadAbove(shard, known)) {
            fetcher.pass(shard);
          } else {
            fetcher.leave(shard);
            begin(shard, known.get(stream.partition(shard.id())));
          }
        });
  }

  /**
   * Whether another task has read above the epoch, from another barrier over which this one was
   * committed.
   */
  private boolean isReadAbove(Shard shard, Map<SourcePartition.Shard, ResumedShard> known) {
    ResumedShard resumed = known.get(stream.partition(shard.id()));
    ShardOffset barrier = shard.barrier().orElseThrow();
    return resumed != null
        && resumed.start().epochMicros() >= barrier.epochMicros()
        && !resumed.start().equals(barrier);
  }

  private void goBackToEarlierBarriers() {
    fetcher
        .atEarlierBarriers()
        .forEach(
            (shard, barrier) -> {
              LOG.warn(
                  "{}: another task has read it from an earlier epoch barrier, and it is read from"
                      + " there again. One of the two is a zombie task, see docs/reliability.md",
                  stream.where(shard.id()));
              fetcher.goBack(shard, cursor(shard, barrier, false));
            });
  }

  /** Whether the shard's parent is being read again above the same epoch, or has been. */
  private boolean isOutranked(
      Shard shard, long epochMicros, Map<SourcePartition.Shard, ResumedShard> known) {
    ResumedShard parent =
        shard.parent() == null ? null : known.get(stream.partition(shard.parent()));
    if (parent == null || parent.raisedMicros() < epochMicros) {
      return false;
    }
    return !isAtItsEnd(shard.parent(), parent)
        || parent.start().writeClock().writeMicros()
            > shard.barrier().orElseThrow().writeClock().writeMicros();
  }

  /**
   * Whether a shard is committed as finished, or where it was found to hold nothing more. One that
   * its task has not raised to the newest epoch, or waits to begin under it, may still come after
   * what its own parent sends above it.
   */
  private boolean isAtItsEnd(String shard, ResumedShard resumed) {
    if (resumed.finished()) {
      return true;
    }
    return resumed.hasBeenRead()
        && resumed.raisedMicros() >= committed.currentEpochMicros()
        && lineage
            .find(shard)
            .flatMap(Shard::end)
            .filter(end -> Objects.equals(end.sequence(), resumed.start().sequence()))
            .isPresent();
  }

  /** It was read to its end before, which its children show. */
  private void leaveAtEnd(Shard shard, long epochMicros) {
    ShardOffset position = shard.cursor().position();
    fetcher.leave(shard);
    metrics.shardEnded(shard.id());
    endAgain(shard, position, epochMicros);
  }

  /**
   * Its parent may be read once more above the epoch, since a zombie task has committed an older
   * offset over its end. The shard is read from its beginning once that has settled.
   */
  private void waitAgain(Shard shard) {
    LOG.info("{}: waits for its parent's end again, under a later epoch", stream.where(shard.id()));
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
    Map<SourcePartition.Shard, ResumedShard> known =
        committed.of(
            shards.stream()
                .flatMap(shard -> lineage.children(shard.id()).stream())
                .map(ShardDescription::id)
                .toList());
    return shards.stream()
        .map(ShardDescription::id)
        .filter(shard -> !areAllChildren(shard, known, ResumedShard::hasBeenRead))
        .collect(Collectors.toSet());
  }

  /** Whether a shard has children, and each has an offset that is as wanted. */
  private boolean areAllChildren(
      String shard,
      Map<SourcePartition.Shard, ResumedShard> known,
      Predicate<ResumedShard> wanted) {
    List<ShardDescription> children = lineage.children(shard);
    return !children.isEmpty()
        && children.stream()
            .map(child -> known.get(stream.partition(child.id())))
            .allMatch(child -> child != null && wanted.test(child));
  }

  /**
   * An end is looked after until all children are read to their ends. One that has merely begun, as
   * its offset says, may wait for the end all the same: a zombie task has committed that offset.
   */
  private void lookAfterEnds(Set<String> due, Set<String> finished) {
    if (due.isEmpty()) {
      return;
    }
    List<Shard> shards = due.stream().map(lineage::shard).toList();
    Map<SourcePartition.Shard, ResumedShard> known = committed.of(childrenOf(shards));
    for (Shard shard : shards) {
      String id = shard.id();
      if (areAllChildren(id, known, ResumedShard::hasBeenRead)) {
        shard.childrenHaveBegun();
      }
      if (areAllChildren(id, known, ResumedShard::finished)) {
        shard.childrenHaveEnded();
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
    Map<SourcePartition.Shard, ResumedShard> known =
        committed.of(
            readable.stream().map(ShardDescription::parent).filter(Objects::nonNull).toList());
    for (ShardDescription listed : readable) {
      if (mayBegin(listed, known)) {
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
    if (!committed.everyTaskIsRaised() || !isAtItsEnd(listed.parent(), parent)) {
      return false;
    }
    if (parent.finished()) {
      lineage.confirm(listed.parent(), parent.start());
    }
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
