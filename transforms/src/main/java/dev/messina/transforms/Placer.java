package dev.messina.transforms;

import dev.messina.transforms.item.Attribute;
import dev.messina.transforms.item.ItemException;
import dev.messina.transforms.mapping.ColumnSource;
import dev.messina.transforms.mapping.Condition;
import dev.messina.transforms.mapping.Mapping;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** Finds where an item belongs. */
record Placer(RowPlan plan, RecordKey key) {

  /** Where an item belongs whose key alone tells. */
  Placement byKey() {
    if (plan.keepsKey() && plan.mapping().when().isEmpty() && plan.keySplits().isEmpty()) {
      return new Placement.At(TargetKey.KEPT, Map.of());
    }
    return place(attribute -> plan.itemKey().contains(attribute) ? key.attribute(attribute) : null);
  }

  Placement place(ItemAttributes item) {
    Map<String, String> parts = new HashMap<>();
    for (Condition condition : plan.mapping().when()) {
      Attribute found = condition.path().find(item.whole(condition.path().attribute()));
      if (!condition.test().passes(found, parts)) {
        return Placement.ELSEWHERE;
      }
    }
    try {
      return new Placement.At(targetKey(new SourceValues(plan, item, parts)), parts);
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
        addMade(column, values.of(column.source()), schemas, parts);
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
      PlannedColumn column, Attribute value, List<Schema> schemas, List<Object> parts) {
    if (value == null) {
      throw new ItemException(
          "the item has nothing for key column '"
              + column.name()
              + "', which comes from "
              + SourceText.of(column.source()));
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

  private static Object buffered(Object value) {
    return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
  }
}
