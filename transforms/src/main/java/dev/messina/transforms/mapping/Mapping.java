package dev.messina.transforms.mapping;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A checked mapping document: which items belong to a target, and what their rows look like.
 *
 * @param table the target as keyspace.table, or null if the document does not say
 * @param when every one must hold
 * @param split attributes that are taken apart; an item whose attribute has another form is an
 *     error
 * @param itemKey the key attributes of the DynamoDB table, or empty if the document does not say
 * @param key the primary-key columns of the target in their order, or empty for those that the
 *     item's key attributes become
 * @param unique whether the user vouches that no two items have one target key, ever
 * @param columns columns that the document defines, those of captured parts included, in order
 * @param drops attributes that become no column
 * @param nested for lists and maps where no column says otherwise
 * @param expiry where the item's expiry stands in seconds since 1970, or null
 * @param versionAttribute where the item's own version stands, or null
 */
public record Mapping(
    String table,
    List<Condition> when,
    List<Split> split,
    List<String> itemKey,
    List<String> key,
    boolean unique,
    Map<String, ColumnSource> columns,
    Set<String> drops,
    NameStrategy names,
    NestedForm nested,
    NullPolicy nulls,
    Unmapped unmapped,
    Path expiry,
    Path versionAttribute) {

  /** What stands at a path, taken apart by a template. */
  public record Split(Path path, Template template) {}

  public Mapping {
    when = List.copyOf(when);
    split = List.copyOf(split);
    itemKey = List.copyOf(itemKey);
    key = List.copyOf(key);
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    drops = Set.copyOf(drops);
  }

  /** Each attribute becomes the column of its name. */
  public static Mapping identity() {
    return ofItems(List.of());
  }

  /** Each attribute becomes the column of its name, for items that match. */
  public static Mapping ofItems(List<Condition> when) {
    return new Mapping(
        null,
        when,
        List.of(),
        List.of(),
        List.of(),
        false,
        Map.of(),
        Set.of(),
        NameStrategy.PRESERVE,
        NestedForm.JSON,
        NullPolicy.NULL,
        new Unmapped.Columns(),
        null,
        null);
  }

  /** Every template that takes something apart, with the path of what it takes apart. */
  public List<Split> templates() {
    List<Split> templates = new ArrayList<>();
    for (Condition condition : when) {
      if (condition.test() instanceof Condition.Matches matches) {
        templates.add(new Split(condition.path(), matches.template()));
      }
    }
    templates.addAll(split);
    return templates;
  }

  /** The names that templates capture. */
  public Set<String> parts() {
    Set<String> parts = new LinkedHashSet<>();
    templates().forEach(taken -> parts.addAll(taken.template().names()));
    return parts;
  }
}
