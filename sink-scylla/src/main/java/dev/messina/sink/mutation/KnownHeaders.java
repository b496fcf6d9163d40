package dev.messina.sink.mutation;

import dev.messina.sink.mutation.Expiry.Expiries;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The headers of a record that mean something here, found in one pass; each is null where the
 * record has none of its name, and the last where it has several.
 *
 * @param item set by ItemToRow, whose rows are items: their attributes may have any name and value
 * @param writeTimestamp the one in which the write timestamp is looked for
 * @param movedFrom the row that the item had before
 * @param expiry when the item expires
 * @param operation of the change that a row was taken from
 * @param oldKey set by Debezium where the row of a changed key is written as a new one
 */
record KnownHeaders(
    Header item,
    Header writeTimestamp,
    Header movedFrom,
    Header expiry,
    Header operation,
    Header oldKey) {

  private static final String ITEM = "messina.op";
  private static final String OLD_KEY = "__debezium.oldkey";

  /**
   * @param writeTimestampName which may be any
   */
  static KnownHeaders of(SinkRecord record, String writeTimestampName) {
    Header item = null;
    Header writeTimestamp = null;
    Header movedFrom = null;
    Header expiry = null;
    Header operation = null;
    Header oldKey = null;
    for (Header header : record.headers()) {
      String name = header.key();
      if (name.equals(writeTimestampName)) {
        writeTimestamp = header;
      }
      switch (name) {
        case ITEM -> item = header;
        case MovedFrom.HEADER -> movedFrom = header;
        case Expiries.HEADER -> expiry = header;
        case FlattenedRows.OPERATION -> operation = header;
        case OLD_KEY -> oldKey = header;
        default -> {
          // Of no meaning here.
        }
      }
    }
    return new KnownHeaders(item, writeTimestamp, movedFrom, expiry, operation, oldKey);
  }

  /** Whether a record is one of this project's own rows, and not of another producer. */
  static boolean areOfItem(SinkRecord record) {
    return record.headers().lastWithName(ITEM) != null;
  }

  /** Whether the record is one of this project's own rows, and not of another producer. */
  boolean areOfItem() {
    return item != null;
  }
}
