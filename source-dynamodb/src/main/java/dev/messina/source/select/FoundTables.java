package dev.messina.source.select;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a look around has found.
 *
 * @param tables in order of their names
 * @param leftOut tables that are selected and cannot be followed, with the reasons
 */
public record FoundTables(List<String> tables, Map<String, String> leftOut) {

  public FoundTables {
    tables = tables.stream().sorted().toList();
    leftOut = Map.copyOf(leftOut);
  }

  /**
   * The same, but a table whose reading has begun stays in: its stream was switched off or replaced
   * since, and its task says so. Left out, it would be given up without a word.
   */
  public FoundTables keeping(Predicate<String> begun) {
    Map<String, String> out = new HashMap<>(leftOut);
    out.keySet().removeIf(begun);
    List<String> in = new ArrayList<>(tables);
    leftOut.keySet().stream().filter(table -> !out.containsKey(table)).forEach(in::add);
    return new FoundTables(in, out);
  }
}
