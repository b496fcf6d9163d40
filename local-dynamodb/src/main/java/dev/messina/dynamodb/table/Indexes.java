package dev.messina.dynamodb.table;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The indexes of a table, in the order in which they were made. */
public record Indexes(List<Index> secondary, List<VectorIndex> vector) {

  public List<Index> of(Index.Kind kind) {
    return secondary.stream().filter(index -> index.kind() == kind).toList();
  }

  public Optional<Index> find(String name) {
    return secondary.stream().filter(index -> index.name().equals(name)).findFirst();
  }

  public boolean contains(String name) {
    return find(name).isPresent() || vector.stream().anyMatch(each -> each.name().equals(name));
  }

  public Indexes with(Index index) {
    return new Indexes(Stream.concat(secondary.stream(), Stream.of(index)).toList(), vector);
  }

  public Indexes with(VectorIndex index) {
    return new Indexes(secondary, Stream.concat(vector.stream(), Stream.of(index)).toList());
  }

  public Indexes without(String name) {
    return new Indexes(
        secondary.stream().filter(index -> !index.name().equals(name)).toList(),
        vector.stream().filter(index -> !index.name().equals(name)).toList());
  }

  public Indexes replace(String name, UnaryOperator<Index> change) {
    return new Indexes(
        secondary.stream()
            .map(index -> index.name().equals(name) ? change.apply(index) : index)
            .toList(),
        vector);
  }
}
