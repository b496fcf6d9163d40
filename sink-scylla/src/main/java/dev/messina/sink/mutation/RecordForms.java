package dev.messina.sink.mutation;

import dev.messina.sink.mutation.MutationSettings.WriteMode;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Brings records of other producers into the forms that mutations are made of: JSON text is parsed,
 * documents in envelopes are read, what tells of no whole row is dead-lettered, and what is no
 * column of a row is left out.
 *
 * <p>Belongs to the task's thread.
 */
final class RecordForms {

  private static final Set<Object> OPERATIONS = Set.of("r", "c", "u", "d");

  private final ReducedFields reduced = new ReducedFields();
  private final UnavailableValues unavailable;
  private final boolean mayStay;
  private final String writeTimestampHeader;

  /**
   * @param unavailable values that were not told
   * @param mode whether a column may stay as it is
   * @param writeTimestampHeader in which the write timestamp is looked for
   */
  RecordForms(UnavailableValues unavailable, WriteMode mode, String writeTimestampHeader) {
    this.unavailable = unavailable;
    this.mayStay = mode == WriteMode.MERGE;
    this.writeTimestampHeader = writeTimestampHeader;
  }

  /**
   * The record, read; as it was given if there is nothing to read.
   *
   * @throws org.apache.kafka.connect.errors.DataException if it cannot be read
   */
  ReadRecord read(SinkRecord given, RecordCoordinates where) {
    SinkRecord record = JsonRecords.are(given) ? JsonRecords.parsed(given, where) : given;
    ReadRecord read =
        new ReadRecord(
            record,
            KnownHeaders.of(given, writeTimestampHeader),
            ReadRecord.Form.of(record.value()));
    if (read.headers().areOfItem()) {
      return read;
    }
    RowFields key = RowFields.has(record.key()) ? RowFields.of(record.key()) : RowFields.NONE;
    if (read.form() == ReadRecord.Form.ENVELOPE) {
      return envelope(read, key, where);
    }
    checkKey(key, where);
    return read.form() == ReadRecord.Form.ROW ? row(read, key, where) : read;
  }

  private ReadRecord envelope(ReadRecord read, RowFields key, RecordCoordinates where) {
    SinkRecord record = read.record();
    Envelope envelope = Envelope.of(record.value());
    if (Cells.areIn(envelope, key)) {
      throw cells(where);
    }
    checkOperation(envelope, where);
    checkKey(key, where);
    if (MongoDocuments.isIn(envelope)) {
      return read.with(MongoDocuments.read(record, envelope, where));
    }
    Object row = envelope.after();
    if (envelope.isDelete() || !RowFields.has(row)) {
      return read;
    }
    boolean update = "u".equals(envelope.operation()) && read.headers().oldKey() == null;
    Set<String> untold = untold(RowFields.of(row), update, where);
    return untold.isEmpty()
        ? read
        : read.with(with(record, envelope.withAfter(reduced.without(row, untold))));
  }

  private ReadRecord row(ReadRecord read, RowFields key, RecordCoordinates where) {
    RowFields row = RowFields.of(read.record().value());
    if (Cells.areIn(row, key)) {
      throw cells(where);
    }
    checkProducer(row, where);
    Object operation = FlattenedRows.operation(row, read.headers());
    boolean marked = FlattenedRows.isMarked(row);
    if ((marked && FlattenedRows.isDeleted(row, where)) || "d".equals(operation)) {
      return read.as(ReadRecord.Form.DELETED_ROW);
    }
    boolean update =
        (operation == null || "u".equals(operation)) && read.headers().oldKey() == null;
    Set<String> untold = untold(row, update, where);
    Set<String> leftOut = marked ? FlattenedRows.withMark(untold) : untold;
    return leftOut.isEmpty()
        ? read
        : read.with(with(read.record(), reduced.without(read.record().value(), leftOut)));
  }

  private static void checkProducer(RowFields row, RecordCoordinates where) {
    String producer = OtherEnvelopes.producer(row);
    if (producer != null) {
      throw where.error(
          "it is a change in the form of "
              + producer
              + ", which this sink does not read: its deletes would be rows; have its producer or a"
              + " transform send plain rows, and nulls for deletes");
    }
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
      throw where.error(
          "its envelope's op is none of r, c, u and d, so that it is the change of no row"
              + " (Debezium has t for a truncated table and m for a message); leave such records"
              + " out at their source (skipped.operations) or with a Filter transform");
    }
  }

  private static DataException notTold(Set<String> names, RecordCoordinates where) {
    return where.error(
        "'"
            + String.join("', '", new TreeSet<>(names))
            + "' holds what Debezium writes for a value that the database did not tell"
            + " (unavailable.value.placeholder); have it told (PostgreSQL: ALTER TABLE ... REPLICA"
            + " IDENTITY FULL), or fill it in with Debezium's reselect post-processor");
  }

  private static DataException cells(RecordCoordinates where) {
    return where.error(
        "it is a change of ScyllaDB's, Cassandra's or YugabyteDB's capture, whose columns are cells"
            + " of the form {\"value\": ...}: it tells only what the change has set, and this sink"
            + " does not read it; take its topic from this connector, or have its source send plain"
            + " whole rows");
  }
}
