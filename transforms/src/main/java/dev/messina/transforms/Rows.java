package dev.messina.transforms;

import dev.messina.record.ChangeOperation;
import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordReader;
import dev.messina.record.Coordinates;
import dev.messina.record.json.ItemParser.ItemException;
import dev.messina.transforms.Placer.Placement;
import dev.messina.transforms.TargetKeyRules.TargetKey;
import dev.messina.transforms.mapping.Mapping;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes row records of change records under one mapping. Thread-safe. */
final class Rows<R extends ConnectRecord<R>> {

  private static final String STAYS =
      "; the item has left the row that it had, which stays, since no later record knows it: mend"
          + " the cause and have this record read again, or delete that row";

  private final RowPlans plans;
  private final RowTally tally;
  private final UselessDrops drops;
  private final RowSchemas schemas = new RowSchemas();
  private final RowHeaders headers;

  Rows(RowPlans plans, RowTally tally) {
    this.plans = plans;
    this.tally = tally;
    this.drops = new UselessDrops(plans.mapping());
    this.headers = new RowHeaders(plans.mapping());
  }

  /** The row record of a change record; null if its item belongs to another target. */
  R row(R record) {
    ChangeRecord change = ChangeRecordReader.read(record);
    try {
      RecordKey key = RecordKey.of(record, change, plans.mapping());
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

  private DataException error(ConnectRecord<?> record, ChangeRecord change, ItemException problem) {
    String names =
        RecordKey.isNamed(record)
            ? " of table '" + change.source().table() + "', key " + keyNames(record, change)
            : " of table '" + change.source().table() + "'";
    return Coordinates.of(record).error("an item" + names + ": " + problem.getMessage());
  }

  /** In the order of the table's key, if anybody tells it. */
  private String keyNames(ConnectRecord<?> record, ChangeRecord change) {
    if (record.key() instanceof Struct struct) {
      return struct.schema().fields().stream().map(field -> field.name()).toList().toString();
    }
    Set<Object> names = new LinkedHashSet<>(KeyTypes.of(record, change, plans.mapping()).names());
    Set<?> there = ((Map<?, ?>) record.key()).keySet();
    names.retainAll(there);
    names.addAll(there);
    return names.toString();
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
      RecordKey key = RecordKey.of(record, null, plans.mapping());
      RowPlan plan = plans.of(key);
      Placement place = possible(new Placer(plan, key).byKey());
      if (place instanceof Placement.At at) {
        boolean same = plan.keepsKey() && key.value() == record.key();
        return same ? record : removed(record, plan, key, at, record.valueSchema());
      }
      if (place instanceof Placement.Unsure) {
        tally.droppedTombstone(record);
      } else {
        tally.elsewhere(record);
      }
      return null;
    } catch (ItemException problem) {
      throw Coordinates.of(record).error(problem.getMessage());
    }
  }

  private R deleted(R record, ChangeRecord change, RowPlan plan, RecordKey key) {
    Placer placer = new Placer(plan, key);
    Placement place = placer.byKey();
    if (place instanceof Placement.Unsure unsure) {
      Optional<ItemImage> image = OldImage.of(change, plan, key);
      place = image.map(placer::place).orElse(unsure.row());
      if (place == null) {
        throw OldImage.missing(change, record, plan);
      }
      if (image.isEmpty()) {
        tally.deleteWithoutOldImage();
      }
    }
    if (!(possible(place) instanceof Placement.At at)) {
      return null;
    }
    R row = removed(record, plan, key, at, null);
    headers.restore(row.headers(), change);
    return row;
  }

  private R written(R record, ChangeRecord change, RowPlan plan, RecordKey key) {
    Placer placer = new Placer(plan, key);
    Placement byKey = possible(placer.byKey());
    if (!(byKey instanceof Placement.Unsure unsure)) {
      return byKey instanceof Placement.At place
          ? row(record, change, plan, key, place, ItemImage.read(change.after(), plan, key))
          : null;
    }
    ItemImage image = ItemImage.read(change.after(), plan, key);
    Left left = left(record, change, placer, unsure);
    Placement after = placer.place(image);
    boolean leaves = left.row() != null && left.certain() && !isAt(after, left.row().key());
    try {
      if (possible(after) instanceof Placement.At place) {
        R row = row(record, change, plan, key, place, image);
        if (leaves) {
          headers.addMovedFrom(
              row.headers(), keySchema(record, left.row().key()), left.row().key());
          tally.moved();
        }
        return row;
      }
    } catch (ItemException problem) {
      if (leaves) {
        tally.refusedMove();
        throw new ItemException(problem.getMessage() + STAYS);
      }
      throw problem;
    }
    return left.row() == null ? null : gone(record, change, plan, key, left);
  }

  private static boolean isAt(Placement place, TargetKey key) {
    return place instanceof Placement.At at && at.key().equals(key);
  }

  /** The delete of the row of an item that has left the target. */
  private R gone(R record, ChangeRecord change, RowPlan plan, RecordKey key, Left left) {
    R row = removed(record, plan, key, left.row(), null);
    headers.restore(row.headers(), change);
    if (left.certain()) {
      tally.moved();
    } else {
      headers.setJustBefore(row.headers(), change);
      tally.deleteWithoutOldImage();
    }
    return row;
  }

  /**
   * The row that a change may have to delete.
   *
   * @param row null if there is none
   * @param certain whether the item was there, by its old image
   */
  private record Left(Placement.At row, boolean certain) {}

  /** An old image that could have no row has none to delete: its own record was refused. */
  private Left left(R record, ChangeRecord change, Placer placer, Placement.Unsure unsure) {
    boolean update = change.operation() == ChangeOperation.UPDATE;
    if (!update && !change.source().facts().readAgain()) {
      return new Left(null, true);
    }
    Optional<ItemImage> image =
        update ? OldImage.of(change, placer.plan(), placer.key()) : Optional.empty();
    if (image.isPresent()) {
      return new Left(placer.place(image.get()) instanceof Placement.At old ? old : null, true);
    }
    if (update && unsure.row() == null) {
      throw OldImage.missing(change, record, placer.plan());
    }
    if (unsure.row() == null) {
      tally.readAgainWithoutOldImage(record);
    }
    return new Left(unsure.row(), false);
  }

  private static Placement possible(Placement place) {
    if (place instanceof Placement.Impossible impossible) {
      throw new ItemException(impossible.problem());
    }
    return place;
  }

  private R row(
      R record,
      ChangeRecord change,
      RowPlan plan,
      RecordKey key,
      Placement.At place,
      ItemImage image) {
    RowColumns columns = new RowColumns(plan);
    SourceValues values = columns.values(image, place);
    boolean typed = record.valueSchema() != null;
    RowCells cells = columns.of(image, values, typed);
    tally.unmapped(image.unmapped(), record);
    drops.see(image, record);
    R row;
    if (typed) {
      Struct struct = cells.struct(schemas, record.topic());
      row = with(record, plan, key, place.key(), struct.schema(), struct);
    } else {
      row = with(record, plan, key, place.key(), null, cells.map());
    }
    headers.restore(row.headers(), change);
    headers.addOfItem(row.headers(), values);
    return row;
  }

  private R removed(R record, RowPlan plan, RecordKey key, Placement.At place, Schema valueSchema) {
    R row = with(record, plan, key, place.key(), valueSchema, null);
    headers.addTable(row.headers());
    return row;
  }

  private R with(
      R record, RowPlan plan, RecordKey itemKey, TargetKey key, Schema valueSchema, Object value) {
    boolean typed = !plan.keepsKey() && record.keySchema() != null;
    Schema keySchema = typed ? keySchema(record, key) : record.keySchema();
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        keySchema,
        plan.keepsKey() ? itemKey.value() : typed ? key.struct(keySchema) : key.map(),
        valueSchema,
        value,
        record.timestamp());
  }

