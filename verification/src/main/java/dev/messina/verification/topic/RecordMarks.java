package dev.messina.verification.topic;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;

/**
 * What a change record tells beside its key and value, whatever the format of those.
 *
 * @param operation {@code r}, {@code c}, {@code u} or {@code d}; empty if no header tells it
 * @param writeMicros its write timestamp, in microseconds since 1970; empty likewise
 * @param timestampMillis Kafka's timestamp that the source has given; empty if the topic puts its
 *     own in the place
 */
public record RecordMarks(
    Optional<String> operation, OptionalLong writeMicros, OptionalLong timestampMillis) {

  private static final String OPERATION = "messina.op";
  private static final String WRITE_TIMESTAMP = "messina.write.ts.us";
  private static final String READ = "r";

  /** Write timestamps of the stream are multiples of this; the delete of a repair is none. */
  private static final long STEP_MICROS = 100;

  public static RecordMarks of(ConsumerRecord<byte[], byte[]> record) {
    return new RecordMarks(
        header(record, OPERATION),
        header(record, WRITE_TIMESTAMP)
            .filter(text -> text.matches("-?\\d{1,18}"))
            .map(text -> OptionalLong.of(Long.parseLong(text)))
            .orElse(OptionalLong.empty()),
        record.timestampType() == TimestampType.CREATE_TIME
            ? OptionalLong.of(record.timestamp())
            : OptionalLong.empty());
  }

  /** A header as text, without quotes; of several of a name the last. */
  public static Optional<String> header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8).replace("\"", ""));
  }

  /** Whether it is of an item that a scan has read, listed keys that are gone included. */
  public boolean isItem() {
    boolean read = operation.filter(READ::equals).isPresent();
    return read
        || (writeMicros.isPresent() && Math.floorMod(writeMicros.getAsLong(), STEP_MICROS) != 0);
  }

  /** When the stream says that the change was made; empty if that is not known. */
  public OptionalLong changeMillis() {
    boolean change = operation.isPresent() && writeMicros.isPresent() && !isItem();
    return change ? timestampMillis : OptionalLong.empty();
  }
}
