package dev.messina.source.stream;

import dev.messina.source.aws.Shard;
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
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The shards of a stream, and which of them this task may read. A shard continues its parent, so it
 * is not begun before the parent's end has been committed, by whichever task, and takes over its
 * write timestamps from there.
 *
 * <p>The graph only grows by listings, which are known to forget shards for a while; a shard leaves
 * it when it is finished, no longer listed, and nothing waits for it.
 */
public final class ShardLineage {

  private enum State {
    WAITING,
    READING,
    /** Read to its end by this task; the end is not known to be committed yet. */
    ENDED,
    FINISHED
  }

  private final Predicate<String> owns;
  private final Map<String, Node> nodes = new LinkedHashMap<>();

  /**
   * @param owns whether this task reads a shard; the others are only waited for
   */
  public ShardLineage(Predicate<String> owns) {
    this.owns = owns;
  }

  /**
   * Takes in a listing.
   *
   * @return the shards that were not known before; they are waiting
   */
  public List<Shard> merge(Collection<Shard> listing) {
    List<Shard> fresh = new ArrayList<>();
    for (Shard shard : listing) {
      Node known = nodes.putIfAbsent(shard.id(), new Node(shard));
      if (known == null) {
        fresh.add(shard);
        moreChildren(shard.parent());
      } else if (shard.endingSequence() != null) {
        known.shard = shard;
      }
    }
    return fresh;
  }

  /** Whether a listing has shown that a shard is closed. */
  public boolean hasEnded(String id) {
    return node(id).shard.endingSequence() != null;
  }

  /** Whether a listing has shown that a position lies after the last record of its shard. */
  public boolean isAtEnd(String id, ShardOffset position) {
    String last = node(id).shard.endingSequence();
    return last != null && position.sequence() != null && !position.isBefore(last);
  }

  /** Takes in a shard that no listing has shown; it is waiting. Does nothing if it is known. */
  public void add(Shard shard) {
    if (nodes.putIfAbsent(shard.id(), new Node(shard)) == null) {
      moreChildren(shard.parent());
    }
  }

  /**
   * All children of a shard that are known by now have been begun. Remembered, since their tasks
   * may delete their offsets before anybody asks again.
   */
  public void childrenHaveBegun(String parent) {
    node(parent).childrenHaveBegun = true;
  }

  /** Whether that was remembered of a shard, and no other child has been listed since. */
  public boolean haveChildrenBegun(String parent) {
    return node(parent).childrenHaveBegun;
  }

  private void moreChildren(String parent) {
    Node node = parent == null ? null : nodes.get(parent);
    if (node != null) {
      node.childrenHaveBegun = false;
    }
  }

  public boolean knows(String id) {
    return nodes.containsKey(id);
  }

