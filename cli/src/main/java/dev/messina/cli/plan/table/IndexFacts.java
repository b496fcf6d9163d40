package dev.messina.cli.plan.table;

import java.util.List;
import java.util.Optional;

/**
 * A local or global secondary index.
 *
 * @param kind {@code local} or {@code global}
 * @param key its own key, up to eight attributes
 * @param partitionParts how many of them, from the first, are the partition key
 * @param projected attributes beside the keys; empty if it has all of the item's
 */
public record IndexFacts(
    String name,
    String kind,
    List<KeyPart> key,
    int partitionParts,
    Optional<List<String>> projected) {

  public IndexFacts {
    key = List.copyOf(key);
    projected = projected.map(List::copyOf);
  }
}
