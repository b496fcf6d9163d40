package dev.messina.source.stream;

import dev.messina.source.aws.ShardDescription;
import dev.messina.source.change.WriteClock;
import dev.messina.source.offset.ShardOffset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The shards of a stream, and which of them this task may read. A shard continues its parent, so it
 * is not begun before the parent's end has been committed, by whichever task, and takes over its
 * write timestamps from there.
 *
 * <p>It only grows by listings, which are known to forget shards for a while; a shard leaves it
 * when it is finished, no longer listed, and nothing waits for it.
 */
final class ShardLineage {

  private final Predicate<String> owns;
  private final Map<String, Shard> shards = new LinkedHashMap<>();

  /**
   * @param owns whether this task reads a shard; the others are only waited for
   */
  ShardLineage(Predicate<String> owns) {
    this.owns = owns;
  }

  /**
   * Takes in a listing.
   *
   * @return the shards that were not known before; they are waiting
   */
  List<ShardDescription> merge(Collection<ShardDescription> listing) {
    List<ShardDescription> fresh = new ArrayList<>();
    for (ShardDescription shard : listing) {
      Shard known = shards.putIfAbsent(shard.id(), shard(shard));
      if (known == null) {
        fresh.add(shard);
        moreChildren(shard.parent());
      } else if (shard.endingSequence() != null) {
        known.listedAs(shard);
      }
    }
    return fresh;
  }

  /** Whether a listing has shown that a shard is closed. */
  boolean hasEnded(String id) {
    return shard(id).description().endingSequence() != null;
  }

  /** Whether a listing has shown that a position lies after the last record of its shard. */
  boolean isAtEnd(String id, ShardOffset position) {
    String last = shard(id).description().endingSequence();
    return last != null && position.sequence() != null && !position.isBefore(last);
  }

  /** Takes in a shard that no listing has shown; it is waiting. Does nothing if it is known. */
  void add(ShardDescription shard) {
    if (shards.putIfAbsent(shard.id(), shard(shard)) == null) {
      moreChildren(shard.parent());
    }
  }

  private void moreChildren(String parent) {
    if (parent != null) {
      find(parent).ifPresent(Shard::hasAnotherChild);
    }
  }

  boolean knows(String id) {
    return shards.containsKey(id);
  }

