package dev.messina.verification.expect;

import dev.messina.verification.row.ColumnTypes;
import dev.messina.verification.row.FoundRow;
import dev.messina.verification.row.RowKey;
import dev.messina.verification.value.Canonical;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which row an item must have. */
public sealed interface Expected {

  /**
   * This row.
   *
   * @param columns the values of columns outside the key; null where a column must be null. Those
   *     that are not named must be null too, unless the sink merges
   * @param expiresAt in seconds since 1970, if the row ends then
   */
  record Row(RowKey key, Map<String, Object> columns, OptionalLong expiresAt, boolean merged)
      implements Expected {

    public Row {
      columns = Collections.unmodifiableMap(columns);
    }

    /** The columns in which a row is another one, in order; none if it is this row. */
    public List<String> differingFrom(FoundRow found) {
      TreeSet<String> names = new TreeSet<>(columns.keySet());
      if (!merged) {
        names.addAll(found.values().keySet());
      }
      return names.stream()
          .filter(
              name ->
                  !Canonical.same(columns.get(name), found.values().get(name))
                      || !(found.values().containsKey(name) || columns.get(name) == null))
          .toList();
    }

    /**
     * This row as it is read once a sink has written it. How JSON text is spelled that a sink makes
     * of a set is a guess.
     *
     * @param table the columns that there are
     */
    public FoundRow written(ColumnTypes table) {
      Map<String, Object> cells = new HashMap<>();
      for (String column : table.types().keySet()) {
        if (!table.keyColumns().contains(column)) {
          cells.put(column, Canonical.written(columns.get(column)));
        }
      }
      return new FoundRow(cells, OptionalLong.empty(), () -> "");
    }

    /** By column, what is expected and what was found, as text. */
    public Map<String, List<String>> besides(FoundRow found, List<String> names) {
      Map<String, List<String>> values = new TreeMap<>();
      for (String name : names) {
        values.put(name, List.of(text(columns.get(name)), text(found.values().get(name))));
      }
      return values;
    }

    private static String text(Object value) {
      return value == null ? "null" : RowKey.text(value);
    }
  }

  /** None in this table: the item is another target's, or there is no item. */
  record None() implements Expected {}

  /**
   * One that cannot be made or written, so that the sink rejects the item.
   *
   * @param key if it could be made
   * @param reason without values
   */
  record Unwritable(Optional<RowKey> key, String reason) implements Expected {}
}
