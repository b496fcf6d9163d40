package dev.messina.transforms;

import dev.messina.record.json.ItemParser.ItemException;
import dev.messina.transforms.RowPlan.PlannedColumn;
import dev.messina.transforms.mapping.Condition;
import dev.messina.transforms.mapping.Condition.ValueTest;
import dev.messina.transforms.mapping.Mapping;
import dev.messina.transforms.mapping.Mapping.ColumnSource;
import dev.messina.transforms.mapping.Mapping.NameStrategy;
import dev.messina.transforms.mapping.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Works a mapping out for one shape of item keys, and refuses what cannot be right. */
final class RowPlanner {

  private final Mapping mapping;
  private final Set<String> itemKey;
  private final Set<String> parts;
  private final Map<String, Path> joined = new LinkedHashMap<>();

  private RowPlanner(Mapping mapping, Set<String> itemKey) {
    this.mapping = mapping;
    this.itemKey = itemKey;
    this.parts = mapping.parts();
  }

  /**
   * The plan for items with these key attributes.
   *
   * @throws ItemException if the mapping does not fit them; the message says what to change
   */
  static RowPlan plan(Mapping mapping, Set<String> itemKey) {
    return new RowPlanner(mapping, itemKey).plan();
  }

  private RowPlan plan() {
    checkItemKey();
    mapping.columns().values().forEach(this::collectJoined);
    List<PlannedColumn> key = mapping.key().isEmpty() ? defaultKey() : namedKey();
    TargetKeyRules rules = new TargetKeyRules(mapping, itemKey, key, joined);
    rules.refuseSharedRows();
    boolean rowNeedsImage = rules.rowDependsOnMoreThanTheItemsKey();
    boolean needsOldImage = rowNeedsImage || rules.targetDependsOnMoreThanTheItemsKey();
    Map<String, ColumnSource> columns = new LinkedHashMap<>(mapping.columns());
    key.forEach(column -> columns.remove(column.name()));
    Set<String> keyParts = rules.partsOfTheKey();
    List<Mapping.Split> keySplits = new ArrayList<>();
    List<Mapping.Split> columnSplits = new ArrayList<>();
    for (Mapping.Split split : mapping.split()) {
      // A delete has to meet the same templates as its row, or it would be that of another item.
      boolean forKey =
          isKeyAttribute(split.path())
              || (needsOldImage && split.template().names().stream().anyMatch(keyParts::contains));
      (forKey ? keySplits : columnSplits).add(split);
    }
    return new RowPlan(
        mapping,
        Set.copyOf(itemKey),
        List.copyOf(key),
        keepsKey(key),
        rowNeedsImage,
        rules.lost().isEmpty(),
        needsOldImage,
        byName(key),
        List.copyOf(keySplits),
        List.copyOf(columnSplits),
        columns.entrySet().stream()
            .map(column -> new PlannedColumn(column.getKey(), column.getValue()))
            .toList(),
        Map.copyOf(joined),
        new AttributeUses(mapping).of(itemKey, key, joined.values()));
  }

  private void checkItemKey() {
    if (!mapping.itemKey().isEmpty() && !Set.copyOf(mapping.itemKey()).equals(itemKey)) {
      throw new ItemException(
          "the record's key has the attributes "
              + String.join(", ", itemKey)
              + " where the mapping's 'item_key' says "
              + String.join(", ", mapping.itemKey()));
    }
    mapping.when().stream()
        .flatMap(Condition::tests)
        .filter(condition -> condition.test() instanceof ValueTest.OfType)
        .map(Condition.At::path)
        .filter(this::isKeyAttribute)
        .findFirst()
        .ifPresent(
            path -> {
              throw new ItemException(
                  "the mapping tests the type of '"
                      + path
                      + "', which belongs to the item's key and has always the same; take it out of"
                      + " 'when'");
            });
  }

  private void collectJoined(ColumnSource source) {
    if (source instanceof ColumnSource.Join join) {
      for (String part : join.template().names()) {
        if (!parts.contains(part)) {
          joined.put(part, Path.parse(part));
        }
      }
    }
  }

  private boolean isKeyAttribute(Path path) {
    return path.isWhole() && itemKey.contains(path.attribute());
  }

  /** What the item's key attributes become, in their order. */
  private List<PlannedColumn> defaultKey() {
    Map<String, PlannedColumn> key = new LinkedHashMap<>();
    for (String attribute : itemKey) {
      Set<String> columns = columnsOf(attribute);
      for (String column : columns) {
        ColumnSource source = mapping.columns().getOrDefault(column, whole(attribute));
        key.put(column, new PlannedColumn(column, source));
      }
    }
    return List.copyOf(key.values());
  }

  private Set<String> columnsOf(String attribute) {
    Set<String> columns = new LinkedHashSet<>();
    boolean taken = mapping.drops().contains(attribute);
    for (Mapping.Split split : mapping.templates()) {
      if (split.takes() && split.path().equals(Path.ofName(attribute))) {
        taken = true;
        columns.addAll(split.template().names());
      }
    }
    if (columns.isEmpty()) {
      mapping.columns().entrySet().stream()
          .filter(entry -> isWhole(entry.getValue(), attribute))
          .findFirst()
          .ifPresent(entry -> columns.add(entry.getKey()));
    }
    if (columns.isEmpty() && !taken) {
      columns.add(mapping.names().columnOf(attribute));
    }
    return columns;
  }

  private static boolean isWhole(ColumnSource source, String attribute) {
    return source instanceof ColumnSource.FromPath from
        && from.path().equals(Path.ofName(attribute));
  }

  private List<PlannedColumn> namedKey() {
    return mapping.key().stream()
        .map(column -> new PlannedColumn(column, sourceOf(column)))
        .toList();
  }

  private ColumnSource sourceOf(String column) {
    ColumnSource defined = mapping.columns().get(column);
    if (defined != null) {
      return defined;
    }
    return itemKey.stream()
        .filter(attribute -> mapping.names().columnOf(attribute).equals(column))
        .findFirst()
        .map(this::whole)
        .orElseGet(() -> whole(column));
  }

  /** With another strategy than preserve a column's attribute is known when it comes. */
  private Set<String> byName(List<PlannedColumn> key) {
    Set<String> columns = new HashSet<>();
    if (!mapping.key().isEmpty() && mapping.names() != NameStrategy.PRESERVE) {
      key.stream()
          .filter(column -> isWhole(column.source(), column.name()))
          .map(PlannedColumn::name)
          .filter(column -> !mapping.columns().containsKey(column) && !itemKey.contains(column))
          .forEach(columns::add);
    }
    return Set.copyOf(columns);
  }

  private ColumnSource whole(String attribute) {
    return new ColumnSource.FromPath(Path.ofName(attribute), mapping.nested());
  }

  private boolean keepsKey(List<PlannedColumn> key) {
    return key.size() == itemKey.size()
        && key.stream()
            .allMatch(
                column ->
                    itemKey.contains(column.name()) && isWhole(column.source(), column.name()));
  }
}
