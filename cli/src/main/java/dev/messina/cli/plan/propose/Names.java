package dev.messina.cli.plan.propose;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Names of columns, tables and files. */
public final class Names {

  /** Every server takes a name of 48 for a table; a number may come behind. */
  private static final int TABLE_LENGTH_MAX = 44;

  private Names() {}

  /** How the names of attributes become those of columns. */
  public enum Style {
    /** As they are. */
    PRESERVE(name -> name),
    /** In lower case. */
    LOWER(name -> name.toLowerCase(Locale.ROOT)),
    /** As {@code order_id} of {@code orderId}. */
    SNAKE_CASE(Names::snakeCase);

    private final Function<String, String> conversion;

    Style(Function<String, String> conversion) {
      this.conversion = conversion;
    }
  }

  /**
   * The column of each attribute. Those that would become one column with another keep their names.
   *
   * @param collided is given the names of those
   */
  static Map<String, String> columns(
      Collection<String> attributes, Style style, Set<String> collided) {
    Map<String, Set<String>> byColumn = new HashMap<>();
    attributes.forEach(
        attribute ->
            byColumn
                .computeIfAbsent(style.conversion.apply(attribute), any -> new TreeSet<>())
                .add(attribute));
    Map<String, String> columns = new TreeMap<>();
    byColumn.forEach(
        (column, names) -> {
          boolean isOne = names.size() == 1 && (!column.isEmpty());
          boolean isTaken = isOne && !names.contains(column) && attributes.contains(column);
          names.forEach(name -> columns.put(name, isOne && !isTaken ? column : name));
          if (!isOne || isTaken) {
            collided.addAll(names);
          }
        });
    return columns;
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([\\p{Ll}\\p{N}])(\\p{Lu})", "$1_$2")
        .replaceAll("(\\p{Lu})(\\p{Lu}\\p{Ll})", "$1_$2")
        .replaceAll("[^\\p{L}\\p{N}]+", "_")
        .replaceAll("^_+|_+$", "")
        .toLowerCase(Locale.ROOT);
  }

  /** The name of a CQL table: letters, digits and underscores, not too many. */
  static String table(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    if (plain.length() <= TABLE_LENGTH_MAX) {
      return plain;
    }
    String mark = "_" + Integer.toHexString(name.hashCode());
    return plain.substring(0, TABLE_LENGTH_MAX - mark.length()) + mark;
  }

  /** A name that none of the others has. */
  static String free(String wanted, Collection<String> taken) {
    String name = wanted;
    for (int number = 2; taken.contains(name); number++) {
      name = wanted + "_" + number;
    }
    return name;
  }

  /** A name for each, where two would have one the later gets a number. */
  public static Map<String, String> tables(List<String> names, Style style) {
    Map<String, String> tables = new LinkedHashMap<>();
    names.forEach(
        name -> tables.put(name, free(table(style.conversion.apply(name)), tables.values())));
    return tables;
  }
}
