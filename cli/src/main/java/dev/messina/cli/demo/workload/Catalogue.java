package dev.messina.cli.demo.workload;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The attributes that an item may have beside its key, each with the CQL type that takes its
 * values.
 */
public final class Catalogue {

  /** The key attributes of every generated item: a string and a number. */
  public static final String PARTITION_KEY = "pk";

  public static final String SORT_KEY = "sk";

  private static final String DEMO = "attributes.json";

  private final List<Attribute> attributes;

  record Attribute(String name, ColumnKind kind) {}

  private Catalogue(List<Attribute> attributes) {
    this.attributes = List.copyOf(attributes);
  }

  /**
   * @param columns CQL type by attribute, as {@code frozen<set<text>>}; the key's may be among them
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

  /** What the demo's items may have: values of all types under names that others stumble over. */
  public static Catalogue ofDemo() {
    try (InputStream file = Catalogue.class.getResourceAsStream(DEMO)) {
      return of(new ObjectMapper().readValue(file, new TypeReference<Map<String, String>>() {}));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("Resource " + DEMO + " cannot be read", unreadable);
    }
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
