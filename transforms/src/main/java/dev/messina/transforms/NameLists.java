package dev.messina.transforms;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lists of names in options: {@code a, with space, `one:two`:column}. Commas separate entries, a
 * colon separates an attribute from its column, white space around names does not count.
 */
final class NameLists {

  private NameLists() {}

  /** The pairs of a list that has no {@link #pairProblems}, in their order. */
  static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (List<String> entry : NameListParser.parse(text).entries()) {
      pairs.put(entry.get(0), entry.get(1));
    }
    return pairs;
  }

  /** The names of a list that has no {@link #nameProblems}, in their order. */
  static Set<String> names(String text) {
    Set<String> names = new LinkedHashSet<>();
    NameListParser.parse(text).entries().forEach(entry -> names.add(entry.get(0)));
    return names;
  }

  /** Everything that is wrong with a list of pairs. */
  static List<String> pairProblems(String text) {
    NameListParser.Parsed parsed = NameListParser.parse(text);
    List<String> problems = new ArrayList<>(parsed.problems());
    Set<String> attributes = new HashSet<>();
    Map<String, String> takenBy = new LinkedHashMap<>();
    for (List<String> entry : parsed.entries()) {
      if (entry.size() != 2) {
        problems.add("'" + entry.get(0) + "' needs exactly one column, as attribute:column");
        continue;
      }
      String attribute = entry.get(0);
      String column = entry.get(1);
      if (!attributes.add(attribute)) {
        problems.add("attribute '" + attribute + "' stands twice");
        continue;
      }
      String other = takenBy.putIfAbsent(column, attribute);
      if (other != null) {
        problems.add(
            "attributes '" + other + "' and '" + attribute + "' both become '" + column + "'");
      }
    }
    return problems;
  }

  /** Everything that is wrong with a list of names. */
  static List<String> nameProblems(String text) {
    NameListParser.Parsed parsed = NameListParser.parse(text);
    List<String> problems = new ArrayList<>(parsed.problems());
    Set<String> names = new HashSet<>();
    for (List<String> entry : parsed.entries()) {
      if (entry.size() != 1) {
        problems.add(
            "'" + entry.get(0) + "' has a colon; quote the name if the colon is part of it");
      } else if (!names.add(entry.get(0))) {
        problems.add("attribute '" + entry.get(0) + "' stands twice");
      }
    }
    return problems;
  }
}
