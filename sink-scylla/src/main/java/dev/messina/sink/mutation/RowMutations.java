package dev.messina.sink.mutation;

import java.time.Clock;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Reads a record as a mutation of one row: its key holds primary-key columns, its value the other
 * columns, a null value is a delete, and the header {@code messina.write.ts.us} is the write time.
 * An envelope whose images are rows is understood as well, and so is JSON text.
 *
 * <p>Belongs to the task's thread.
 */
public final class RowMutations {

  private final Tombstones tombstones;
  private final RecordForms forms;
  private final TombstonePolicy tombstonePolicy;
  private final WriteMode mode;
  private final WriteTimes writeTimes;
  private final Expiries expiries;

  /**
   * @param clock only to refuse write times that lie in the future, and to tell an expiry from a
   *     number that is none
   */
  public RowMutations(MutationSettings settings, Clock clock) {
    this.forms =
        new RecordForms(new UnavailableValues(settings.unavailableValue()), settings.mode());
    this.tombstonePolicy = settings.tombstones();
    this.mode = settings.mode();
    this.writeTimes =
        new WriteTimes(
            settings.writeTime(), WriteTimestamp.ofGeneration(settings.generation()), clock);
    this.tombstones = new Tombstones(writeTimes);
    this.expiries = new Expiries(settings.followsExpiry(), settings.lifetimeSeconds(), clock);
  }

  /** Whether the record asks for nothing. */
  public boolean passOver(SinkRecord record) {
    return tombstonePolicy.passesOver(record, writeTimes);
  }

  /** Whether the write times are those of changes, and not made of offsets. */
  public boolean knowChangeTimes() {
    return writeTimes.areTimes();
  }

  /**
   * The mutation that the record asks for.
   *
   * @throws org.apache.kafka.connect.errors.DataException if it cannot be read as one; the message
   *     names the record's coordinates and the remedy
   */
  public RowMutation from(SinkRecord given) {
    return RecordContent.rejecting(
        RecordCoordinates.of(given), "while it was read", () -> read(given));
  }

  private RowMutation read(SinkRecord given) {
    SinkRecord record = tombstones.read(given, forms.read(given));
    RecordCoordinates where = RecordCoordinates.of(record);
    if (!RowFields.has(record.key())) {
      throw noKey(record.key(), where);
    }
    Object value = record.value();
    if (value == null) {
      return delete(record, where, RowFields.NONE);
    }
    if (Envelope.is(value)) {
      return unwrapped(Envelope.of(value), record, where);
    }
    if (!RowFields.has(value)) {
      throw where.rejected(
          "its value is "
              + value.getClass().getSimpleName()
              + " where a struct or a map of columns belongs; check value.converter and the"
              + " transforms");
    }
    RowFields columns = RowFields.of(value);
    return FlattenedRows.isDelete(record, columns)
        ? delete(record, where, columns)
        : written(record, where, columns, columns);
  }

  private static DataException noKey(Object key, RecordCoordinates where) {
    boolean scalar = key instanceof String || key instanceof Number || key instanceof Boolean;
    return where.rejected(
        "its key is "
            + (key == null ? "null" : key.getClass().getSimpleName())
            + " where a struct or a map of the primary-key columns belongs; "
            + (scalar
                ? "if it is the value of the only one, name that with Kafka's HoistField"
                    + " (transforms.key.type=org.apache.kafka.connect.transforms.HoistField$Key,"
                    + " transforms.key.field=<column>), else "
                : "")
            + "check key.converter and the transforms");
  }

  private RowMutation unwrapped(Envelope envelope, SinkRecord record, RecordCoordinates where) {
    if (envelope.holdsItems()) {
      throw where.rejected(
          "it is a change record, whose item is not a row yet; add the ItemToRow transform"
              + " (transforms=row, transforms.row.type=dev.messina.transforms.ItemToRow)");
    }
    if (envelope.isDelete()) {
      return delete(record, where, envelope.fields());
    }
    if (!RowFields.has(envelope.after())) {
      throw where.rejected(
          "its envelope has no row in 'after' although it is no delete; unwrap it with a transform"
              + " before the sink");
    }
    return written(record, where, envelope.fields(), RowFields.of(envelope.after()));
  }

  private RowMutation delete(SinkRecord record, RecordCoordinates where, RowFields value) {
    return new RowMutation.Delete(
        where, RowFields.of(record.key()), writeTimes.of(record, where, value));
  }

  private RowMutation written(
      SinkRecord record, RecordCoordinates where, RowFields value, RowFields columns) {
    RowFields key = RowFields.of(record.key());
    WriteTimestamp at = writeTimes.of(record, where, value);
    Expiry expiry = expiries.of(record, where, at);
    RowMutation.Delete left = left(record, where, at);
    return mode == WriteMode.MERGE
        ? new RowMutation.Merge(where, key, columns, at, expiry, left)
        : new RowMutation.Replace(where, key, columns, at, expiry, left);
  }

  /**
   * The delete of the row that the item had before. It lies just under the new row, since two keys
   * of items may be one key of the table.
   */
  private static RowMutation.Delete left(
      SinkRecord record, RecordCoordinates where, WriteTimestamp writtenAt) {
    RowFields key = MovedFrom.of(record, where);
    return key == null
        ? null
        : new RowMutation.Delete(where, key, new WriteTimestamp(writtenAt.justBefore()));
  }
}
