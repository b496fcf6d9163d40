package dev.messina.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.header.Headers;

/**
 * The header in which a record carries its write timestamp: int64, microseconds since 1970.
 * Survives any transform and a null value. Whoever reads it knows nothing of the header converter
 * that wrote it.
 */
public final class WriteTimestampHeader {

  public static final String NAME = "messina.write.ts.us";

  /** Nothing was written before; a lower number is one in another unit. */
  public static final Instant EARLIEST = Instant.parse("2007-01-01T00:00:00Z");

  public static final long EARLIEST_MICROS = EARLIEST.toEpochMilli() * 1_000;

  /**
   * How far write timestamps of one row lie apart at the least, in microseconds: room below each
   * for the row's tombstone at w-1, and for the generations of a mapping that a sink may add.
   */
  public static final long STEP_MICROS = 100;

  /** The year 2200: later than any clock that can be meant. */
  private static final long LATEST_MICROS = 7_258_118_400_000_000L;

  /** Plain digits, or JSON with or without a schema around it. */
  private static final Pattern TEXT =
      Pattern.compile("\"?([0-9]{1,18})\"?|\\{.*\"payload\"\\s*:\\s*([0-9]{1,18})\\s*[,}].*");

  private WriteTimestampHeader() {}

  public static void add(Headers headers, long micros) {
    headers.addLong(NAME, micros);
  }

  /**
   * The write timestamp that the bytes of a header on a topic tell, whichever of Connect's header
   * converters wrote them.
   *
   * @param bytes null where the header has no value
   * @return in microseconds since 1970; empty where it is none or nobody can tell
   */
  public static OptionalLong ofBytes(byte[] bytes) {
    if (bytes == null) {
      return OptionalLong.empty();
    }
    Matcher json = TEXT.matcher(new String(bytes, StandardCharsets.UTF_8));
    Long micros =
        json.matches()
            ? Long.valueOf(json.group(1) == null ? json.group(2) : json.group(1))
            : int64(bytes);
    return micros == null || micros < EARLIEST_MICROS || micros > LATEST_MICROS
        ? OptionalLong.empty()
        : OptionalLong.of(micros);
  }

  /**
   * An int64 as the header converters of Connect hand it back: as itself, as the smallest type that
   * holds it, as text or as the bytes of either.
   *
   * @return null if it is none
   */
  public static Long int64(Object value) {
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof String text) {
      return digits(text);
    }
    if (value instanceof byte[] bytes) {
      return int64(ByteBuffer.wrap(bytes));
    }
    if (value instanceof ByteBuffer buffer) {
      Long number = digits(StandardCharsets.ISO_8859_1.decode(buffer.duplicate()).toString());
      // Eight digits would be a number far beyond every time, so that they are its text.
      return number == null && buffer.remaining() == Long.BYTES
          ? Long.valueOf(buffer.getLong(buffer.position()))
          : number;
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
