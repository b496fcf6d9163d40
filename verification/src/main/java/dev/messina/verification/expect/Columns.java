package dev.messina.verification.expect;

import com.datastax.oss.driver.api.core.type.DataType;
import dev.messina.verification.row.ColumnTypes;
import dev.messina.verification.row.RowKey;
import dev.messina.verification.value.Choice;
import dev.messina.verification.value.Conversion;
import dev.messina.verification.value.Unfit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns what the transforms leave into the types of the target's columns. */
public final class Columns {

  private final ColumnTypes table;
  private final boolean ignoresUnknown;
  private final Map<String, Set<Choice>> choices = new HashMap<>();

  /**
   * @throws IllegalArgumentException if {@code column.conversions} cannot be read
   */
  public Columns(ColumnTypes table, Deployed sink) {
    this.table = table;
    this.ignoresUnknown = sink.text("unknown.columns", "fail").equalsIgnoreCase("ignore");
    Map<String, Set<Choice>> ofThisTable = new HashMap<>();
    for (String conversion : sink.list("column.conversions")) {
      add(conversion, ofThisTable);
    }
    choices.putAll(ofThisTable);
  }

  private void add(String conversion, Map<String, Set<Choice>> ofThisTable) {
    int colon = conversion.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(
          "column.conversions has '%s', which is no column:choice.".formatted(conversion));
    }
    Choice choice = Choice.of(conversion.substring(colon + 1).strip());
    String column = conversion.substring(0, colon).strip();
    String prefix = table.name() + ".";
    if (column.startsWith("`")) {
      add(choices, column.substring(1, column.length() - 1), choice);
    } else if (column.startsWith(prefix)) {
      add(ofThisTable, column.substring(prefix.length()), choice);
    } else {
      add(choices, column, choice);
    }
  }

  private static void add(Map<String, Set<Choice>> choices, String column, Choice choice) {
    choices.computeIfAbsent(column, name -> EnumSet.noneOf(Choice.class)).add(choice);
  }

  /**
   * The key of a row.
   *
   * @throws UnwritableException if there is no such row
   */
  public RowKey key(Map<String, Object> given) {
    List<String> names = table.keyColumns();
    List<Object> values = new ArrayList<>(names.size());
    for (String name : names) {
      values.add(converted(name, given.get(name)).orElseThrow(() -> noValue(name)));
    }
    if (given.size() != names.size()) {
      throw new UnwritableException("the key has columns that the primary key lacks");
    }
    return new RowKey(names, values);
  }

  private static UnwritableException noValue(String column) {
    return new UnwritableException("key column '" + column + "' has no value");
  }

  /**
   * The other columns.
   *
   * @throws UnwritableException if the sink must refuse one
   */
  public Map<String, Object> values(Map<String, Object> given) {
    Map<String, Object> values = new HashMap<>();
    given.forEach(
        (name, value) -> {
          if (table.typeOf(name).isPresent()) {
            values.put(name, converted(name, value).orElse(null));
          } else if (value != null && !ignoresUnknown) {
            throw new UnwritableException("the table has no column '" + name + "'");
          }
        });
    return values;
  }

  private Optional<Object> converted(String column, Object value) {
    DataType type = table.typeOf(column).orElseThrow();
    try {
      return Conversion.convert(type, choices.getOrDefault(column, Set.of()), value);
    } catch (Unfit unfit) {
      throw new UnwritableException(
          "column '%s' is %s and the item has %s"
              .formatted(column, type.asCql(true, true), unfit.getMessage()));
    }
  }
}
