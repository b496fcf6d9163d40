package dev.messina.sink.mutation;

import dev.messina.sink.mutation.Expiry.Expiries;
import dev.messina.sink.mutation.MutationSettings.WriteMode;
import java.time.Clock;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Reads a record as a mutation of one row: its key holds primary-key columns, its value the other
 * columns, a null value is a delete, and the header {@code messina.write.ts.us} is the write
 * timestamp. An envelope whose images are rows is understood as well, and so is JSON text.
 *
 * <p>Belongs to the task's thread.
 */
public final class RowMutations {

  private final Tombstones tombstones = new Tombstones();
  private final RecordForms forms;
  private final NullValueBehavior tombstonePolicy;
  private final WriteMode mode;
  private final WriteTimestamps writeTimestamps;
  private final Expiries expiries;

  /**
   * @param clock only to refuse write timestamps that lie in the future, and to tell an expiry from
   *     a number that is none
   */
  public RowMutations(MutationSettings settings, Clock clock) {
    this.tombstonePolicy = settings.tombstones();
    this.mode = settings.mode();
    this.writeTimestamps =
        new WriteTimestamps(
            settings.writeTimestamp(), WriteTimestamp.ofGeneration(settings.generation()), clock);
    this.forms =
        new RecordForms(
            new UnavailableValues(settings.unavailableValue()),
            settings.mode(),
            writeTimestamps.headerName());
    this.expiries = new Expiries(settings.followsExpiry(), settings.lifetimeSeconds(), clock);
  }

  /** Whether the record asks for nothing. */
  public boolean skips(SinkRecord record) {
    return tombstonePolicy.passesOver(record, writeTimestamps);
  }

  /** Whether the write timestamps are those of changes, and not made of offsets. */
  public boolean knowChangeTimes() {
    return writeTimestamps.areTimes();
  }

  /**
   * The mutation that the record asks for.
   *
   * @throws org.apache.kafka.connect.errors.DataException if it cannot be read as one; the message
   *     names the record's coordinates and the remedy
   */
  public RowMutation from(SinkRecord given) {
    RecordCoordinates where = RecordCoordinates.of(given);
    return where.guarded("while it was read", () -> read(given, where));
  }

  private RowMutation read(SinkRecord given, RecordCoordinates where) {
    ReadRecord read = tombstones.read(given, forms.read(given, where));
    SinkRecord record = read.record();
    if (!RowFields.has(record.key())) {
      throw noKey(record.key(), where);
    }
    return switch (read.form()) {
      case NONE -> delete(read, where, RowFields.NONE);
      case ENVELOPE -> unwrapped(Envelope.of(record.value()), read, where);
      case DELETED_ROW -> delete(read, where, RowFields.of(record.value()));
      case ROW -> {
        RowFields columns = RowFields.of(record.value());
        yield written(read, where, columns, columns);
      }
      case OTHER ->
          throw where.error(
              "its value is "
                  + record.value().getClass().getSimpleName()
                  + " where a struct or a map of columns belongs; check value.converter and the"
                  + " transforms");
    };
  }

  private static DataException noKey(Object key, RecordCoordinates where) {
    boolean scalar = key instanceof String || key instanceof Number || key instanceof Boolean;
    return where.error(
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

  private RowMutation unwrapped(Envelope envelope, ReadRecord read, RecordCoordinates where) {
    if (envelope.holdsItems()) {
      throw where.error(
          "it is a change record, whose item is not a row yet; add the ItemToRow transform"
              + " (transforms=row, transforms.row.type=dev.messina.transforms.ItemToRow)");
    }
    if (envelope.isDelete()) {
      return delete(read, where, envelope.fields());
    }
    if (!RowFields.has(envelope.after())) {
      throw where.error(
          "its envelope has no row in 'after' although it is no delete; unwrap it with a transform"
              + " before the sink");
    }
    return written(read, where, envelope.fields(), RowFields.of(envelope.after()));
  }

  private RowMutation delete(ReadRecord read, RecordCoordinates where, RowFields value) {
    return new RowMutation.Delete(
        where, RowFields.of(read.record().key()), writeTimestamps.of(read, where, value));
  }

  private RowMutation written(
      ReadRecord read, RecordCoordinates where, RowFields value, RowFields columns) {
    RowFields key = RowFields.of(read.record().key());
    WriteTimestamp at = writeTimestamps.of(read, where, value);
    Expiry expiry = expiries.of(read.headers().expiry(), where, at);
    RowMutation.Delete left = left(read.headers().movedFrom(), where, at);
    return mode == WriteMode.MERGE
        ? new RowMutation.Merge(where, key, columns, at, expiry, left)
        : new RowMutation.Replace(where, key, columns, at, expiry, left);
  }

  /**
   * The delete of the row that the item had before; null if it has not moved. It lies just under
   * the new row, since two keys of items may be one key of the table.
   */
  private static RowMutation.Delete left(
      Header movedFrom, RecordCoordinates where, WriteTimestamp writtenAt) {
    return movedFrom == null
        ? null
        : new RowMutation.Delete(
            where, MovedFrom.of(movedFrom, where), new WriteTimestamp(writtenAt.justBefore()));
  }
}
