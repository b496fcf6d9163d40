package dev.messina.cli.demo.workload;

import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The attributes that an item may have beside its key: the columns of a CQL table, so that every
 * item fits the table.
 */
public final class Catalogue {

  /** The key attributes of every generated item: a string and a number. */
  public static final String PARTITION_KEY = "pk";

  public static final String SORT_KEY = "sk";

  private final List<Attribute> attributes;

  record Attribute(String name, ColumnKind kind) {}

  private Catalogue(List<Attribute> attributes) {
    this.attributes = List.copyOf(attributes);
  }

  /**
   * @param columns CQL type by column name, as {@code frozen<set<text>>}; the key's columns may be
   *     among them
   * @throws IllegalArgumentException if no value can be invented for one of the types
   */
  public static Catalogue of(Map<String, String> columns) {
    List<Attribute> attributes = new ArrayList<>();
    new TreeMap<>(columns)
        .forEach(
            (name, type) -> {
              if (!name.equals(PARTITION_KEY) && !name.equals(SORT_KEY)) {
                attributes.add(new Attribute(name, ColumnKind.of(type)));
              }
            });
    return new Catalogue(attributes);
  }

  /** The catalogue of a table that exists. */
  public static Catalogue of(TableMetadata table) {
    Map<String, String> columns = new TreeMap<>();
    for (ColumnMetadata column : table.getColumns().values()) {
      columns.put(column.getName().asInternal(), column.getType().asCql(true, true));
    }
    return of(columns);
  }

  /** How many attributes an item can have beside its key. */
  public int size() {
    return attributes.size();
  }

  /** Sorted by name. */
  List<Attribute> attributes() {
    return attributes;
  }
}
