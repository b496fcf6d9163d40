package dev.messina.sink.mutation;

import java.time.Clock;
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
    refuseWhatIsNotDoneYet(record, where);
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
    return new RowMutation.Replace(where, key, RowFields.of(value), writeTimes.of(record, null));
  }

  /** To leave these out would be to leave a row where its item no longer is, or for ever. */
  private static void refuseWhatIsNotDoneYet(SinkRecord record, RecordCoordinates where) {
    if (record.headers().lastWithName(MOVED_FROM) != null) {
      throw where.rejected(
          "its item has moved from one row to another (header "
              + MOVED_FROM
              + "), which this version of the sink does not carry out; key the row by attributes"
              + " of the item's key");
    }
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
    return new RowMutation.Replace(where, key, RowFields.of(envelope.after()), writtenAt);
  }
}
