package dev.messina.transforms;

import dev.messina.transforms.item.ItemException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which column each attribute becomes: the one of its own name unless it is renamed or dropped.
 *
 * @param renames attribute to column; no two give the same column
 * @param drops attributes that become no column
 */
record Columns(Map<String, String> renames, Set<String> drops) {

  static final Columns UNCHANGED = new Columns(Map.of(), Set.of());

  Columns {
    renames = Map.copyOf(renames);
    drops = Set.copyOf(drops);
  }

  /** Whether every attribute becomes the column of its own name. */
  boolean areUnchanged() {
    return renames.isEmpty() && drops.isEmpty();
  }

  String columnOf(String attribute) {
    return renames.isEmpty() ? attribute : renames.getOrDefault(attribute, attribute);
  }

  boolean drops(String attribute) {
    return !drops.isEmpty() && drops.contains(attribute);
  }

  /** The column of an attribute of the key, which has to have one. */
  String keyColumnOf(String attribute) {
    if (drops(attribute)) {
      throw new ItemException(
          "attribute '"
              + attribute
              + "' belongs to the table's key and cannot be dropped; take it out of the option"
              + " 'drop'");
    }
    return columnOf(attribute);
  }

  Claims claims() {
    return new Claims(renames);
  }

  /**
   * Who has taken which column of one row. Only a rename can make two attributes meet, and only in
   * a column that a rename gives.
   */
  static final class Claims {

    private final Map<String, String> renames;
    private final Map<String, String> takenBy;

    private Claims(Map<String, String> renames) {
      this.renames = renames;
      this.takenBy = renames.isEmpty() ? Map.of() : new HashMap<>();
    }

    void claim(String column, String attribute) {
      if (renames.isEmpty()) {
        return;
      }
      String other = takenBy.putIfAbsent(column, attribute);
      if (other != null) {
        throw new ItemException(
            "attributes '"
                + other
                + "' and '"
                + attribute
                + "' both become column '"
                + column
                + "'; change the option 'rename' or drop one of them");
      }
    }
  }
}
