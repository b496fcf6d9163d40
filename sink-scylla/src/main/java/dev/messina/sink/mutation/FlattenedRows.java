package dev.messina.sink.mutation;

import java.util.Set;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Rows that Debezium's ExtractNewRecordState has taken out of their envelopes. A delete may be a
 * row with a mark ({@code delete.tombstone.handling.mode=rewrite}, in older versions {@code
 * delete.handling.mode}), and what an envelope told may stand in added fields and headers.
 */
final class FlattenedRows {

  static final String DELETED = "__deleted";
  private static final String OPERATION = "__op";

  /** Set by ItemToRow, whose rows are items: their attributes may have any name and value. */
  private static final String ITEM_HEADER = "messina.op";

  private FlattenedRows() {}

  /** Whether the record may be of other producers. */
  static boolean mayBe(SinkRecord record) {
    return record.headers().lastWithName(ITEM_HEADER) == null;
  }

  /**
   * Whether a value with fields tells that its row does not exist any more.
   *
   * @throws org.apache.kafka.connect.errors.DataException if its mark cannot be read
   */
  static boolean isDelete(SinkRecord record, RowFields value) {
    if (!mayBe(record)) {
      return false;
    }
    if (!value.contains(DELETED)) {
      return "d".equals(operation(record, value));
    }
    Object mark = value.value(DELETED);
    if (mark instanceof Boolean deleted) {
      return deleted;
    }
    if ("true".equals(mark) || "false".equals(mark)) {
      return "true".equals(mark);
    }
    throw RecordCoordinates.of(record)
        .rejected(
            "its field '"
                + DELETED
                + "', by which Debezium's ExtractNewRecordState tells deletes from rows, is neither"
                + " true nor false; correct it where it is made, or have a ReplaceField transform"
                + " rename it if it is a column of the table");
  }

  /** What says nothing of a row that exists. */
  static Set<String> marks(RowFields value) {
    return value.contains(DELETED) ? Set.of(DELETED) : Set.of();
  }

  /** The operation, where it was added to the row; else null. */
  static Object operation(SinkRecord record, RowFields value) {
    Object field = value.value(OPERATION);
    Header header = record.headers().lastWithName(OPERATION);
    return field != null || header == null ? field : HeaderValues.of(header);
  }
}
