package dev.messina.sink.write;

import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * How rows are written.
 *
 * @param inFlightMax rows per task that may be unacknowledged at a time
 * @param retryTimeout how long one row is tried again before the task stops
 */
public record WriteSettings(int inFlightMax, Duration retryTimeout, boolean ignoreUnknownColumns) {

  public static final String MODE = "write.mode";
  public static final String INFLIGHT_MAX = "write.inflight.max";
  public static final String RETRY_TIMEOUT_MS = "write.retry.timeout.ms";
  public static final String UNKNOWN_COLUMNS = "unknown.columns";

  private static final String GROUP = "Writing";
  private static final String REPLACE = "replace";
  private static final String IGNORE = "ignore";
  private static final String FAIL = "fail";

  /** Adds this section's options. */
  public static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            MODE,
            Type.STRING,
            REPLACE,
            LambdaValidator.with(WriteSettings::checkMode, () -> "[replace]"),
            Importance.MEDIUM,
            "What an absent column means. `replace`: the record is the whole row, so that a column"
                + " it does not have is cleared. `merge` is not available yet.",
            GROUP,
            1,
            Width.SHORT,
            "Mode")
        .define(
            INFLIGHT_MAX,
            Type.INT,
            256,
            // A connection of the driver carries 1024 requests at a time.
            ConfigDef.Range.between(1, 1_024),
            Importance.MEDIUM,
            "How many rows a task may have sent without acknowledgement. When they are reached, the"
                + " task takes no more records until one is answered.",
            GROUP,
            2,
            Width.SHORT,
            "Rows in flight")
        .define(
            RETRY_TIMEOUT_MS,
            Type.LONG,
            300_000L,
            ConfigDef.Range.between(0, 86_400_000),
            Importance.MEDIUM,
            "How long a row is written again, in milliseconds, while the cluster cannot take it."
                + " After that the task stops; nothing is skipped.",
            GROUP,
            3,
            Width.SHORT,
            "Retry timeout (ms)")
        .define(
            UNKNOWN_COLUMNS,
            Type.STRING,
            FAIL,
            ValidString.in(FAIL, IGNORE),
            Importance.MEDIUM,
            "What happens to a record with a value for which the table has no column. `fail`: the"
                + " record is rejected. `ignore`: the value is left out, counted in the metrics and"
                + " logged once for each name.",
            GROUP,
            4,
            Width.SHORT,
            "Unknown columns");
  }

  public static WriteSettings of(AbstractConfig config) {
    return new WriteSettings(
        config.getInt(INFLIGHT_MAX),
        Duration.ofMillis(config.getLong(RETRY_TIMEOUT_MS)),
        config.getString(UNKNOWN_COLUMNS).equals(IGNORE));
  }

  private static void checkMode(String name, Object value) {
    if ("merge".equals(value)) {
      throw new ConfigException(
          "'merge' is not available yet as '" + name + "'; use 'replace' with whole rows.");
    }
    if (!REPLACE.equals(value)) {
      throw new ConfigException("'" + name + "' must be 'replace'.");
    }
  }
}
