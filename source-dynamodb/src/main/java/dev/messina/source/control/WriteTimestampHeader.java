package dev.messina.source.control;

import dev.messina.record.ChangeRecordSchema;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Finds the write timestamp in a record's headers, whichever header converter wrote them. */
final class WriteTimestampHeader {

  /** Plain digits, or JSON with or without a schema around it. */
  private static final Pattern TEXT =
      Pattern.compile("\"?([0-9]{1,18})\"?|\\{.*\"payload\"\\s*:\\s*([0-9]{1,18})\\s*[,}].*");

  /** 2007 and 2200 in microseconds: before DynamoDB there was none, and after it is no time. */
  private static final long EARLIEST = 1_167_609_600_000_000L;

  private static final long LATEST = 7_258_118_400_000_000L;

  private WriteTimestampHeader() {}

  /** In microseconds since 1970; empty where there is none or nobody can tell. */
  static OptionalLong of(Headers headers) {
    Header header = headers.lastHeader(ChangeRecordSchema.WRITE_TIMESTAMP_HEADER);
    if (header == null || header.value() == null) {
      return OptionalLong.empty();
    }
    return read(header.value()).stream()
        .filter(micros -> micros >= EARLIEST && micros <= LATEST)
        .findFirst();
  }

  private static OptionalLong read(byte[] value) {
    Matcher text = TEXT.matcher(new String(value, StandardCharsets.UTF_8));
    if (text.matches()) {
      return OptionalLong.of(Long.parseLong(text.group(1) == null ? text.group(2) : text.group(1)));
    }
    return value.length == Long.BYTES
        ? OptionalLong.of(ByteBuffer.wrap(value).getLong())
        : OptionalLong.empty();
  }
}
