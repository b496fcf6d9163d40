package dev.messina.transforms;

import dev.messina.record.ChangeOperation;
import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordReader;
import dev.messina.record.Coordinates;
import dev.messina.transforms.item.ItemException;
import java.util.Map;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** Makes row records of change records under one mapping. Thread-safe. */
final class Rows<R extends ConnectRecord<R>> {

  private final RowPlans plans;
  private final RowTally tally;
  private final RowSchemas schemas = new RowSchemas();
  private final RowHeaders headers;

  Rows(RowPlans plans, RowTally tally) {
    this.plans = plans;
    this.tally = tally;
    this.headers = new RowHeaders(plans.mapping());
  }

  /** The row record of a change record; null if its item belongs to another target. */
  R row(R record) {
    ChangeRecord change = ChangeRecordReader.read(record);
    try {
      RecordKey key = RecordKey.of(record);
      RowPlan plan = plans.of(key);
      R row =
          change.operation() == ChangeOperation.DELETE
              ? deleted(record, change, plan, key)
              : written(record, change, plan, key);
      if (row == null) {
        tally.elsewhere(record);
      }
      return row;
    } catch (ItemException problem) {
      throw error(record, change, problem);
    }
  }

  private static DataException error(
      ConnectRecord<?> record, ChangeRecord change, ItemException problem) {
    String names =
        RecordKey.isNamed(record)
            ? " of table '" + change.source().table() + "', key " + keyNames(record)
            : " of table '" + change.source().table() + "'";
    return Coordinates.of(record).error("an item" + names + ": " + problem.getMessage());
  }

  private static String keyNames(ConnectRecord<?> record) {
    return record.key() instanceof Struct struct
        ? struct.schema().fields().stream().map(field -> field.name()).toList().toString()
        : ((Map<?, ?>) record.key()).keySet().toString();
  }

  /**
   * A tombstone under the target's key; null where keys do not tell whether and where there is a
   * row. A key without names is not ours, and neither is a record that nothing changes.
   */
  R tombstone(R record) {
    if (!RecordKey.isNamed(record)) {
      return record;
    }
    try {
      RecordKey key = RecordKey.of(record);
      RowPlan plan = plans.of(key);
      if (plan.needsOldImage()) {
        tally.droppedTombstone(record);
        return null;
      }
      if (possible(new Placer(plan, key).byKey()) instanceof Placement.At place) {
        return plan.keepsKey() ? record : removed(record, plan, place, record.valueSchema());
      }
      tally.elsewhere(record);
      return null;
    } catch (ItemException problem) {
      throw Coordinates.of(record).error(problem.getMessage());
    }
  }

  private R deleted(R record, ChangeRecord change, RowPlan plan, RecordKey key) {
    Placer placer = new Placer(plan, key);
    Placement place =
        plan.needsOldImage()
            ? placer.place(OldImage.of(change, record, plan, key))
            : placer.byKey();
    if (!(possible(place) instanceof Placement.At at)) {
      return null;
    }
    R row = removed(record, plan, at, null);
    headers.restore(row.headers(), change);
    return row;
  }

  private R written(R record, ChangeRecord change, RowPlan plan, RecordKey key) {
    Placer placer = new Placer(plan, key);
    if (!plan.needsOldImage()) {
      return possible(placer.byKey()) instanceof Placement.At place
          ? row(record, change, plan, place, ItemImage.read(change.after(), plan, key))
          : null;
    }
    ItemImage image = ItemImage.read(change.after(), plan, key);
    Placement before =
        change.operation() == ChangeOperation.UPDATE
            ? placer.place(OldImage.of(change, record, plan, key))
            : Placement.ELSEWHERE;
    Placement after = possible(placer.place(image));
    // An old image that could have no row has none to delete: its own record was refused.
    TargetKey left = before instanceof Placement.At old ? old.key() : null;
    if (after instanceof Placement.At place) {
      R row = row(record, change, plan, place, image);
      if (left != null && !left.equals(place.key())) {
        headers.addMovedFrom(row.headers(), keySchema(record, left), left);
        tally.moved();
      }
      return row;
    }
    if (left == null) {
      return null;
    }
    R row = removed(record, plan, (Placement.At) before, null);
    headers.restore(row.headers(), change);
    tally.moved();
    return row;
  }

  private static Placement possible(Placement place) {
    if (place instanceof Placement.Impossible impossible) {
      throw new ItemException(impossible.problem());
    }
    return place;
  }

  private R row(R record, ChangeRecord change, RowPlan plan, Placement.At place, ItemImage image) {
    RowColumns columns = new RowColumns(plan);
    SourceValues values = columns.values(image, place);
    boolean typed = record.valueSchema() != null;
    RowCells cells = columns.of(image, values, typed);
    tally.unmapped(image.unmapped(), record);
    R row;
    if (typed) {
      Struct struct = cells.struct(schemas, record.topic());
      row = with(record, plan, place.key(), struct.schema(), struct);
    } else {
      row = with(record, plan, place.key(), null, cells.map());
    }
    headers.restore(row.headers(), change);
    headers.addOfItem(row.headers(), values);
    return row;
  }

  private R removed(R record, RowPlan plan, Placement.At place, Schema valueSchema) {
    R row = with(record, plan, place.key(), valueSchema, null);
    headers.addTable(row.headers());
    return row;
  }

  private R with(R record, RowPlan plan, TargetKey key, Schema valueSchema, Object value) {
    boolean typed = !plan.keepsKey() && record.keySchema() != null;
    Schema keySchema = typed ? keySchema(record, key) : record.keySchema();
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        keySchema,
        plan.keepsKey() ? record.key() : typed ? key.struct(keySchema) : key.map(),
        valueSchema,
        value,
        record.timestamp());
  }

  private Schema keySchema(ConnectRecord<?> record, TargetKey key) {
    String name = record.keySchema() == null ? null : record.keySchema().name();
    return schemas.key(name == null ? record.topic() + ".Key" : name, key.columns(), key.schemas());
  }
}
