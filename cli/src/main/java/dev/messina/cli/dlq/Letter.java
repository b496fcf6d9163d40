package dev.messina.cli.dlq;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A dead letter.
 *
 * @param at where it lies
 * @param time when it was written there
 * @param key as it stands on the topic; empty for none
 * @param value likewise
 * @param headers by name, as text
 */
public record Letter(
    RecordPlace at,
    Instant time,
    Optional<ByteBuffer> key,
    Optional<ByteBuffer> value,
    Map<String, String> headers) {

  private static final String ERRORS = "__connect.errors.";
  private static final String WRITE_TIMESTAMP = "messina.write.ts.us";

  public Letter {
    headers = Collections.unmodifiableMap(new TreeMap<>(headers));
  }

  static Letter of(ConsumerRecord<byte[], byte[]> record) {
    return new Letter(
        new RecordPlace(record.topic(), record.partition(), record.offset()),
        Instant.ofEpochMilli(record.timestamp()),
        Optional.ofNullable(record.key()).map(ByteBuffer::wrap),
        Optional.ofNullable(record.value()).map(ByteBuffer::wrap),
        headers(record));
  }

  private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new TreeMap<>();
    for (Header header : record.headers()) {
      if (header.value() != null) {
        headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
      }
    }
    return headers;
  }

  /** The write timestamp of a record, if a header tells it. */
  static OptionalLong writeMicros(ConsumerRecord<byte[], byte[]> record) {
    return micros(headers(record).getOrDefault(WRITE_TIMESTAMP, ""));
  }

  private static OptionalLong micros(String header) {
    String digits = header.replace("\"", "");
    return digits.matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }

  /** The write timestamp of its change, in microseconds since 1970, if it tells one. */
  OptionalLong writeMicros() {
    return micros(headers.getOrDefault(WRITE_TIMESTAMP, ""));
  }

  /** What Connect tells of the failure, such as {@code exception.message}; empty if nothing. */
  public String error(String name) {
    return headers.getOrDefault(ERRORS + name, "");
  }

  /** The record in whose place it stands; empty if the queue keeps no headers. */
  public Optional<RecordPlace> of() {
    String partition = error("partition");
    String offset = error("offset");
    return partition.matches("\\d{1,9}") && offset.matches("\\d{1,18}")
        ? Optional.of(
            new RecordPlace(error("topic"), Integer.parseInt(partition), Long.parseLong(offset)))
        : Optional.empty();
  }

  /** Why it was rejected, without its coordinates: equal for letters of one cause. */
  public String reason() {
    String message = error("exception.message");
    if (message.isEmpty()) {
      String type = error("exception.class.name");
      return type.isEmpty()
          ? "unknown: the sink has errors.deadletterqueue.context.headers.enable=false"
          : type;
    }
    return of().map(place -> message.replace(place.toString(), "…")).orElse(message);
  }

  /** Its key for people; no key is a value of an item. */
  public String keyText() {
    return key.map(bytes -> StandardCharsets.UTF_8.decode(bytes.duplicate()).toString())
        .orElse("none");
  }

  /** Its value as text. */
  public String valueText() {
    return value
        .map(bytes -> StandardCharsets.UTF_8.decode(bytes.duplicate()).toString())
        .orElse("none");
  }
}