  /** The parents that waiting shards name and that no listing has shown. */
  public Set<String> unlistedParents() {
    return waiting()
        .map(node -> node.shard.parent())
        .filter(parent -> parent != null && !nodes.containsKey(parent))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The waiting shards of all tasks that name this parent. */
  public List<Shard> waitingChildren(String parent) {
    return waiting()
        .filter(node -> parent.equals(node.shard.parent()))
        .map(node -> node.shard)
        .toList();
  }

  /** The parents that shards of this task wait for and that may have been finished meanwhile. */
  public Set<String> awaitedParents() {
    return waiting()
        .filter(node -> owns.test(node.shard.id()) && node.shard.parent() != null)
        .map(node -> nodes.get(node.shard.parent()))
        .filter(parent -> parent != null && parent.mayHaveFinished(owns))
        .map(parent -> parent.shard.id())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The shards that this task has read to their ends, which are not known to be committed. */
  public Set<String> ended() {
    return nodes.values().stream()
        .filter(node -> node.state == State.ENDED)
        .map(node -> node.shard.id())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The shards of all tasks that are not known to be finished. */
  public List<Shard> unfinished() {
    return nodes.values().stream()
        .filter(node -> node.state != State.FINISHED)
        .map(node -> node.shard)
        .toList();
  }

  /** The waiting shards of this task that may be read now. */
  public List<Shard> readable() {
    return nodes.values().stream().filter(this::mayBegin).map(node -> node.shard).toList();
  }

  /**
   * Begins a shard.
   *
   * @param currentEpochMicros the table's newest epoch
   * @return where its write timestamps begin
   * @throws IllegalStateException if its parent is not finished
   */
  public WriteClock begin(String id, long currentEpochMicros) {
    Node node = node(id);
    if (!mayBegin(node)) {
      throw new IllegalStateException(
          "Shard '" + id + "' must wait for its parent '" + node.shard.parent() + "'");
    }
    node.state = State.READING;
    return node.shard.parent() == null
        ? WriteClock.root(currentEpochMicros)
        : node(node.shard.parent()).end.writeClock().child(currentEpochMicros);
  }

  /** Some task has begun the shard, so its parent had been finished. */
  public void begun(String id) {
    node(id).state = State.READING;
  }

  /** The task has read the shard to its end. */
  public void ended(String id) {
    node(id).state = State.ENDED;
  }

  /** The shard's end is committed. */
  public void finished(String id, ShardOffset end) {
    Node node = node(id);
    node.state = State.FINISHED;
    node.end = end;
  }

  /** How many shards are known. */
  public int size() {
    return nodes.size();
  }

  /**
   * The finished shards of this task that a listing no longer shows, that must be gone by now, and
   * for which nothing waits here, each with its children.
   *
   * @param trimmedBefore a shard that ended before this is no longer there
   */
  public Map<String, List<Shard>> outlived(Collection<Shard> listing, Instant trimmedBefore) {
    Set<String> listed = listing.stream().map(Shard::id).collect(Collectors.toSet());
    Map<String, List<Shard>> outlived = new LinkedHashMap<>();
    for (Node node : nodes.values()) {
      String id = node.shard.id();
      if (node.state == State.FINISHED
          && owns.test(id)
          && !listed.contains(id)
          && node.end.checkedMillis() < trimmedBefore.toEpochMilli()
          && ownWaiting().noneMatch(child -> id.equals(child.shard.parent()))) {
        outlived.put(id, children(id));
      }
    }
    return outlived;
  }

  /**
   * Forgets the shards of other tasks that a listing no longer shows, nothing here waits for, and
   * no shard of this task has as a child: whether that one can be forgotten depends on them.
   */
  public void forgetOthers(Collection<Shard> listing) {
    Set<String> needed = listing.stream().map(Shard::id).collect(Collectors.toSet());
    ownWaiting().map(node -> node.shard.parent()).filter(Objects::nonNull).forEach(needed::add);
    nodes
        .values()
        .removeIf(
            node ->
                !owns.test(node.shard.id())
                    && !needed.contains(node.shard.id())
                    && !isChildHere(node.shard));
  }

  private boolean isChildHere(Shard shard) {
    return shard.parent() != null && owns.test(shard.parent()) && nodes.containsKey(shard.parent());
  }

  /** Forgets a shard. */
  public void remove(String id) {
    nodes.remove(id);
  }

  /** The shards of all tasks that continue this one, as far as they have been listed. */
  public List<Shard> children(String parent) {
    return nodes.values().stream()
        .map(node -> node.shard)
        .filter(shard -> parent.equals(shard.parent()))
        .toList();
  }

  private Stream<Node> waiting() {
    return nodes.values().stream().filter(node -> node.state == State.WAITING);
  }

  private Stream<Node> ownWaiting() {
    return waiting().filter(node -> owns.test(node.shard.id()));
  }

  private boolean mayBegin(Node node) {
    if (node.state != State.WAITING || !owns.test(node.shard.id())) {
      return false;
    }
    String parent = node.shard.parent();
    return parent == null
        || (nodes.containsKey(parent) && nodes.get(parent).state == State.FINISHED);
  }

  private Node node(String id) {
    Node node = nodes.get(id);
    if (node == null) {
      throw new IllegalStateException("Shard '" + id + "' is not known");
    }
    return node;
  }

  private static final class Node {

    private Shard shard;
    private State state = State.WAITING;
    private ShardOffset end;
    private boolean childrenHaveBegun;

    private Node(Shard shard) {
      this.shard = shard;
    }

    /** One's own shard has not finished before it has ended; of others' only the store knows. */
    private boolean mayHaveFinished(Predicate<String> owns) {
      return state == State.ENDED || (state != State.FINISHED && !owns.test(shard.id()));
    }
  }
}
