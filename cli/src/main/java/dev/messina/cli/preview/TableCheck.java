package dev.messina.cli.preview;

import dev.messina.cli.connect.NearNames;
import dev.messina.verification.expect.Columns;
import dev.messina.verification.expect.Deployed;
import dev.messina.verification.expect.UnwritableException;
import dev.messina.verification.row.ColumnTypes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;

/** Holds rows against a table, by the rules that {@code messina verify} has of conversions. */
final class TableCheck {

  private final ColumnTypes table;
  private final Set<String> unchecked;
  private final boolean ignoresUnknown;
  private final Columns columns;

  /**
   * @param unchecked columns that are there and whose types are not known here
   * @param sink whose {@code column.conversions} and {@code unknown.columns} count
   */
  TableCheck(ColumnTypes table, Set<String> unchecked, Deployed sink) {
    this.table = table;
    this.unchecked = Set.copyOf(unchecked);
    this.ignoresUnknown = sink.text("unknown.columns", "fail").equalsIgnoreCase("ignore");
    this.columns = new Columns(table, sink);
  }

  Set<String> unchecked() {
    return unchecked;
  }

  /**
   * Why the sink would refuse a row; without values.
   *
   * @param value the columns outside the key; null for a delete
   */
  List<String> problems(Object key, Object value) {
    List<String> problems = new ArrayList<>();
    Map<String, Object> keyColumns = map(key);
    keyColumns.keySet().stream()
        .filter(column -> !table.keyColumns().contains(column))
        .forEach(column -> problems.add("the primary key has no column '%s'".formatted(column)));
    if (problems.isEmpty() && Collections.disjoint(table.keyColumns(), unchecked)) {
      collect(problems, () -> columns.key(keyColumns));
    }
    map(value).forEach((column, given) -> addProblem(column, given, problems));
    return problems;
  }

  private void addProblem(String column, Object given, List<String> problems) {
    if (unchecked.contains(column) || given == null) {
      return;
    }
    if (table.typeOf(column).isEmpty()) {
      if (!ignoresUnknown) {
        problems.add(
            "the table has no column '%s'. %s"
                .formatted(column, NearNames.hint(column, table.types().keySet())));
      }
      return;
    }
    collect(problems, () -> columns.values(Collections.singletonMap(column, given)));
  }

  private static void collect(List<String> problems, Runnable conversion) {
    try {
      conversion.run();
    } catch (UnwritableException refused) {
      problems.add(refused.getMessage());
    }
  }

  private static Map<String, Object> map(Object row) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (row instanceof Struct struct) {
      struct.schema().fields().forEach(one -> map.put(one.name(), plain(struct.get(one))));
    }
    return map;
  }

  /** Without schemas, as a sink's records are where the topic holds none. */
  private static Object plain(Object value) {
    if (value instanceof Struct) {
      return map(value);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(TableCheck::plain).toList();
    }
    if (value instanceof Map<?, ?> entries) {
      Map<Object, Object> plain = new LinkedHashMap<>();
      entries.forEach((name, element) -> plain.put(name, plain(element)));
      return plain;
    }
    if (value instanceof ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return copy;
    }
    return value;
  }
}
