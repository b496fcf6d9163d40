package dev.messina.transforms;

import dev.messina.plugin.NearestName;
import dev.messina.record.json.Attribute;
import dev.messina.record.json.ItemParser.ItemException;
import dev.messina.transforms.RowPlan.PlannedColumn;
import dev.messina.transforms.RowPlan.PlannedColumn.SourceText;
import dev.messina.transforms.TargetKeyRules.TargetKey;
import dev.messina.transforms.mapping.Condition;
import dev.messina.transforms.mapping.Mapping;
import dev.messina.transforms.mapping.Mapping.ColumnSource;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** Finds where an item belongs. */
record Placer(RowPlan plan, RecordKey key) {

  /** Where an item belongs as far as its key alone tells; it is asked first, of every record. */
  Placement byKey() {
    if (plan.keepsKey() && plan.mapping().when().isEmpty() && plan.keySplits().isEmpty()) {
      return new Placement.At(TargetKey.KEPT, Map.of());
    }
    return place(new KeyAttributes(plan, key));
  }

  /**
   * Where an item belongs. The row of an unsure one is that of its key: whatever else the item is,
   * it has that row or none, and no other item has it.
   */
  Placement place(ItemAttributes item) {
    Map<String, String> parts = new HashMap<>();
    Condition.Answer answer = new Condition.All(plan.mapping().when()).of(item, parts);
    if (answer == Condition.Answer.NO) {
      return Placement.ELSEWHERE;
    }
    if (item instanceof KeyAttributes && plan.rowNeedsImage()) {
      return new Placement.Unsure(null);
    }
    try {
      Placement.At row = new Placement.At(targetKey(new SourceValues(plan, item, parts)), parts);
      return answer == Condition.Answer.YES
          ? row
          : new Placement.Unsure(plan.ownRow() ? row : null);
    } catch (ItemException problem) {
      return new Placement.Impossible(problem.getMessage());
    }
  }

  private TargetKey targetKey(SourceValues values) {
    for (Mapping.Split split : plan.keySplits()) {
      values.split(split);
    }
    int count = plan.key().size();
    List<String> columns = new ArrayList<>(count);
    List<Schema> schemas = new ArrayList<>(count);
    List<Object> parts = new ArrayList<>(count);
    for (PlannedColumn column : plan.key()) {
      columns.add(column.name());
      Schema schema = schemaInTheRecord(column.source());
      if (schema == null) {
        addMade(column, values, schemas, parts);
      } else {
        schemas.add(schema);
        parts.add(buffered(key.raw(((ColumnSource.FromPath) column.source()).path().attribute())));
      }
    }
    return new TargetKey(columns, schemas, parts);
  }

  /** The schema of a column that is an attribute of the record's key; null for any other. */
  private Schema schemaInTheRecord(ColumnSource source) {
    return source instanceof ColumnSource.FromPath from
            && from.path().isWhole()
            && plan.itemKey().contains(from.path().attribute())
        ? key.schemaOf(from.path().attribute())
        : null;
  }

  private static void addMade(
      PlannedColumn column, SourceValues values, List<Schema> schemas, List<Object> parts) {
    Attribute value = values.of(column.source());
    if (value == null) {
      throw new ItemException(
          "the item has nothing for key column '"
              + column.name()
              + "', which comes from "
              + SourceText.of(column.source())
              + nearest(column.source(), values.item()));
    }
    Schema schema =
        switch (value.type()) {
          case S, N -> Schema.STRING_SCHEMA;
          case B -> Schema.BYTES_SCHEMA;
          case BOOL -> Schema.BOOLEAN_SCHEMA;
          case NULL, SS, NS, BS, L, M ->
              throw new ItemException(
                  "key column '"
                      + column.name()
                      + "' expects S, N, B or BOOL, and "
                      + SourceText.of(column.source())
                      + " is of type "
                      + value.type());
        };
    schemas.add(schema);
    parts.add(buffered(value.scalar()));
  }

  private static String nearest(ColumnSource source, ItemAttributes item) {
    return source instanceof ColumnSource.FromPath from
        ? NearestName.of(from.path().attribute(), item.names())
            .filter(name -> !name.equals(from.path().attribute()))
            .map(name -> "; the nearest attribute is '" + name + "'")
            .orElse("")
        : "";
  }

  private static Object buffered(Object value) {
    return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
  }

  /** Where an item belongs under a mapping. */
  sealed interface Placement {

    /** The item belongs to another target. */
    Placement ELSEWHERE = new Elsewhere();

    /**
     * The item has a row.
     *
     * @param parts what templates have captured on the way
     */
    record At(TargetKey key, Map<String, String> parts) implements Placement {}

    /** The item belongs to another target. */
    record Elsewhere() implements Placement {}

    /** The item belongs to this target, but its row's key cannot be made. */
    record Impossible(String problem) implements Placement {}

    /**
     * Only the item's key is known, and it does not tell.
     *
     * @param row the only row that the item can have, or null if the key does not tell that either
     */
    record Unsure(At row) implements Placement {}
  }

  /** As much of an item as its key. */
  record KeyAttributes(RowPlan plan, RecordKey key) implements ItemAttributes {

    @Override
    public boolean knows(String attribute) {
      return plan.itemKey().contains(attribute);
    }

    @Override
    public Attribute whole(String attribute) {
      return knows(attribute) ? key.attribute(attribute) : null;
    }
  }
}
