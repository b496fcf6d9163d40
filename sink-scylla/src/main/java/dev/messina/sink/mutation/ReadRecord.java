package dev.messina.sink.mutation;

import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record whose form is known.
 *
 * @param headers those it came with
 */
record ReadRecord(SinkRecord record, KnownHeaders headers, Form form) {

  /** What its value is. */
  enum Form {
    /** Null. */
    NONE,
    ENVELOPE,
    ROW,
    /** A row of which something says that it does not exist any more. */
    DELETED_ROW,
    /** Nothing that has fields. */
    OTHER;

    /** The form of a value, as far as that can be said without its marks and headers. */
    static Form of(Object value) {
      if (value == null) {
        return NONE;
      }
      if (!RowFields.has(value)) {
        return OTHER;
      }
      return Envelope.is(value) ? ENVELOPE : ROW;
    }
  }

  /** In the place of the record, what it says in this form. */
  ReadRecord with(SinkRecord rewritten) {
    return new ReadRecord(rewritten, headers, form);
  }

  ReadRecord as(Form other) {
    return new ReadRecord(record, headers, other);
  }

  boolean isDelete() {
    return form == Form.DELETED_ROW
        || (form == Form.ENVELOPE && Envelope.of(record.value()).isDelete());
  }
}
