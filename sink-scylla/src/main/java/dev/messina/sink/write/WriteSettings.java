package dev.messina.sink.write;

import dev.messina.plugin.Options;
import dev.messina.sink.convert.UnknownColumns.UnknownColumnsPolicy;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * How rows are written.
 *
 * @param inFlightMax requests per task that may be unacknowledged at a time
 * @param inFlightBytesMax bytes of values per task that may be unacknowledged at a time
 * @param batchRowsMax rows of one partition in a request
 * @param batchBytesMax bytes of values in a request of several rows
 * @param retryTimeout how long one row is tried again before the task stops
 */
public record WriteSettings(
    int inFlightMax,
    long inFlightBytesMax,
    int batchRowsMax,
    int batchBytesMax,
    Duration retryTimeout,
    UnknownColumnsPolicy unknownColumns) {

  public static final String INFLIGHT_MAX = "write.inflight.max";
  public static final String INFLIGHT_MAX_BYTES = "write.inflight.max.bytes";
  public static final String BATCH_MAX_ROWS = "batch.max.rows";
  public static final String BATCH_MAX_BYTES = "batch.max.bytes";
  public static final String RETRY_TIMEOUT_MS = "write.retry.timeout.ms";
  public static final String UNKNOWN_COLUMNS = "unknown.columns";

  private static final String GROUP = "Writing";
  private static final String IGNORE = "ignore";
  private static final String FAIL = "fail";

  /** Adds this section's options. */
  public static ConfigDef define(ConfigDef definition) {
    return defineBounds(defineMeaning(definition));
  }

  private static ConfigDef defineMeaning(ConfigDef definition) {
    return Options.of(GROUP, definition)
        .option(UNKNOWN_COLUMNS, Type.STRING, FAIL)
        .valid(ValidString.in(FAIL, IGNORE))
        .shown(7, Width.SHORT, "Unknown columns")
        .doc(
            "What happens to a record with a value for which the table has no column. `fail`: the"
                + " record is dead-lettered. `ignore`: the value is left out, counted in the"
                + " metrics and logged once for each name.")
        .definition();
  }

  private static ConfigDef defineBounds(ConfigDef definition) {
    return Options.of(GROUP, definition)
        .option(INFLIGHT_MAX, Type.INT, 256)
        .valid( // A connection of the driver carries 1024 requests at a time.
            ConfigDef.Range.between(1, 1_024))
        .shown(2, Width.SHORT, "Requests in flight")
        .doc(
            "How many requests a task may have sent without acknowledgement, over all of its"
                + " tables. While the cluster fails requests for now, or answers much later than"
                + " usual, the task keeps to fewer. When they are reached, it takes no more records"
                + " until some are answered.")
        .option(INFLIGHT_MAX_BYTES, Type.LONG, 33_554_432L)
        .valid(ConfigDef.Range.between(1_048_576, 1_073_741_824))
        .shown(3, Width.SHORT, "Bytes in flight")
        .doc(
            "How many bytes of values a task may have accepted without acknowledgement, over all of"
                + " its tables; 512 more are counted for each record. A worker needs about four"
                + " times as much memory for them.")
        .option(BATCH_MAX_ROWS, Type.INT, 32)
        .valid(ConfigDef.Range.between(1, 1_000))
        .shown(4, Width.SHORT, "Rows in a batch")
        .doc(
            "How many rows of one partition that arrive together may leave as one request, an"
                + " unlogged batch. 1: each row is a request of its own.")
        .option(BATCH_MAX_BYTES, Type.INT, 65_536)
        .valid(ConfigDef.Range.between(1_024, 16_777_216))
        .low()
        .shown(5, Width.SHORT, "Bytes in a batch")
        .doc("How many bytes of values such a request may have. A row that is larger leaves alone.")
        .option(RETRY_TIMEOUT_MS, Type.LONG, 300_000L)
        .valid(ConfigDef.Range.between(0, 86_400_000))
        .shown(6, Width.SHORT, "Retry timeout (ms)")
        .doc(
            "How long a row is written again, in milliseconds, while the cluster cannot take it."
                + " After that the task stops; nothing is skipped. A row whose failure may be its"
                + " own fault is dead-lettered only after a minute in which its table takes other"
                + " rows: a shorter timeout stops the task at it.")
        .definition();
  }

  public static WriteSettings of(AbstractConfig config) {
    return new WriteSettings(
        config.getInt(INFLIGHT_MAX),
        config.getLong(INFLIGHT_MAX_BYTES),
        config.getInt(BATCH_MAX_ROWS),
        config.getInt(BATCH_MAX_BYTES),
        Duration.ofMillis(config.getLong(RETRY_TIMEOUT_MS)),
        UnknownColumnsPolicy.of(
            config.getString(UNKNOWN_COLUMNS).equals(IGNORE), config.originals()));
  }
}
