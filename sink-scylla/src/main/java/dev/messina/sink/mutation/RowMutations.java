package dev.messina.sink.mutation;

import java.time.Clock;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Reads a record as a mutation of one row: its key holds primary-key columns, its value the other
 * columns, a null value is a delete, and the header {@code messina.write.ts.us} is the write time.
 * An envelope whose images are rows is understood as well.
 */
public final class RowMutations {

  private static final String MOVED_FROM = "messina.moved.from";
  private static final String EXPIRES_AT = "messina.expires.at";

  private final WriteTimes writeTimes;

  /**
   * @param clock only to refuse write times that lie in the future
   */
  public RowMutations(Clock clock) {
    this.writeTimes = new WriteTimes(clock);
  }

  /**
   * The mutation that the record asks for.
   *
   * @throws org.apache.kafka.connect.errors.DataException if it cannot be read as one; the message
   *     names the record's coordinates and the remedy
   */
  public RowMutation from(SinkRecord record) {
    RecordCoordinates where = RecordCoordinates.of(record);
    refuseExpiry(record, where);
    if (!RowFields.has(record.key())) {
      throw where.rejected(
          "its key is "
              + (record.key() == null ? "null" : record.key().getClass().getSimpleName())
              + " where a struct or a map of the primary-key columns belongs; check key.converter"
              + " and the transforms");
    }
    RowFields key = RowFields.of(record.key());
    Object value = record.value();
    if (value == null) {
      return new RowMutation.Delete(where, key, writeTimes.of(record, null));
    }
    if (Envelope.is(value)) {
      return unwrapped(Envelope.of(value), record, where, key);
    }
    if (!RowFields.has(value)) {
      throw where.rejected(
          "its value is "
              + value.getClass().getSimpleName()
              + " where a struct or a map of columns belongs; check value.converter and the"
              + " transforms");
    }
    WriteTimestamp writtenAt = writeTimes.of(record, null);
    return new RowMutation.Replace(
        where, key, RowFields.of(value), writtenAt, left(record, where, writtenAt));
  }

  /**
   * The delete of the row that the item had before. It lies just under the new row, since two keys
   * of items may be one key of the table.
   */
  private static RowMutation.Delete left(
      SinkRecord record, RecordCoordinates where, WriteTimestamp writtenAt) {
    Header header = record.headers().lastWithName(MOVED_FROM);
    if (header == null) {
      return null;
    }
    if (!RowFields.has(header.value())) {
      throw where.rejected(
          "its header "
              + MOVED_FROM
              + " holds no struct or map of the primary-key columns; check header.converter and the"
              + " transforms");
    }
    return new RowMutation.Delete(
        where, RowFields.of(header.value()), new WriteTimestamp(writtenAt.justBefore()));
  }

  /** To leave it out would be to leave a row where its item has expired. */
  private static void refuseExpiry(SinkRecord record, RecordCoordinates where) {
    if (record.headers().lastWithName(EXPIRES_AT) != null) {
      throw where.rejected(
          "it says when its item expires (header "
              + EXPIRES_AT
              + "), which this version of the sink does not write; take 'expiry' out of the"
              + " mapping and keep the attribute as a column");
    }
  }

  private RowMutation unwrapped(
      Envelope envelope, SinkRecord record, RecordCoordinates where, RowFields key) {
    if (envelope.holdsItems()) {
      throw where.rejected(
          "it is a change record, whose item is not a row yet; add the ItemToRow transform"
              + " (transforms=row, transforms.row.type=dev.messina.transforms.ItemToRow)");
    }
    WriteTimestamp writtenAt = writeTimes.of(record, envelope.source());
    if (envelope.isDelete()) {
      return new RowMutation.Delete(where, key, writtenAt);
    }
    if (!RowFields.has(envelope.after())) {
      throw where.rejected(
          "its envelope has no row in 'after' although it is no delete; unwrap it with a transform"
              + " before the sink");
    }
    return new RowMutation.Replace(
        where, key, RowFields.of(envelope.after()), writtenAt, left(record, where, writtenAt));
  }
}
