package dev.messina.sink.mutation;

import java.util.HashSet;
import java.util.Set;

/**
 * Rows that Debezium's ExtractNewRecordState has taken out of their envelopes. A delete may be a
 * row with a mark ({@code delete.tombstone.handling.mode=rewrite}, in older versions {@code
 * delete.handling.mode}), and what an envelope told may stand in added fields and headers.
 */
final class FlattenedRows {

  private static final String DELETED = "__deleted";
  static final String OPERATION = "__op";
  private static final Set<String> MARKS = Set.of(DELETED);

  private FlattenedRows() {}

  /** Whether a row has the mark, which is no column of it. */
  static boolean isMarked(RowFields row) {
    return row.contains(DELETED);
  }

  /**
   * Whether the mark of a row that has it says that the row does not exist any more.
   *
   * @throws org.apache.kafka.connect.errors.DataException if it cannot be read
   */
  static boolean isDeleted(RowFields row, RecordCoordinates where) {
    Object mark = row.value(DELETED);
    if (mark instanceof Boolean deleted) {
      return deleted;
    }
    if ("true".equals(mark) || "false".equals(mark)) {
      return "true".equals(mark);
    }
    throw where.error(
        "its field '"
            + DELETED
            + "', by which Debezium's ExtractNewRecordState tells deletes from rows, is neither"
            + " true nor false; correct it where it is made, or have a ReplaceField transform"
            + " rename it if it is a column of the table");
  }

  /** These names and that of the mark. */
  static Set<String> withMark(Set<String> names) {
    if (names.isEmpty()) {
      return MARKS;
    }
    Set<String> all = new HashSet<>(names);
    all.addAll(MARKS);
    return all;
  }

  /** The operation, where it was added to the row or its headers; else null. */
  static Object operation(RowFields row, KnownHeaders headers) {
    Object field = row.value(OPERATION);
    return field != null || headers.operation() == null
        ? field
        : HeaderValues.of(headers.operation());
  }
}
