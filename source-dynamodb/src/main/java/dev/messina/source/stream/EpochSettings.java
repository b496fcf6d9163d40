package dev.messina.source.stream;

import dev.messina.plugin.Options;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * What holds between one epoch and the next.
 *
 * @param dataLossPolicy what becomes of changes that were lost
 * @param writeTimestampMin above every write timestamp that was given before the state was lost, or
 *     null
 * @param aheadMax how far a write timestamp may run ahead of the clock
 */
public record EpochSettings(
    DataLossPolicy dataLossPolicy, Instant writeTimestampMin, Duration aheadMax) {

  public static final String DATA_LOSS_POLICY = "data.loss.policy";
  public static final String WRITE_TIMESTAMP_MIN = "write.timestamp.min";
  public static final String AHEAD_MAX_MS = "write.timestamp.drift.max.ms";

  private static final String GROUP = "Epochs";
  private static final String MODE_WHEN_NEEDED = "when_needed";
  private static final String SNAPSHOT_MODE = "snapshot.mode";
  private static final int DIGITS_OF_MICROS = 16;

  public static ConfigDef define(ConfigDef config) {
    int order = 0;
    return Options.of(GROUP, config)
        .option(DATA_LOSS_POLICY, Type.STRING, "fail")
        .valid(ValidString.in("fail", "resnapshot", "continue"))
        .high()
        .shown(++order, Width.SHORT, "Data loss policy")
        .doc(
            "What becomes of changes that DynamoDB trimmed, after 24 hours, before they were read,"
                + " or when a stream was switched off or replaced. fail: the task stops and names"
                + " the data loss. resnapshot: the table is scanned again under a later epoch,"
                + " beside the stream; rows of items that were deleted during the data loss may"
                + " remain. continue: the data loss is logged and counted, and stays. With"
                + " snapshot.mode=when_needed it is resnapshot.")
        .option(WRITE_TIMESTAMP_MIN, Type.STRING, "")
        .valid(
            ConfigDef.LambdaValidator.with(
                EpochSettings::checkFloor, () -> "an instant such as 2026-01-31T12:00:00Z"))
        .low()
        .shown(++order, Width.MEDIUM, "Lowest write timestamp")
        .doc(
            "Only when the connector has lost its offsets while a topic of its already holds"
                + " records: an instant after every write timestamp on the topic, as"
                + " 2026-01-31T12:00:00Z or in microseconds since 1970. The error that asks for it"
                + " suggests one. The table's epoch begins after it.")
        .option(AHEAD_MAX_MS, Type.LONG, Duration.ofHours(6).toMillis())
        .valid(Range.between(Duration.ofMinutes(1).toMillis(), Duration.ofDays(1).toMillis()))
        .low()
        .shown(++order, Width.SHORT, "Write timestamps ahead of the clock")
        .doc(
            "How far a write timestamp may run ahead of the clock before the task stops. Reading a"
                + " backlog again pushes it ahead by 100 microseconds for each change, and until"
                + " the clock has passed it an application's own writes to the target would lose.")
        .definition();
  }

  public static EpochSettings from(AbstractConfig config) {
    // Debezium's word for the same: a snapshot whenever the stream alone does not do.
    boolean whenNeeded =
        MODE_WHEN_NEEDED.equals(String.valueOf(config.originals().get(SNAPSHOT_MODE)));
    return new EpochSettings(
        whenNeeded
            ? DataLossPolicy.RESNAPSHOT
            : DataLossPolicy.valueOf(config.getString(DATA_LOSS_POLICY).toUpperCase(Locale.ROOT)),
        writeTimestampMin(config.getString(WRITE_TIMESTAMP_MIN)),
        Duration.ofMillis(config.getLong(AHEAD_MAX_MS)));
  }

  private static Instant writeTimestampMin(String text) {
    if (text.isEmpty()) {
      return null;
    }
    if (text.matches("[0-9]{" + DIGITS_OF_MICROS + "}")) {
      long micros = Long.parseLong(text);
      return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
    return Instant.parse(text);
  }

  private static void checkFloor(String name, Object value) {
    try {
      writeTimestampMin((String) value);
    } catch (DateTimeException e) {
      throw new ConfigException(
          name, value, "write it as 2026-01-31T12:00:00Z or in microseconds since 1970");
    }
  }
}
