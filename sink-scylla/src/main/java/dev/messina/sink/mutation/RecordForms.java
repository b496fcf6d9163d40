package dev.messina.sink.mutation;

import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Brings records of other producers into the forms that mutations are made of: JSON text is parsed,
 * documents in envelopes are read, what tells of no whole row is rejected, and what is no column of
 * a row is left out.
 *
 * <p>Belongs to the task's thread.
 */
final class RecordForms {

  private static final Set<Object> OPERATIONS = Set.of("r", "c", "u", "d");

  private final ReducedFields reduced = new ReducedFields();
  private final UnavailableValues unavailable;
  private final boolean mayStay;

  /**
   * @param unavailable values that were not told
   * @param mode whether a column may stay as it is
   */
  RecordForms(UnavailableValues unavailable, WriteMode mode) {
    this.unavailable = unavailable;
    this.mayStay = mode == WriteMode.MERGE;
  }

  /**
   * The same record, read; itself if there is nothing to read.
   *
   * @throws org.apache.kafka.connect.errors.DataException if it cannot be read
   */
  SinkRecord read(SinkRecord record) {
    SinkRecord parsed = JsonRecords.are(record) ? JsonRecords.parsed(record) : record;
    if (!FlattenedRows.mayBe(parsed)) {
      return parsed;
    }
    RecordCoordinates where = RecordCoordinates.of(record);
    RowFields key = RowFields.has(parsed.key()) ? RowFields.of(parsed.key()) : RowFields.NONE;
    if (Envelope.is(parsed.value())) {
      return envelope(parsed, key, where);
    }
    checkKey(key, where);
    return RowFields.has(parsed.value()) ? row(parsed, key, where) : parsed;
  }

  private SinkRecord envelope(SinkRecord record, RowFields key, RecordCoordinates where) {
    Envelope envelope = Envelope.of(record.value());
    if (Cells.areIn(envelope, key)) {
      throw cells(where);
    }
    checkOperation(envelope, where);
    checkKey(key, where);
    if (MongoDocuments.isIn(envelope)) {
      return MongoDocuments.read(record, envelope, where);
    }
    Object row = envelope.after();
    if (envelope.isDelete() || !RowFields.has(row)) {
      return record;
    }
    boolean update = "u".equals(envelope.operation()) && !hasNewKey(record);
    Object told = reduced.without(row, untold(RowFields.of(row), update, where));
    return told == row ? record : with(record, envelope.withAfter(told));
  }

  private SinkRecord row(SinkRecord record, RowFields key, RecordCoordinates where) {
    RowFields row = RowFields.of(record.value());
    if (Cells.areIn(row, key)) {
      throw cells(where);
    }
    String producer = OtherEnvelopes.producer(row);
    if (producer != null) {
      throw where.rejected(
          "it is a change in the form of "
              + producer
              + ", which this sink does not read: its deletes would be rows; have its producer or a"
              + " transform send plain rows, and nulls for deletes");
    }
    if (FlattenedRows.isDelete(record, row)) {
      return record;
    }
    Object operation = FlattenedRows.operation(record, row);
    boolean update = (operation == null || "u".equals(operation)) && !hasNewKey(record);
    Set<String> leftOut = untold(row, update, where);
    leftOut.addAll(FlattenedRows.marks(row));
    Object columns = reduced.without(record.value(), leftOut);
    return columns == record.value() ? record : with(record, columns);
  }

  /**
   * The columns that were not told. They may only stay as they are where the row is one that was
   * there before under the same key.
   */
  private Set<String> untold(RowFields row, boolean update, RecordCoordinates where) {
    Set<String> names = unavailable.in(row);
    if (!names.isEmpty() && !(mayStay && update)) {
      throw notTold(names, where);
    }
    return names;
  }

  private void checkKey(RowFields key, RecordCoordinates where) {
    Set<String> names = unavailable.in(key);
    if (!names.isEmpty()) {
      throw notTold(names, where);
    }
  }

  /** Debezium writes the row of a changed key as a new one, and says so in a header. */
  private static boolean hasNewKey(SinkRecord record) {
    return record.headers().lastWithName("__debezium.oldkey") != null;
  }

  private static SinkRecord with(SinkRecord record, Object value) {
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        value instanceof Struct struct ? struct.schema() : null,
        value,
        record.timestamp(),
        record.headers());
  }

  private static void checkOperation(Envelope envelope, RecordCoordinates where) {
    if (!(envelope.operation() instanceof String operation) || !OPERATIONS.contains(operation)) {
      throw where.rejected(
          "its envelope's op is none of r, c, u and d, so that it is the change of no row"
              + " (Debezium has t for a truncated table and m for a message); leave such records"
              + " out at their source (skipped.operations) or with a Filter transform");
    }
  }

  private static DataException notTold(Set<String> names, RecordCoordinates where) {
    return where.rejected(
        "'"
            + String.join("', '", new TreeSet<>(names))
            + "' holds what Debezium writes for a value that the database did not tell"
            + " (unavailable.value.placeholder); have it told (PostgreSQL: ALTER TABLE ... REPLICA"
            + " IDENTITY FULL), or fill it in with Debezium's reselect post-processor");
  }

  private static DataException cells(RecordCoordinates where) {
    return where.rejected(
        "it is a change of ScyllaDB's, Cassandra's or YugabyteDB's capture, whose columns are cells"
            + " of the form {\"value\": ...}: it tells only what the change has set, and this sink"
            + " does not read it; take its topic from this connector, or have its source send plain"
            + " whole rows");
  }
}
