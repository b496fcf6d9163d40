package dev.messina.sink.mutation;

import dev.messina.record.WriteTimestampHeader;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Finds the write timestamp that a record brings. There is no fallback to a clock: a row stamped
 * with the moment of its arrival would win over changes that are newer but arrived earlier.
 */
final class WriteTimestamps {

  static final String SOURCE_FIELD = "write_ts_us";

  private final WriteTimestampSource source;
  private final long addedMicros;
  private final Clock clock;

  /**
   * @param addedMicros what each write timestamp is raised by, so that it outranks an earlier
   *     reading of the same record
   */
  WriteTimestamps(WriteTimestampSource source, long addedMicros, Clock clock) {
    this.source = source;
    this.addedMicros = addedMicros;
    this.clock = clock;
  }

  /** Whether they are times at all. */
  boolean areTimes() {
    return !(source instanceof WriteTimestampSource.OfOffset);
  }

  /** The header in which a record may bring its own. */
  String headerName() {
    return source instanceof WriteTimestampSource.InNamedHeader named
        ? named.name()
        : WriteTimestampHeader.NAME;
  }

  /**
   * The write timestamp of a record.
   *
   * @param value the fields of its value, the envelope's own if it is one
   */
  WriteTimestamp of(ReadRecord read, RecordCoordinates where, RowFields value) {
    SinkRecord record = read.record();
    Header header = read.headers().writeTimestamp();
    long micros;
    if (source instanceof WriteTimestampSource.InField field) {
      micros = inField(field, record, where, value);
    } else if (source instanceof WriteTimestampSource.InNamedHeader named) {
      micros = inNamedHeader(named, header, where);
    } else if (source instanceof WriteTimestampSource.OfRecord) {
      micros = ofRecord(record, where);
    } else if (source instanceof WriteTimestampSource.OfOffset) {
      micros = WriteTimestamp.ofOffset(record.originalKafkaOffset());
    } else {
      micros = inHeader(header, where, value);
    }
    return new WriteTimestamp(micros + addedMicros);
  }

  /** From the header; without one, from the envelope's source block. */
  private long inHeader(Header header, RecordCoordinates where, RowFields value) {
    if (header != null) {
      return checked(
          HeaderValues.of(header),
          TimeUnit.MICROSECONDS,
          headerPlace(WriteTimestampHeader.NAME),
          where);
    }
    Object field = at(value, List.of("source", SOURCE_FIELD));
    if (field != null) {
      return checked(field, TimeUnit.MICROSECONDS, "field 'source." + SOURCE_FIELD + "'", where);
    }
    throw where.error(
        "it has no write timestamp, neither in the header '"
            + WriteTimestampHeader.NAME
            + "' nor in the field 'source."
            + SOURCE_FIELD
            + "'; have the producer set the header (microseconds since 1970), and no transform or"
            + " header converter drop it, or say with write.timestamp.source where it stands");
  }

  private static String headerPlace(String name) {
    return "header '" + name + "'";
  }

  private long inNamedHeader(
      WriteTimestampSource.InNamedHeader named, Header header, RecordCoordinates where) {
    if (header == null) {
      throw where.error(
          "it has no write timestamp, since it has no "
              + headerPlace(named.name())
              + " (write.timestamp.source); have the producer set it on deletes and tombstones too,"
              + " and no transform or header converter drop it");
    }
    return checked(HeaderValues.of(header), named.unit(), headerPlace(named.name()), where);
  }

  private long inField(
      WriteTimestampSource.InField field,
      SinkRecord record,
      RecordCoordinates where,
      RowFields value) {
    if (isOfSnapshot(field, value)) {
      throw where.error(
          "it is a snapshot's row (op r), whose '"
              + field.name()
              + "' may be later than changes that it does not have, so that it would hide them; set"
              + " write.timestamp.source=offset, and if rows were written under other times,"
              + " TRUNCATE the table and reset the connector's offsets");
    }
    Object time = at(value, field.path());
    if (time == null && RowFields.has(record.key())) {
      time = at(RowFields.of(record.key()), field.path());
    }
    if (time == null) {
      throw where.error(
          "it has no write timestamp, since neither its value nor its key has the field '"
              + field.name()
              + "' (write.timestamp.source); have the producer send it with deletes too, or set the"
              + " header '"
              + WriteTimestampHeader.NAME
              + "' and write.timestamp.source=header");
    }
    return checked(time, field.unit(), "field '" + field.name() + "'", where);
  }

  /** Debezium's source tells of a snapshot's row when it was read, not when it was written. */
  private static boolean isOfSnapshot(WriteTimestampSource.InField field, RowFields value) {
    return field.path().size() == 2
        && field.path().get(0).equals("source")
        && field.path().get(1).startsWith("ts_")
        && "r".equals(value.value("op"));
  }

  private long ofRecord(SinkRecord record, RecordCoordinates where) {
    if (record.timestamp() == null) {
      throw where.error(
          "it has no timestamp, which write.timestamp.source=record.timestamp asks for; have the"
              + " producer set one, or take another write.timestamp.source");
    }
    return checked(record.timestamp(), TimeUnit.MILLISECONDS, "the record's timestamp", where);
  }

  private static Object at(RowFields fields, List<String> path) {
    Object value = fields.value(path.get(0));
    for (int i = 1; i < path.size(); i++) {
      value = RowFields.has(value) ? RowFields.of(value).value(path.get(i)) : null;
    }
    return value;
  }

  private long checked(Object value, TimeUnit unit, String place, RecordCoordinates where) {
    // Connect's own type for times says its unit by itself.
    boolean date = value instanceof Date;
    TimeUnit actual = date ? TimeUnit.MILLISECONDS : unit;
    Long time = date ? Long.valueOf(((Date) value).getTime()) : WriteTimestampHeader.int64(value);
    if (time == null) {
      throw where.error(
          place
              + " is no write timestamp; it must be an integer of "
              + name(actual)
              + " since 1970, as int64, digits or 8 bytes");
    }
    long micros = actual.toMicros(time);
    if (!WriteTimestamp.isPlausible(micros, clock)) {
      throw where.error(
          place
              + " lies before 2007 or more than 3 days ahead of this worker's clock; it must be in "
              + name(actual)
              + " since 1970: check its unit and the clocks");
    }
    return micros;
  }

  private static String name(TimeUnit unit) {
    return unit.name().toLowerCase(Locale.ROOT);
  }
}
