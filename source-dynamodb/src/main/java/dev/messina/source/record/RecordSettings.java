package dev.messina.source.record;

import dev.messina.plugin.Options;
import java.util.Arrays;
import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * What stands in a record, and what becomes of one that is too big.
 *
 * @param emitsTtlDeletes whether the delete of an expired item becomes a record
 * @param keepsReplication whether attributes that global tables add stay in the images
 * @param maxBytes the most that a record may take in a request of the producer
 * @param deadLetterTopic where records without images go under {@link OversizePolicy#DEAD_LETTER}
 * @param extendedHeaders whether records carry Debezium's headers about the connector
 */
public record RecordSettings(
    BeforeImages before,
    boolean emitsTtlDeletes,
    boolean keepsReplication,
    OversizePolicy oversize,
    int maxBytes,
    String deadLetterTopic,
    boolean extendedHeaders) {

  /** How much of the item before a change stands in its record. */
  public enum BeforeImages {
    FULL,
    KEYS,
    NONE
  }

  /** What becomes of a record that is bigger than allowed. */
  public enum OversizePolicy {
    FAIL,
    DROP_BEFORE,
    DEAD_LETTER
  }

  public static final String BEFORE_IMAGES = "before.images";
  public static final String TTL_DELETES = "ttl.deletes";
  public static final String GLOBAL_TABLE_ATTRIBUTES = "global.table.attributes";
  public static final String OVERSIZE_POLICY = "oversize.policy";
  public static final String MAX_BYTES = "record.max.bytes";
  public static final String DEAD_LETTER_TOPIC = "oversize.dead.letter.topic";
  public static final String EXTENDED_HEADERS = "extended.headers.enabled";

  private static final String GROUP = "Records";
  private static final String EMIT = "emit";
  private static final String KEEP = "keep";

  /** The default of the producer's max.request.size. */
  private static final int MAX_BYTES_DEFAULT = 1_048_576;

  /** A record without images must always fit. */
  private static final int MAX_BYTES_LEAST = 65_536;

  public static ConfigDef define(ConfigDef config) {
    return defineSize(defineContent(config));
  }

  private static ConfigDef defineContent(ConfigDef config) {
    int order = 0;
    return Options.of(GROUP, config)
        .option(BEFORE_IMAGES, Type.STRING, text(BeforeImages.FULL))
        .valid(ValidString.in(texts(BeforeImages.values())))
        .shown(++order, Width.SHORT, "Images before a change")
        .doc(
            "What 'before' holds: the full item as far as the stream carries it, only its keys, or"
                + " nothing (none). The sink needs none of it; without it records are half as"
                + " big.")
        .option(TTL_DELETES, Type.STRING, EMIT)
        .valid(ValidString.in(EMIT, "skip"))
        .shown(++order, Width.SHORT, "Deletes of expired items")
        .doc(
            "Whether the delete of an item that DynamoDB removed because it had expired becomes a"
                + " record (emit), or is skipped, counted and logged. Skip it only where the rows"
                + " of the target expire by themselves.")
        .option(GLOBAL_TABLE_ATTRIBUTES, Type.STRING, KEEP)
        .valid(ValidString.in(KEEP, "drop"))
        .low()
        .shown(++order, Width.SHORT, "Attributes of global tables")
        .doc(
            "Whether the attributes aws:rep:* that global tables of version 2017.11.29 add to items"
                + " stay in the images (keep) or are left out of them (drop). A change of nothing"
                + " but these is a record either way.")
        .option(EXTENDED_HEADERS, Type.BOOLEAN, false)
        .low()
        .shown(++order, Width.SHORT, "Extended headers")
        .doc(
            "Whether records carry Debezium's headers __debezium.context.connectorLogicalName,"
                + " __debezium.context.taskId and __debezium.context.connectorName.")
        .definition();
  }

  private static ConfigDef defineSize(ConfigDef config) {
    int order = 4;
    return Options.of(GROUP, config)
        .option(OVERSIZE_POLICY, Type.STRING, text(OversizePolicy.FAIL))
        .valid(ValidString.in(texts(OversizePolicy.values())))
        .shown(++order, Width.SHORT, "Oversize policy")
        .doc(
            "What becomes of a record bigger than record.max.bytes: the task fails (fail), the"
                + " record goes without 'before' and says so in a header, and the task fails if it"
                + " is still too big (drop_before), or a record without images goes to"
                + " oversize.dead.letter.topic in its place (dead_letter).")
        .option(MAX_BYTES, Type.INT, MAX_BYTES_DEFAULT)
        .valid(Range.atLeast(MAX_BYTES_LEAST))
        .shown(++order, Width.SHORT, "Largest record")
        .doc(
            "The most bytes that a record may take, by an upper bound that holds for JSON with and"
                + " without schemas and for Avro. Keep it at or below the producer's"
                + " max.request.size (producer.override.max.request.size, by default 1048576) and"
                + " the max.message.bytes of the topics: what exceeds those fails the task whatever"
                + " oversize.policy says.")
        .option(DEAD_LETTER_TOPIC, Type.STRING, "")
        .low()
        .shown(++order, Width.MEDIUM, "Oversize topic")
        .doc(
            "Topic of the records that stand for changes too big to send. When empty,"
                + " <topic.prefix>.oversize. Used under oversize.policy=dead_letter only.")
        .definition();
  }

  /**
   * @param topicPrefix begins the name of the topic that is not set
   */
  public static RecordSettings from(AbstractConfig config, String topicPrefix) {
    String topic = config.getString(DEAD_LETTER_TOPIC);
    return new RecordSettings(
        BeforeImages.valueOf(config.getString(BEFORE_IMAGES).toUpperCase(Locale.ROOT)),
        config.getString(TTL_DELETES).equals(EMIT),
        config.getString(GLOBAL_TABLE_ATTRIBUTES).equals(KEEP),
        OversizePolicy.valueOf(config.getString(OVERSIZE_POLICY).toUpperCase(Locale.ROOT)),
        config.getInt(MAX_BYTES),
        topic.isEmpty() ? topicPrefix + ".oversize" : topic,
        config.getBoolean(EXTENDED_HEADERS));
  }

  private static String text(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private static String[] texts(Enum<?>... choices) {
    return Arrays.stream(choices).map(RecordSettings::text).toArray(String[]::new);
  }
}
