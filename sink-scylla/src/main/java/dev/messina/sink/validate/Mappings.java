package dev.messina.sink.validate;

import dev.messina.plugin.OptionError;
import dev.messina.sink.evolve.EvolutionMode;
import dev.messina.sink.route.TableName;
import dev.messina.sink.route.TableRouter;
import dev.messina.sink.route.TableSettings;
import dev.messina.transforms.RowOutline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The mappings among a connector's transforms, and which tables their rows go to, as far as that is
 * certain.
 */
final class Mappings {

  private final List<TransformChain.Mapping> mappings;
  private final TableSettings tables;
  private final Set<TableName> known;
  private final boolean allKnown;

  /**
   * @param topics the names that records have after the transforms; none if they are not known
   */
  Mappings(List<TransformChain.Mapping> mappings, TableSettings tables, List<String> topics) {
    this.mappings = mappings;
    this.tables = tables;
    this.known = tables.known(topics).keySet();
    this.allKnown = tables.isOneTable() || (tables.header() == null && !topics.isEmpty());
  }

  /** The tables that only a mapping names, each with the option where it does. */
  Map<TableName, String> tables() {
    Map<TableName, String> named = new LinkedHashMap<>();
    if (tables.mappingsDecide()) {
      mappings.forEach(
          mapping -> table(mapping).ifPresent(table -> named.put(table, mapping.option())));
    }
    return named;
  }

  /** What their tables have to take. */
  List<MappedRows> rows(ScyllaSinkConfig config) {
    boolean onlyKnownColumns =
        config.evolution() == EvolutionMode.NONE && !config.write().unknownColumns().ignored();
    return mappings.stream()
        .map(
            mapping ->
                new MappedRows(
                    mapping.option(), mapping.outline(), targets(mapping), onlyKnownColumns))
        .toList();
  }

  /** What is wrong whatever the tables look like. */
  List<OptionError> problems() {
    List<OptionError> problems = new ArrayList<>();
    List<TransformChain.Mapping> before = new ArrayList<>();
    for (TransformChain.Mapping mapping : mappings) {
      otherTable(mapping)
          .or(() -> otherKey(mapping, before))
          .ifPresent(problem -> problems.add(new OptionError(mapping.option(), problem)));
      before.add(mapping);
    }
    return problems;
  }

  private Set<TableName> targets(TransformChain.Mapping mapping) {
    Optional<TableName> named = table(mapping);
    if (tables.header() != null) {
      return tables.mappingsDecide() && named.isPresent() ? Set.of(named.get()) : Set.of();
    }
    if (named.isPresent()) {
      return known.contains(named.get()) ? Set.of(named.get()) : Set.of();
    }
    // Of several topics some may hold rows already, which no mapping touches.
    return tables.isOneTable() ? known : Set.of();
  }

  private Optional<String> otherTable(TransformChain.Mapping mapping) {
    return table(mapping)
        .filter(table -> allKnown && !known.contains(table))
        .map(
            table ->
                "The mapping's table is "
                    + table
                    + ", and this connector's options send its rows to "
                    + known.stream()
                        .map(TableName::toString)
                        .sorted()
                        .collect(Collectors.joining(", "))
                    + "; correct one of them, or set "
                    + TableSettings.HEADER
                    + "="
                    + TableRouter.TARGET_HEADER
                    + " to let the mapping decide.");
  }

  /** Rows of different keys in one table: one of the two cannot be its primary key. */
  private Optional<String> otherKey(
      TransformChain.Mapping mapping, List<TransformChain.Mapping> before) {
    return before.stream()
        .filter(other -> haveDifferentKeys(mapping.outline(), other.outline()))
        .filter(other -> targets(mapping).stream().anyMatch(targets(other)::contains))
        .map(
            other ->
                "Rows of one table would have the key ("
                    + String.join(", ", mapping.outline().key())
                    + ") here and ("
                    + String.join(", ", other.outline().key())
                    + ") by "
                    + other.option()
                    + "; correct one of them, or let them go to two tables.")
        .findFirst();
  }

  private static boolean haveDifferentKeys(RowOutline one, RowOutline other) {
    return !one.key().isEmpty()
        && !other.key().isEmpty()
        && !Set.copyOf(one.key()).equals(Set.copyOf(other.key()));
  }

  private static Optional<TableName> table(TransformChain.Mapping mapping) {
    return mapping.outline().table().map(TableName::parse);
  }
}
