package dev.messina.cli.preview;

import dev.messina.cli.connect.NearNames;
import dev.messina.cli.cql.Script;
import dev.messina.cli.cql.Statement;
import dev.messina.verification.expect.Deployed;
import dev.messina.verification.row.ColumnTypes;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The tables that rows are held against. */
public final class Tables {

  private final Map<String, TableCheck> checks = new TreeMap<>();

  private Tables() {}

  /** Those that statements of CREATE TABLE and ALTER TABLE … ADD make. */
  public static Tables ofStatements(String text, Deployed sink) {
    Map<String, CreateTable> made = new LinkedHashMap<>();
    String keyspace = "";
    for (Statement statement : Script.statements(text, 0)) {
      String current = keyspace;
      CreateTable.parse(statement.text(), current)
          .ifPresent(table -> made.put(table.name(), table));
      made.replaceAll((name, table) -> table.altered(statement.text(), current).orElse(table));
      keyspace = CreateTable.used(statement.text()).orElse(current);
    }
    Tables tables = new Tables();
    made.forEach((name, table) -> tables.checks.put(name, check(table, sink)));
    return tables;
  }

  private static TableCheck check(CreateTable table, Deployed sink) {
    ColumnTypes types = new ColumnTypes(table.name(), table.keyColumns(), table.knownTypes());
    Set<String> unchecked = new LinkedHashSet<>(table.types().keySet());
    unchecked.removeAll(types.types().keySet());
    return new TableCheck(types, unchecked, sink);
  }

  /** One that a server tells of. */
  public static Tables of(ColumnTypes table, Deployed sink) {
    Tables tables = new Tables();
    tables.checks.put(table.name(), new TableCheck(table, Set.of(), sink));
    return tables;
  }

  /**
   * The same with one table alone.
   *
   * @throws IllegalArgumentException if it is not among them
   */
  public Tables only(String name) {
    if (!checks.containsKey(name)) {
      throw new IllegalArgumentException(
          "The schema has no table %s. %s".formatted(name, NearNames.hint(name, checks.keySet())));
    }
    Tables one = new Tables();
    one.checks.put(name, checks.get(name));
    return one;
  }

  /** The names of columns of types that are not known here, with their tables. */
  public Set<String> unchecked() {
    Set<String> names = new LinkedHashSet<>();
    checks.forEach(
        (name, check) -> check.unchecked().forEach(column -> names.add(name + "." + column)));
    return names;
  }

  /**
   * The table of a row: the only one there is, or the one that the mapping names.
   *
   * @param named by the mapping; null if it names none
   * @throws IllegalArgumentException if it is not clear which
   */
  TableCheck of(String named) {
    if (checks.size() == 1) {
      return checks.values().iterator().next();
    }
    return Optional.ofNullable(named)
        .map(checks::get)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Which table do the rows go to? Say --target; there are %s."
                        .formatted(checks.keySet())));
  }
}
