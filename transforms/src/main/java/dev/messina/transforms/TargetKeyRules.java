package dev.messina.transforms;

import dev.messina.record.json.ItemParser.ItemException;
import dev.messina.transforms.RowPlan.PlannedColumn;
import dev.messina.transforms.mapping.Condition;
import dev.messina.transforms.mapping.Condition.ValueTest;
import dev.messina.transforms.mapping.Mapping;
import dev.messina.transforms.mapping.Mapping.ColumnSource;
import dev.messina.transforms.mapping.Path;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** What follows from how a target's key is made: one row for one item, and what a delete needs. */
final class TargetKeyRules {

  private final Mapping mapping;
  private final Set<String> itemKey;
  private final List<PlannedColumn> key;
  private final Map<String, Path> joined;

  TargetKeyRules(
      Mapping mapping, Set<String> itemKey, List<PlannedColumn> key, Map<String, Path> joined) {
    this.mapping = mapping;
    this.itemKey = itemKey;
    this.key = key;
    this.joined = joined;
  }

  /**
   * Two items in one row would overwrite each other in an order that nothing defines, so every
   * attribute of the item's key must follow from the target's key.
   */
  void refuseSharedRows() {
    if (key.isEmpty()) {
      throw new ItemException(
          "the mapping leaves no column for the target's key; name some in 'key'");
    }
    List<String> lost = lost();
    if (!lost.isEmpty() && !mapping.unique()) {
      throw new ItemException(
          "the target key ("
              + key.stream().map(PlannedColumn::name).collect(Collectors.joining(", "))
              + ") does not determine '"
              + String.join("', '", lost)
              + "' of the item's key, so two items could meet in one row; add what is missing to"
              + " 'key', or say 'unique: true' if no two items ever have one target key");
    }
  }

  /** The attributes of the item's key that do not follow from the target's key. */
  List<String> lost() {
    Set<String> known = attributesThatFollow();
    return itemKey.stream().filter(name -> !known.contains(name)).toList();
  }

  private Set<String> attributesThatFollow() {
    Set<String> attributes = new HashSet<>();
    Set<String> parts = partsOfTheKey();
    for (PlannedColumn column : key) {
      if (column.source() instanceof ColumnSource.FromPath from && from.path().isWhole()) {
        attributes.add(from.path().attribute());
      } else if (column.source() instanceof ColumnSource.Join join) {
        join.template().names().stream()
            .filter(joined::containsKey)
            .map(joined::get)
            .filter(Path::isWhole)
            .forEach(path -> attributes.add(path.attribute()));
      }
    }
    mapping.when().stream()
        .flatMap(Condition::certain)
        .filter(condition -> condition.path().isWhole() && isOneValue(condition.test()))
        .forEach(condition -> attributes.add(condition.path().attribute()));
    addWhatTemplatesTell(attributes, parts);
    return attributes;
  }

  private static boolean isOneValue(ValueTest test) {
    return test instanceof ValueTest.OneOf values && values.literals().size() == 1;
  }

  private void addWhatTemplatesTell(Set<String> attributes, Set<String> parts) {
    boolean learned = true;
    while (learned) {
      learned = false;
      for (Mapping.Split split : mapping.templates()) {
        if (split.takes()
            && split.path().isWhole()
            && parts.containsAll(split.template().names())) {
          learned |= attributes.add(split.path().attribute());
        }
        if (split.path().isWhole() && attributes.contains(split.path().attribute())) {
          learned |= parts.addAll(split.template().names());
        }
      }
    }
  }

  /** The captured parts from which the target's key is made. */
  Set<String> partsOfTheKey() {
    Set<String> parts = new HashSet<>();
    for (PlannedColumn column : key) {
      if (column.source() instanceof ColumnSource.Captured captured) {
        parts.add(captured.name());
      } else if (column.source() instanceof ColumnSource.Join join) {
        join.template().names().stream()
            .filter(part -> !joined.containsKey(part))
            .forEach(parts::add);
      }
    }
    return parts;
  }

  /** Whether keys alone do not tell whether an item has a row. */
  boolean targetDependsOnMoreThanTheItemsKey() {
    return mapping.when().stream()
        .flatMap(Condition::tests)
        .anyMatch(condition -> !isOfTheKey(condition.path()));
  }

  /** Whether keys alone do not tell which row an item has, if it has one. */
  boolean rowDependsOnMoreThanTheItemsKey() {
    return key.stream().anyMatch(column -> !isOfTheKey(column.source()));
  }

  private boolean isOfTheKey(Path path) {
    return path.isWhole() && itemKey.contains(path.attribute());
  }

  private boolean isOfTheKey(ColumnSource source) {
    if (source instanceof ColumnSource.FromPath from) {
      return isOfTheKey(from.path());
    }
    if (source instanceof ColumnSource.Captured captured) {
      return isPartOfTheKey(captured.name());
    }
    if (source instanceof ColumnSource.Join join) {
      return join.template().names().stream()
          .allMatch(
              part ->
                  joined.containsKey(part) ? isOfTheKey(joined.get(part)) : isPartOfTheKey(part));
    }
    return true;
  }

  private boolean isPartOfTheKey(String part) {
    return mapping.templates().stream()
        .anyMatch(split -> isOfTheKey(split.path()) && split.template().names().contains(part));
  }

  /**
   * The key of a row, equal to another one exactly if the rows are the same.
   *
   * @param parts the values of the key's columns; bytes as buffers
   */
  record TargetKey(List<String> columns, List<Schema> schemas, List<Object> parts) {

    /** Stands for the record's own key, of every record whose item cannot move. */
    static final TargetKey KEPT = new TargetKey(List.of(), List.of(), List.of());

    /** As a struct of this schema, whose fields are the columns. */
    Struct struct(Schema schema) {
      Struct struct = new Struct(schema);
      for (Field field : schema.fields()) {
        struct.put(field, parts.get(field.index()));
      }
      return struct;
    }

    /** As a map, bytes as arrays. */
    Map<String, Object> map() {
      Map<String, Object> map = new LinkedHashMap<>();
      for (int column = 0; column < columns.size(); column++) {
        Object part = parts.get(column);
        map.put(columns.get(column), part instanceof ByteBuffer bytes ? bytes.array() : part);
      }
      return map;
    }
  }
}
