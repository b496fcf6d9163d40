package dev.messina.cli.compare;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The side that is checked: rows by key, and the keys of all rows. */
public interface TargetRows {

  /**
   * The rows of the given keys, in the same order; empty where there is none. A row maps each
   * column outside the key to its value as Java holds it, and leaves out columns that are null.
   */
  List<Optional<Map<String, Object>>> find(List<ItemKey> keys);

  /** The keys of all rows, each once; read as they are asked for. */
  Iterable<ItemKey> keys();

  /** Whether the table has a column of this name. */
  boolean hasColumn(String name);
}