  /** The parents that waiting shards name and that no listing has shown. */
  Set<String> unlistedParents() {
    return waiting()
        .map(Shard::parent)
        .filter(parent -> parent != null && !shards.containsKey(parent))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The waiting shards of all tasks that name this parent. */
  List<ShardDescription> waitingChildren(String parent) {
    return waiting()
        .filter(shard -> parent.equals(shard.parent()))
        .map(Shard::description)
        .toList();
  }

  /** The parents that shards of this task wait for and that may have been finished meanwhile. */
  Set<String> awaitedParents() {
    return waiting()
        .filter(shard -> shard.isOwn() && shard.parent() != null)
        .map(shard -> shards.get(shard.parent()))
        .filter(parent -> parent != null && mayHaveFinished(parent))
        .map(Shard::id)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The shards that this task has read to their ends, which are not known to be committed. */
  Set<String> ended() {
    return shards.values().stream()
        .filter(Shard::hasEnded)
        .map(Shard::id)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The shards of all tasks that are not known to be finished. */
  List<ShardDescription> unfinished() {
    return shards.values().stream()
        .filter(shard -> !shard.isFinished())
        .map(Shard::description)
        .toList();
  }

  /** The waiting shards of this task that may be read now. */
  List<ShardDescription> readable() {
    return shards.values().stream().filter(this::mayBegin).map(Shard::description).toList();
  }

  /**
   * Begins a shard.
   *
   * @param currentEpochMicros the table's newest epoch
   * @return where its write timestamps begin
   * @throws IllegalStateException if its parent is not finished
   */
  WriteClock begin(String id, long currentEpochMicros) {
    Shard shard = shard(id);
    if (!mayBegin(shard)) {
      throw new IllegalStateException(
          "Shard '" + id + "' must wait for its parent '" + shard.parent() + "'");
    }
    shard.begun();
    return shard.parent() == null
        ? WriteClock.root(currentEpochMicros)
        : shard(shard.parent()).end().orElseThrow().writeClock().child(currentEpochMicros);
  }

  /** An end is committed, or known; it counts where this task does not read the shard. */
  void confirm(String id, ShardOffset end) {
    find(id).filter(shard -> !shard.isRead()).ifPresent(shard -> shard.finish(end));
  }

  /**
   * The shards whose ends were sent, or seen committed, before a time, and that have children which
   * may not have begun.
   *
   * @param before on the clock of waits
   */
  Set<String> endsDue(Instant before) {
    return shards.values().stream()
        .filter(shard -> shard.isEndDue(before))
        .map(Shard::id)
        .collect(Collectors.toSet());
  }

  /** The shards that were looked for and are not there. */
  List<Shard> missing() {
    return shards.values().stream().filter(Shard::isMissing).toList();
  }

  /** Notes that shards which are not among these move, or are not waited for. */
  void movedBut(Set<String> unmoved) {
    shards.values().stream().filter(shard -> !unmoved.contains(shard.id())).forEach(Shard::moved);
  }

  /** How many shards are known. */
  int size() {
    return shards.size();
  }

  /**
   * The finished shards of this task that a listing no longer shows, that must be gone by now, and
   * for which nothing waits here, each with its children.
   *
   * @param trimmedBefore a shard that ended before this is no longer there
   */
  Map<String, List<ShardDescription>> outlived(
      Collection<ShardDescription> listing, Instant trimmedBefore) {
    Set<String> listed = listing.stream().map(ShardDescription::id).collect(Collectors.toSet());
    Map<String, List<ShardDescription>> outlived = new LinkedHashMap<>();
    for (Shard shard : shards.values()) {
      String id = shard.id();
      if (shard.isOwn()
          && !listed.contains(id)
          && shard.end().filter(end -> isTrimmed(end, trimmedBefore)).isPresent()
          && ownWaiting().noneMatch(child -> id.equals(child.parent()))) {
        outlived.put(id, children(id));
      }
    }
    return outlived;
  }

  private static boolean isTrimmed(ShardOffset end, Instant trimmedBefore) {
    return end.checkedMillis() < trimmedBefore.toEpochMilli();
  }

  /**
   * Forgets the shards of other tasks that a listing no longer shows, nothing here waits for, and
   * no shard of this task has as a child: whether that one can be forgotten depends on them.
   */
  void forgetOthers(Collection<ShardDescription> listing) {
    Set<String> needed = listing.stream().map(ShardDescription::id).collect(Collectors.toSet());
    ownWaiting().map(Shard::parent).filter(Objects::nonNull).forEach(needed::add);
    shards
        .values()
        .removeIf(
            shard ->
                !shard.isOwn()
                    && !needed.contains(shard.id())
                    && !isChildHere(shard.description()));
  }

  private boolean isChildHere(ShardDescription shard) {
    return shard.parent() != null
        && owns.test(shard.parent())
        && shards.containsKey(shard.parent());
  }

  /** Forgets a shard. */
  void remove(String id) {
    shards.remove(id);
  }

  /** The shards of all tasks that continue this one, as far as they have been listed. */
  List<ShardDescription> children(String parent) {
    return shards.values().stream()
        .map(Shard::description)
        .filter(shard -> parent.equals(shard.parent()))
        .toList();
  }

  /**
   * @throws IllegalStateException if it is not known
   */
  Shard shard(String id) {
    return find(id).orElseThrow(() -> new IllegalStateException("Shard '" + id + "' is not known"));
  }

  Optional<Shard> find(String id) {
    return Optional.ofNullable(shards.get(id));
  }

  private Shard shard(ShardDescription listed) {
    return new Shard(listed, owns.test(listed.id()));
  }

  private Stream<Shard> waiting() {
    return shards.values().stream().filter(Shard::isWaiting);
  }

  private Stream<Shard> ownWaiting() {
    return waiting().filter(Shard::isOwn);
  }

  private boolean mayBegin(Shard shard) {
    return shard.isWaiting()
        && shard.isOwn()
        && (shard.parent() == null || find(shard.parent()).filter(Shard::isFinished).isPresent());
  }

  /** One's own shard has not finished before it has ended; of others' only the store knows. */
  private static boolean mayHaveFinished(Shard shard) {
    return shard.hasEnded() || (!shard.isFinished() && !shard.isOwn());
  }
}
