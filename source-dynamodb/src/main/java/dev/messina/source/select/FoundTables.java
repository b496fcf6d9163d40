package dev.messina.source.select;

import java.util.List;
import java.util.Map;

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
}
