package dev.messina.transforms.mapping;

import dev.messina.record.json.AttributeType;
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
 * @param missingOldImage what becomes of a record whose source keeps no old images where the
 *     mapping cannot do without
 * @param split attributes that are taken apart; an item whose attribute has another form is an
 *     error
 * @param itemKey the key attributes of the DynamoDB table, or empty if the document does not say
 * @param keyTypes the DynamoDB types of those key attributes for which the document says it
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
    MissingOldImage missingOldImage,
    List<Split> split,
    List<String> itemKey,
    Map<String, AttributeType> keyTypes,
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
  public record Split(Path path, Template template) {

    /**
     * Whether the parts tell what the text was, so that it needs no column of its own. One that
     * matches any text somewhere only tests and captures.
     */
    public boolean takes() {
      return !template.hasWildcard();
    }
  }

  /** What becomes of a record whose source keeps no old images. */
  public enum MissingOldImage {
    /** The task stops: each such record would be refused, so this is no matter of one item. */
    STOP,
    /** The record is refused, and its row stays as it was. */
    REJECT
  }

  public Mapping {
    when = List.copyOf(when);
    split = List.copyOf(split);
    itemKey = List.copyOf(itemKey);
    keyTypes = Map.copyOf(keyTypes);
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
        MissingOldImage.STOP,
        List.of(),
        List.of(),
        Map.of(),
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

  /** Every template that each row's item has met, with the path of what it takes apart. */
  public List<Split> templates() {
    List<Split> templates = new ArrayList<>();
    when.stream()
        .flatMap(Condition::certain)
        .forEach(
            condition -> {
              if (condition.test() instanceof ValueTest.Matches matches) {
                templates.add(new Split(condition.path(), matches.template()));
              }
            });
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
