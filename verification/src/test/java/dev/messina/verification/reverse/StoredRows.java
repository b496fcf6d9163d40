package dev.messina.verification.reverse;

import dev.messina.verification.expect.Expected;
import dev.messina.verification.row.ColumnTypes;
import dev.messina.verification.row.FoundRow;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows as a driver would read them once a sink has written what is expected. */
final class StoredRows {

  private StoredRows() {}

  static FoundRow of(Expected.Row row, ColumnTypes table) {
    Map<String, Object> cells = new HashMap<>();
    table.types().keySet().stream()
        .filter(column -> !table.keyColumns().contains(column))
        .forEach(column -> cells.put(column, stored(row.columns().get(column))));
    return new FoundRow(cells, OptionalLong.of(1), () -> "print");
  }

  /** What is to be JSON text is that text by now. */
  private static Object stored(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> entries = new HashMap<>();
      map.forEach((name, entry) -> entries.put(stored(name), stored(entry)));
      return entries;
    }
    if (value instanceof Set<?> set) {
      return set.stream().map(StoredRows::stored).collect(Collectors.toSet());
    }
    if (value instanceof Collection<?> list) {
      List<Object> elements = new java.util.ArrayList<>();
      list.forEach(element -> elements.add(stored(element)));
      return elements;
    }
    boolean isCell =
        value == null
            || value instanceof BigDecimal
            || value instanceof ByteBuffer
            || !value.getClass().getName().startsWith("dev.messina");
    return isCell ? value : value.toString();
  }
}
