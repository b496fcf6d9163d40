package dev.messina.source.record;

import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeSource;
import dev.messina.source.aws.TableDescription.KeyAttribute;
import dev.messina.source.record.RecordSettings.OversizePolicy;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides about records that are too big, as the user has chosen, and counts them. */
final class Oversize {

  /** How a change is sent. */
  enum Fit {
    WHOLE,
    WITHOUT_BEFORE,
    DEAD_LETTER
  }

  private static final Logger LOG = LoggerFactory.getLogger(Oversize.class);

  private final RecordSettings settings;
  private final RecordSize size;
  private final RecordCounts counts;
  private final LogPace pace;

  Oversize(Origin origin, List<KeyAttribute> key, RecordCounts counts, Clock clock) {
    this.settings = origin.settings();
    this.size = new RecordSize(origin, key);
    this.counts = counts;
    this.pace = new LogPace(clock);
  }

  /**
   * How a change is to be sent.
   *
   * @throws ConnectException if it is too big and the policy has no place for it
   */
  Fit fit(Struct key, ChangeRecord change) {
    if (size.fits(key, change, settings.maxBytes())) {
      return Fit.WHOLE;
    }
    if (settings.oversize() == OversizePolicy.DEAD_LETTER) {
      counts.countDeadLettered();
      warn(
          key,
          change,
          "a record without images went to '" + settings.deadLetterTopic() + "' in its place",
          counts.deadLettered());
      return Fit.DEAD_LETTER;
    }
    if (settings.oversize() == OversizePolicy.DROP_BEFORE
        && size.fits(key, withoutBefore(change), settings.maxBytes())) {
      counts.countBeforeDropped();
      warn(key, change, "it went without 'before'", counts.beforeDropped());
      return Fit.WITHOUT_BEFORE;
    }
    counts.countOversizeFailed();
    throw new ConnectException(problem(key, change) + ". " + remedies());
  }

  /** The bytes that a change takes at most. */
  long bytes(Struct key, ChangeRecord change) {
    return size.of(key, change);
  }

  /** What is wrong with a change that does not fit, and where it stands. */
  String problem(Struct key, ChangeRecord change) {
    return where(change.source())
        + " takes up to "
        + size.of(key, change)
        + " bytes, more than record.max.bytes="
        + settings.maxBytes();
  }

  static ChangeRecord withoutBefore(ChangeRecord change) {
    return new ChangeRecord(
        change.operation(), null, change.after(), change.source(), change.handledNanos());
  }

  private void warn(Struct key, ChangeRecord change, String outcome, long soFar) {
    if (pace.due()) {
      LOG.warn("{}; {} ({} so far)", problem(key, change), outcome, soFar);
    }
  }

  private String remedies() {
    String raise =
        "Raise record.max.bytes together with producer.override.max.request.size and the topic's"
            + " max.message.bytes, ";
    return settings.oversize() == OversizePolicy.DROP_BEFORE
        ? raise + "or set oversize.policy=dead_letter. Leaving out 'before' was not enough."
        : raise
            + "make records smaller with before.images=keys or none, or set oversize.policy to"
            + " drop_before or dead_letter.";
  }

  private static String where(ChangeSource source) {
    return "Table '"
        + source.table()
        + "', "
        + (source.position() instanceof ChangeSource.StreamShard shard
            ? "shard '" + shard.shard() + "': the record at sequence number " + shard.sequence()
            : segment((ChangeSource.ScanSegment) source.position()));
  }

  private static String segment(ChangeSource.ScanSegment scan) {
    return "segment " + scan.segment() + " of " + scan.totalSegments() + ": an item's record";
  }

  /**
   * How many bytes a record takes at most in a request of the producer, before compression,
   * whichever of the usual converters writes it. Which one does, a connector cannot see. JSON with
   * schemas takes most: names, the schema, numbers as digits, and an image as JSON text is escaped
   * once more. Avro, Protobuf and JSON without schemas take no more than that for any part.
   *
   * <p>What transforms on the source's side add is not foreseen.
   */
  static final class RecordSize {

    /**
     * The schema of the value as JSON, names, numbers, headers, and what Kafka adds to a record.
     */
    private static final int FIXED = 8_192;

    /** A control character in JSON, or each of two surrogates, which Jackson escapes as well. */
    private static final int ESCAPED_MAX = 6;

    private final int fixed;

    RecordSize(Origin origin, List<KeyAttribute> key) {
      int names =
          origin.topics().prefix().length()
              + 2 * origin.topics().topic(origin.table()).length()
              + 2 * origin.table().length()
              + origin.connector().length()
              + origin.connectorVersion().length()
              + 4 * key.stream().mapToInt(attribute -> attribute.name().length()).sum();
      // Names of the key stand in its schema, its value, the source block and, if binary, headers.
      this.fixed = FIXED + ESCAPED_MAX * names;
    }

    /** Whether a change fits, mostly told from the lengths alone. */
    boolean fits(Struct key, ChangeRecord change, long maxBytes) {
      long most =
          around(key, change)
              + (long) ESCAPED_MAX * (length(change.before()) + length(change.after()));
      return most <= maxBytes || of(key, change) <= maxBytes;
    }

    /** The bytes that a change takes at most. */
    long of(Struct key, ChangeRecord change) {
      return around(key, change) + escaped(change.before()) + escaped(change.after());
    }

    /** Everything but the images. */
    private long around(Struct key, ChangeRecord change) {
      long bytes = fixed;
      for (Field field : key.schema().fields()) {
        Object part = key.get(field);
        // Base64 makes four characters of three bytes.
        bytes +=
            part instanceof byte[] binary
                ? 4L * ((binary.length + 2) / 3)
                : (long) ESCAPED_MAX * ((String) part).length();
      }
      return change.source().position() instanceof ChangeSource.StreamShard shard
          ? bytes + (long) ESCAPED_MAX * length(shard)
          : bytes;
    }

    private static int length(ChangeSource.StreamShard shard) {
      return shard.stream().length()
          + shard.shard().length()
          + shard.sequence().length()
          + shard.eventId().length()
          + length(shard.userIdentity());
    }

    private static int length(String text) {
      return text == null ? 0 : text.length();
    }

    /** The bytes of a text as a string in JSON. */
    private static long escaped(String text) {
      long bytes = 0;
      for (int i = 0; i < length(text); i++) {
        char c = text.charAt(i);
        if (c < ' ' || Character.isSurrogate(c)) {
          bytes += ESCAPED_MAX;
        } else if (c < 0x80) {
          bytes += c == '"' || c == '\\' ? 2 : 1;
        } else {
          bytes += c < 0x800 ? 2 : 3;
        }
      }
      return bytes;
    }
  }
}
