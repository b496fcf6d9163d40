package dev.messina.transforms;

import dev.messina.record.json.AttributeVisitor.Wanted;
import dev.messina.transforms.mapping.Mapping;
import dev.messina.transforms.mapping.Mapping.ColumnSource;
import dev.messina.transforms.mapping.Mapping.NameStrategy;
import dev.messina.transforms.mapping.Mapping.NestedForm;
import dev.messina.transforms.mapping.Mapping.Unmapped;
import dev.messina.transforms.mapping.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A mapping worked out for one shape of item keys. Immutable.
 *
 * @param itemKey the item's key attributes
 * @param key the target's primary key
 * @param keepsKey whether the target's key is the item's key as it is
 * @param rowNeedsImage whether an item's target key depends on more than its key
 * @param ownRow whether the target key determines the item's key, so that no other item can have
 *     that row; not so where only the user vouches for it
 * @param needsOldImage whether its target key or its target does
 * @param byName key columns whose attribute is the one that {@code names} gives that name
 * @param keySplits what is taken apart to find the target key
 * @param columnSplits what is taken apart for other columns
 * @param columns columns that a rule defines, without those of the key
 * @param joined the paths of the parts of joins that no template captures
 * @param uses the attributes that a rule names, and those of the item's key
 */
record RowPlan(
    Mapping mapping,
    Set<String> itemKey,
    List<PlannedColumn> key,
    boolean keepsKey,
    boolean rowNeedsImage,
    boolean ownRow,
    boolean needsOldImage,
    Set<String> byName,
    List<Mapping.Split> keySplits,
    List<Mapping.Split> columnSplits,
    List<PlannedColumn> columns,
    Map<String, Path> joined,
    Map<String, Use> uses) {

  /**
   * What an attribute is needed for.
   *
   * @param wanted the form in which an image has to give it
   * @param named whether a rule names it whole
   * @param passes whether it becomes a column of its own all the same
   */
  record Use(Wanted wanted, boolean named, boolean passes) {

    static final Use DROPPED = new Use(Wanted.NOTHING, true, false);

    /** Of the attribute that a key column finds by its name. */
    static final Use OF_THE_KEY = new Use(Wanted.VALUE, true, false);
  }

  /** The form in which a mapping wants attributes that no rule names. */
  static Wanted others(Mapping mapping) {
    if (mapping.unmapped() instanceof Unmapped.Ignore
        || mapping.unmapped() instanceof Unmapped.Fail) {
      return Wanted.NOTHING;
    }
    boolean tree =
        mapping.unmapped() instanceof Unmapped.CatchAll || mapping.nested() != NestedForm.JSON;
    return tree ? Wanted.TREE : Wanted.VALUE;
  }

  /** Whether every attribute is the column of its own name, so that no two can meet. */
  boolean changesNoName() {
    return keepsKey
        && columns.isEmpty()
        && !(mapping.unmapped() instanceof Unmapped.CatchAll)
        && mapping.names() == NameStrategy.PRESERVE
        && mapping.nested() != NestedForm.FLATTEN;
  }

  /**
   * A column that a rule defines.
   *
   * @param label where its value comes from, for messages: a bare path, or what else it is
   */
  record PlannedColumn(String name, ColumnSource source, String label) {

    PlannedColumn(String name, ColumnSource source) {
      this(
          name,
          source,
          source instanceof ColumnSource.FromPath from
              ? from.path().toString()
              : SourceText.of(source));
    }

    /** Names where a column comes from, for messages. */
    static final class SourceText {

      private SourceText() {}

      static String of(ColumnSource source) {
        if (source instanceof ColumnSource.FromPath from) {
          return "attribute '" + from.path() + "'";
        }
        if (source instanceof ColumnSource.Captured captured) {
          return "the part {" + captured.name() + "}";
        }
        return source instanceof ColumnSource.Join join
            ? "the join '" + join.template() + "'"
            : "a constant";
      }
    }
  }
}
