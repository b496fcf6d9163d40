package dev.messina.cli.plan.propose;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A CQL table with what fills it.
 *
 * @param name of the table in its keyspace
 * @param index that it stands in for; empty for the table itself
 * @param partitionKey columns
 * @param clustering columns behind them in the primary key
 * @param columns all others
 * @param rest the column of what no rule names; empty if that is left out
 */
record Target(
    String name,
    Optional<String> index,
    List<Column> partitionKey,
    List<Column> clustering,
    List<Column> columns,
    Optional<String> rest) {

  Target {
    partitionKey = List.copyOf(partitionKey);
    clustering = List.copyOf(clustering);
    columns = List.copyOf(columns);
  }

  List<Column> key() {
    return Stream.concat(partitionKey.stream(), clustering.stream()).toList();
  }

  Stream<Column> all() {
    return Stream.concat(key().stream(), columns.stream());
  }

  /** Of files: {@code mapping.yaml}, or {@code mapping-orders_byday.yaml} of an index. */
  String file(String kind, String ending) {
    return kind + (index.isPresent() ? "-" + name : "") + ending;
  }
}