  private Schema keySchema(ConnectRecord<?> record, TargetKey key) {
    String name = record.keySchema() == null ? null : record.keySchema().name();
    return schemas.key(name == null ? record.topic() + ".Key" : name, key.columns(), key.schemas());
  }

  /**
   * Tells once which names of {@code drop} no item has had: it may be a slip, or a template's part,
   * which is no attribute. Nothing is wrong with the rows that were made, so it is a warning.
   * Thread-safe.
   */
  static final class UselessDrops {

    private static final Logger LOG = LoggerFactory.getLogger(ItemToRow.class);

    /** Rarer attributes than one in so many items would be told in vain. */
    private static final int ROWS = 1_000;

    private final Set<String> unseen = ConcurrentHashMap.newKeySet();
    private final Set<String> parts;
    private final AtomicInteger rowsLeft = new AtomicInteger(ROWS);

    UselessDrops(Mapping mapping) {
      unseen.addAll(mapping.drops());
      parts = mapping.parts();
    }

    /** Looks at an item that has become a row. */
    void see(ItemImage image, ConnectRecord<?> record) {
      if (unseen.isEmpty()) {
        return;
      }
      // An attribute of the key, or one that a rule looks at, is in no list of what is dropped.
      unseen.removeIf(name -> image.dropped().contains(name) || image.whole(name) != null);
      if (rowsLeft.decrementAndGet() == 0) {
        unseen.forEach(name -> warn(name, record));
        unseen.clear();
      }
    }

    private void warn(String name, ConnectRecord<?> record) {
      LOG.warn(
          "'drop' of the mapping names '{}', which none of {} items up to {} had{}",
          name,
          ROWS,
          Coordinates.of(record).text(),
          parts.contains(name)
              ? "; it is a part of a template, and no attribute: a part that nobody wants is {}"
              : "");
    }
  }
}
