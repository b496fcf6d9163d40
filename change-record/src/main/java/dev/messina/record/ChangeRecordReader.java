package dev.messina.record;

import dev.messina.record.ChangeFacts.KeyPart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * Reads change records, with a schema (Struct) or without one (Map). Strict: what is missing, of
 * another type or of a newer version is a {@link DataException} that names the record's coordinates
 * and the field, never its value. Fields that this version does not know are skipped.
 */
public final class ChangeRecordReader {

  private ChangeRecordReader() {}

  /**
   * Whether a record's value is a change record by its schema's name or, without a schema, by
   * having {@code op} and {@code source}. A null value (a tombstone) is not.
   */
  public static boolean isChangeRecord(ConnectRecord<?> record) {
    Schema schema = record.valueSchema();
    if (schema != null) {
      return ChangeRecordSchema.ENVELOPE_NAME.equals(schema.name());
    }
    return record.value() instanceof Map<?, ?> map
        && map.containsKey(ChangeRecordSchema.OPERATION)
        && map.containsKey(ChangeRecordSchema.SOURCE);
  }

  /**
   * The change that a record carries.
   *
   * @throws DataException if the value is no change record, lacks a field, or is of a newer version
   */
  public static ChangeRecord read(ConnectRecord<?> record) {
    Coordinates where = Coordinates.of(record);
    Fields envelope = Fields.of(record.value(), "", where);
    Fields source = envelope.block(ChangeRecordSchema.SOURCE);
    checkVersion(source, where);
    ChangeOperation operation = operation(envelope, where);
    String after = envelope.textOrNull(ChangeRecordSchema.AFTER);
    if (after == null && operation != ChangeOperation.DELETE) {
      throw where.error(
          "field 'after' is missing although op is '"
              + operation.code()
              + "'; a transform before this one may have removed it");
    }
    return new ChangeRecord(
        operation,
        envelope.textOrNull(ChangeRecordSchema.BEFORE),
        operation == ChangeOperation.DELETE ? null : after,
        source(source),
        envelope.integerOr(ChangeRecordSchema.TS_NS, 0));
  }

  /**
   * The attributes of the key as the headers tell them: those of a key of which one is binary, and
   * of no other. They are there on tombstones as well.
   */
  public static List<KeyPart> keyInHeaders(ConnectRecord<?> record) {
    List<KeyPart> key = new ArrayList<>();
    record
        .headers()
        .allWithName(ChangeRecordSchema.KEY_HEADER)
        .forEachRemaining(
            header -> {
              KeyPart part = KeyPart.parse(text(header.value()));
              if (part != null) {
                key.add(part);
              }
            });
    return key;
  }

  /** Header converters give texts as such or as their bytes. */
  private static String text(Object header) {
    return header instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : String.valueOf(header);
  }

  private static void checkVersion(Fields source, Coordinates where) {
    long version = source.integer(ChangeRecordSchema.RECORD_VERSION_FIELD);
    if (version > ChangeRecordSchema.RECORD_VERSION) {
      throw where.error(
          "the record is of version "
              + version
              + " and this reader knows up to "
              + ChangeRecordSchema.RECORD_VERSION
              + "; install a newer Messina on the reading side");
    }
  }

  private static ChangeOperation operation(Fields envelope, Coordinates where) {
    String code = envelope.text(ChangeRecordSchema.OPERATION);
    try {
      return ChangeOperation.fromCode(code);
    } catch (DataException unknown) {
      throw where.error(unknown.getMessage());
    }
  }

  private static ChangeSource source(Fields source) {
    return new ChangeSource(
        source.text(ChangeRecordSchema.VERSION),
        source.text(ChangeRecordSchema.NAME),
        source.text(ChangeRecordSchema.REGION),
        source.text(ChangeRecordSchema.TABLE),
        source.integer(ChangeRecordSchema.TS_US),
        source.integer(ChangeRecordSchema.EPOCH_US),
        source.integer(ChangeRecordSchema.WRITE_TS_US),
        position(source),
        facts(source));
  }

  private static ChangeFacts facts(Fields source) {
    List<KeyPart> key =
        source.textsOrNone(ChangeRecordSchema.KEY).stream()
            .map(KeyPart::parse)
            .filter(Objects::nonNull)
            .toList();
    boolean readAgain = source.flagOrFalse(ChangeRecordSchema.READ_AGAIN);
    ChangeFacts.BeforeImages images = beforeImages(source);
    return key.isEmpty() && images == null && !readAgain
        ? ChangeFacts.UNSAID
        : new ChangeFacts(key, images, readAgain);
  }

  /** A word of a later version says nothing to this one. */
  private static ChangeFacts.BeforeImages beforeImages(Fields source) {
    String word = source.textOrNull(ChangeRecordSchema.BEFORE_IMAGES);
    return word == null ? null : ChangeFacts.BeforeImages.ofWord(word);
  }

  private static ChangeSource.Position position(Fields source) {
    if (source.text(ChangeRecordSchema.SNAPSHOT).equals("true")) {
      return new ChangeSource.ScanSegment(
          Math.toIntExact(source.integer(ChangeRecordSchema.SEGMENT)),
          Math.toIntExact(source.integer(ChangeRecordSchema.TOTAL_SEGMENTS)));
    }
    return new ChangeSource.StreamShard(
        source.text(ChangeRecordSchema.STREAM),
        source.text(ChangeRecordSchema.SHARD),
        source.text(ChangeRecordSchema.SEQUENCE),
        source.text(ChangeRecordSchema.EVENT_ID),
        source.flag(ChangeRecordSchema.TTL),
        source.textOrNull(ChangeRecordSchema.USER_IDENTITY));
  }
}
