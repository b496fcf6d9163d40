package dev.messina.sink.mutation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Finds the write time that a record brings. There is no fallback to a clock: a row stamped with
 * the moment of its arrival would win over changes that are newer but arrived earlier.
 */
final class WriteTimes {

  static final String HEADER = "messina.write.ts.us";
  static final String SOURCE_FIELD = "write_ts_us";

  private final Clock clock;

  WriteTimes(Clock clock) {
    this.clock = clock;
  }

  /** From the header; without one, from the envelope's source block, which may be null. */
  WriteTimestamp of(SinkRecord record, Object source) {
    RecordCoordinates where = RecordCoordinates.of(record);
    Header header = record.headers().lastWithName(HEADER);
    if (header != null) {
      return checked(header.value(), "header '" + HEADER + "'", where);
    }
    Object field = RowFields.has(source) ? RowFields.of(source).value(SOURCE_FIELD) : null;
    if (field != null) {
      return checked(field, "field 'source." + SOURCE_FIELD + "'", where);
    }
    throw where.rejected(
        "it has no write time, neither in the header '"
            + HEADER
            + "' nor in the field 'source."
            + SOURCE_FIELD
            + "'; have the producer set the header (microseconds since 1970), and no transform or"
            + " header converter drop it");
  }

  private WriteTimestamp checked(Object value, String place, RecordCoordinates where) {
    Long micros = micros(value);
    if (micros == null) {
      throw where.rejected(
          place
              + " is no write time; it must be an integer of microseconds since 1970, as int64,"
              + " digits or 8 bytes");
    }
    if (!WriteTimestamp.isPlausible(micros, clock)) {
      throw where.rejected(
          place
              + " lies before 2007 or more than 3 days ahead of this worker's clock; it must be in"
              + " microseconds since 1970: check its unit and the clocks");
    }
    return new WriteTimestamp(micros);
  }

  /** Header converters hand back int64 as themselves, as text or as the bytes of either. */
  private static Long micros(Object value) {
    if (value instanceof Long || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    if (value instanceof String text) {
      return digits(text);
    }
    if (value instanceof byte[] bytes) {
      return micros(ByteBuffer.wrap(bytes));
    }
    if (value instanceof ByteBuffer buffer) {
      // A plausible time has 16 digits, so that 8 bytes cannot be its text.
      return buffer.remaining() == Long.BYTES
          ? Long.valueOf(buffer.getLong(buffer.position()))
          : digits(StandardCharsets.US_ASCII.decode(buffer.duplicate()).toString());
    }
    return null;
  }

  private static Long digits(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException notDigits) {
      return null;
    }
  }
}
