package dev.messina.source.read;

import dev.messina.source.aws.Shard;
import dev.messina.source.change.Lineage;
import dev.messina.source.position.ShardPosition;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The shards of a stream, and which of them may be read. A shard continues its parent, so it is not
 * begun before the parent's end has been committed, and takes over its write times from there.
 *
 * <p>The graph only grows by listings, which are known to forget shards for a while; a shard leaves
 * it when it is finished, no longer listed, and nothing waits for it.
 */
public final class ShardGraph {

  private enum State {
    WAITING,
    READING,
    /** Read to its end by this task; the end is not known to be committed yet. */
    ENDED,
    FINISHED
  }

  private final Map<String, Node> nodes = new LinkedHashMap<>();

  /**
   * Takes in a listing.
   *
   * @return the shards that were not known before; they are waiting
   */
  public List<Shard> merge(Collection<Shard> listing) {
    List<Shard> fresh =
        listing.stream()
            .filter(shard -> nodes.putIfAbsent(shard.id(), new Node(shard)) == null)
            .toList();
    forget(listing);
    return fresh;
  }

  /** Takes in a shard that no listing has shown; it is waiting. Does nothing if it is known. */
  public void add(Shard shard) {
    nodes.putIfAbsent(shard.id(), new Node(shard));
  }

  public boolean knows(String id) {
    return nodes.containsKey(id);
  }

  /** The parents that waiting shards name and that no listing has shown. */
  public Set<String> unlistedParents() {
    return nodes.values().stream()
        .filter(node -> node.state == State.WAITING)
        .map(node -> node.shard.parent())
        .filter(parent -> parent != null && !nodes.containsKey(parent))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The parents that waiting shards wait for and that this task has read to their end. */
  public Set<String> endedParents() {
    return nodes.values().stream()
        .filter(node -> node.state == State.WAITING && node.shard.parent() != null)
        .map(node -> nodes.get(node.shard.parent()))
        .filter(parent -> parent != null && parent.state == State.ENDED)
        .map(parent -> parent.shard.id())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The waiting shards that may be read now. */
  public List<Shard> readable() {
    return nodes.values().stream().filter(this::mayBegin).map(node -> node.shard).toList();
  }

  /**
   * Begins a shard.
   *
   * @return where its write times begin
   * @throws IllegalStateException if its parent is not finished
   */
  public Lineage begin(String id, long epochMicros) {
    Node node = node(id);
    if (!mayBegin(node)) {
      throw new IllegalStateException(
          "Shard '" + id + "' must wait for its parent '" + node.shard.parent() + "'");
    }
    node.state = State.READING;
    return node.shard.parent() == null
        ? Lineage.root(epochMicros)
        : node(node.shard.parent()).end.lineage().child(epochMicros);
  }

  /** Goes on with a shard that had been begun, and whose parent had therefore been finished. */
  public void resume(String id) {
    node(id).state = State.READING;
  }

  /** The task has read the shard to its end. */
  public void ended(String id) {
    node(id).state = State.ENDED;
  }

  /** The shard's end is committed. */
  public void finished(String id, ShardPosition end) {
    Node node = node(id);
    node.state = State.FINISHED;
    node.end = end;
  }

  /** How many shards are known. */
  public int size() {
    return nodes.size();
  }

  private boolean mayBegin(Node node) {
    if (node.state != State.WAITING) {
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

  private void forget(Collection<Shard> listing) {
    Set<String> needed = listing.stream().map(Shard::id).collect(Collectors.toSet());
    for (Node node : nodes.values()) {
      if (node.state == State.WAITING && node.shard.parent() != null) {
        needed.add(node.shard.parent());
      }
    }
    nodes
        .values()
        .removeIf(node -> node.state == State.FINISHED && !needed.contains(node.shard.id()));
  }

  private static final class Node {

    private final Shard shard;
    private State state = State.WAITING;
    private ShardPosition end;

    private Node(Shard shard) {
      this.shard = shard;
    }
  }
}
