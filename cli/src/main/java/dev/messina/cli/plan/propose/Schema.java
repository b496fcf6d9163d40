package dev.messina.cli.plan.propose;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The statements that make the tables. */
final class Schema {

  /** From here on rows are worth a denser compression. */
  private static final long LARGE_ROW = 4_096;

  private final String keyspace;
  private final int replicas;
  private final long rowBytes;

  /**
   * @param rowBytes of an average item
   */
  Schema(String keyspace, int replicas, long rowBytes) {
    this.keyspace = keyspace;
    this.replicas = replicas;
    this.rowBytes = rowBytes;
  }

  /** What every server takes. */
  String portable(List<Target> targets) {
    String tables = targets.stream().map(this::table).collect(Collectors.joining("\n"));
    return """
CREATE KEYSPACE IF NOT EXISTS %s WITH replication = {'class': 'NetworkTopologyStrategy', 'replication_factor': %d};

%s"""
        .formatted(quoted(keyspace), replicas, tables);
  }

  private String table(Target target) {
    List<String> lines = new ArrayList<>();
    target.all().forEach(column -> lines.add(quoted(column.name()) + " " + column.type()));
    target.rest().ifPresent(rest -> lines.add(quoted(rest) + " text"));
    String partition = names(target.partitionKey());
    lines.add(
        "PRIMARY KEY ("
            + (target.partitionKey().size() > 1 ? "(" + partition + ")" : partition)
            + (target.clustering().isEmpty() ? "" : ", " + names(target.clustering()))
            + ")");
    return "CREATE TABLE IF NOT EXISTS %s (\n  %s\n) WITH compaction = {'class': '%s'};\n"
        .formatted(qualified(target), String.join(",\n  ", lines), "SizeTieredCompactionStrategy");
  }

  private static String names(List<Column> columns) {
    return columns.stream().map(Column::name).map(Schema::quoted).collect(Collectors.joining(", "));
  }

  /** What ScyllaDB needs besides. */
  String scylla(List<Target> targets) {
    String compression = rowBytes >= LARGE_ROW ? "ZstdCompressor" : "LZ4Compressor";
    String options =
        targets.stream()
            .map(
                target ->
                    """
                    ALTER TABLE %s WITH tombstone_gc = {'mode': 'disabled'}
                      AND compaction = {'class': 'IncrementalCompactionStrategy'}
                      AND compression = {'sstable_compression': '%s'};
                    """
                        .formatted(qualified(target), compression))
            .collect(Collectors.joining("\n"));
    return """
-- ScyllaDB only; behind schema.cql. Deleted rows and removed attributes must not come back while rows are written with
-- old write timestamps. When the sinks are deleted, restore tombstone_gc = {'mode': 'repair'}.

%s"""
        .formatted(options);
  }

  private String qualified(Target target) {
    return quoted(keyspace) + "." + quoted(target.name());
  }

  private static String quoted(String name) {
    return CqlIdentifier.fromInternal(name).asCql(true);
  }
}
