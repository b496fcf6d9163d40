package dev.messina.cli.sweep;

import static java.util.stream.Collectors.joining;

import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.messina.cli.sweep.RowPages.Scanned;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The keys of the first rows to be deleted, as CQL writes them. */
final class ShownKeys implements TargetSweep.Witness {

  private final int most;
  private final List<String> keys = new ArrayList<>();

  ShownKeys(int most) {
    this.most = most;
  }

  @Override
  public void judged(Scanned row, RowKind kind) {
    if (kind.isToBeDeleted() && keys.size() < most) {
      keys.add(text(row));
    }
  }

  List<String> keys() {
    return List.copyOf(keys);
  }

  private static String text(Scanned scanned) {
    return IntStream.range(0, scanned.key().size())
        .mapToObj(column -> part(scanned.row(), column))
        .collect(joining(", "));
  }

  private static String part(Row row, int column) {
    ColumnDefinition definition = row.getColumnDefinitions().get(column);
    return definition.getName().asCql(true)
        + "="
        + row.codecRegistry().codecFor(definition.getType()).format(row.getObject(column));
  }
}
