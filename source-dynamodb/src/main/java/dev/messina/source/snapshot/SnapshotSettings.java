package dev.messina.source.snapshot;

import dev.messina.plugin.Options;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * How the snapshot scans a table.
 *
 * @param budget of a whole table, over all tasks
 * @param latencyMax the longest good response time of a page; zero if any is good
 * @param threads how many pages of scans a task has under way at once
 */
public record SnapshotSettings(
    SnapshotMode mode,
    SnapshotSource source,
    int segments,
    int pageLimit,
    boolean consistentRead,
    ReadCapacity budget,
    Duration latencyMax,
    int threads) {

  public static final String MODE = "snapshot.mode";
  public static final String SOURCE = "snapshot.source";
  public static final String SEGMENTS = "snapshot.segments";
  public static final String PAGE_LIMIT = "snapshot.page.limit";
  public static final String CONSISTENT_READ = "snapshot.consistent.read";
  public static final String MAX_RCU = "snapshot.max.rcu";
  public static final String MAX_LATENCY_MS = "snapshot.max.latency.ms";
  public static final String MAX_THREADS = "snapshot.max.threads";

  private static final String GROUP = "Snapshot";
  private static final int SEGMENTS_MAX = 1_000_000;
  private static final int PAGE_LIMIT_MAX = 100_000;
  private static final int THREADS_MAX = 256;
  private static final String DEFAULT_BUDGET = "50%";

  public static ConfigDef define(ConfigDef config) {
    int order = 0;
    return Options.of(GROUP, config)
        .option(MODE, Type.STRING, SnapshotMode.INITIAL.option())
        .valid(ConfigDef.ValidString.in(SnapshotMode.options().toArray(new String[0])))
        .recommended(new Choices(SnapshotMode.options()))
        .shown(++order, Width.SHORT, "Mode")
        .doc(
            "What is carried over of a table. initial: a snapshot once, and its stream."
                + " initial_only: a snapshot once, and no stream; the table needs none."
                + " no_data: no snapshot, the stream alone. when_needed: as initial, and another"
                + " snapshot by itself where changes were lost.")
        .option(SOURCE, Type.STRING, SnapshotSource.SCAN.option())
        .valid(ConfigDef.ValidString.in(SnapshotSource.options().toArray(new String[0])))
        .recommended(new Choices(SnapshotSource.options()))
        .shown(++order, Width.SHORT, "Source")
        .doc(
            "Where the items of the first snapshot come from. scan: from the table. s3-export: from"
                + " a finished full export of it, see snapshot.export.location; it costs the table"
                + " nothing. Later snapshots scan the table.")
        .option(SEGMENTS, Type.INT, 4)
        .valid(Range.between(1, SEGMENTS_MAX))
        .shown(++order, Width.SHORT, "Segments")
        .doc(
            "Into how many segments the scan of a table is cut; they are shared among the tasks and"
                + " read side by side. Fixed once the table's epoch is committed. About one for"
                + " every 2 GB, and at least as many as the table has tasks.")
        .option(PAGE_LIMIT, Type.INT, 1000)
        .valid(Range.between(1, PAGE_LIMIT_MAX))
        .low()
        .shown(++order, Width.SHORT, "Items in a page")
        .doc("At most so many items in a page of the scan. DynamoDB ends a page at 1 MB anyway.")
        .option(CONSISTENT_READ, Type.BOOLEAN, false)
        .low()
        .shown(++order, Width.SHORT, "Consistent reads")
        .doc(
            "Whether the scan reads strongly consistent, at twice the price. It is not needed: the"
                + " stream reaches back far enough to outweigh a stale page. Where it does not,"
                + " because the stream is too young or not followed (snapshot.mode=initial_only),"
                + " the scan reads consistently whatever stands here.")
        .option(MAX_RCU, Type.STRING, DEFAULT_BUDGET)
        .valid(
            ConfigDef.LambdaValidator.with(
                SnapshotSettings::checkBudget,
                () -> "RCU per second, or a percentage of the provisioned capacity"))
        .high()
        .shown(++order, Width.SHORT, "Read units per second")
        .doc(
            "How fast a table is scanned, over all tasks: RCU per second, such as 500, or a"
                + " percentage of its provisioned read capacity, such as 50%. A table on demand has"
                + " no provisioned capacity; a percentage does not limit it, and only throttling"
                + " and snapshot.max.latency.ms do. A unit reads 8 KB, or 4 KB strongly"
                + " consistent.")
        .option(MAX_LATENCY_MS, Type.LONG, Duration.ofSeconds(1).toMillis())
        .valid(Range.between(0, Duration.ofSeconds(30).toMillis()))
        .shown(++order, Width.SHORT, "Longest response time")
        .doc(
            "The scan slows down when the table's pages take longer than this to come, or, from a"
                + " tenth of it, three times as long as is normal for the table, and recovers when"
                + " they come quickly again. 0 switches that off.")
        .option(MAX_THREADS, Type.INT, 4)
        .valid(Range.between(1, THREADS_MAX))
        .shown(++order, Width.SHORT, "Scan threads")
        .doc(
            "How many pages of scans a task has under way at once, over all its tables, beside the"
                + " calls for streams. So many pages are the most that it holds in memory.")
        .definition();
  }

  public static SnapshotSettings from(AbstractConfig config) {
    return new SnapshotSettings(
        SnapshotMode.of(config.getString(MODE)),
        SnapshotSource.of(config.getString(SOURCE)),
        config.getInt(SEGMENTS),
        config.getInt(PAGE_LIMIT),
        config.getBoolean(CONSISTENT_READ),
        ReadCapacity.parse(config.getString(MAX_RCU)),
        Duration.ofMillis(config.getLong(MAX_LATENCY_MS)),
        config.getInt(MAX_THREADS));
  }

  /** The budget as it is written, whatever becomes of the other options. */
  public static ReadCapacity budget(Map<String, String> properties) {
    return ReadCapacity.parse(properties.getOrDefault(MAX_RCU, DEFAULT_BUDGET));
  }

  private static void checkBudget(String name, Object value) {
    try {
      ReadCapacity.parse(String.valueOf(value));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(name, value, e.getMessage());
    }
  }

  /** Offers the choices to a user interface. */
  private record Choices(List<String> options) implements ConfigDef.Recommender {

    @Override
    public List<Object> validValues(String name, Map<String, Object> parsed) {
      return List.copyOf(options);
    }

    @Override
    public boolean visible(String name, Map<String, Object> parsed) {
      return true;
    }
  }

  /** What is carried over of a table, by Debezium's names. */
  public enum SnapshotMode {
    /** A snapshot once, and the stream. */
    INITIAL,
    /** A snapshot once, and no stream. */
    INITIAL_ONLY,
    /** No snapshot; the stream from where it reaches back to. */
    NO_DATA,
    /** As {@link #INITIAL}, and another snapshot by itself when changes were lost. */
    WHEN_NEEDED;

    /** Whether changes are carried over. */
    public boolean followsStream() {
      return this != INITIAL_ONLY;
    }

    /** The name in the configuration. */
    public String option() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** All names in the configuration. */
    public static List<String> options() {
      return Stream.of(values()).map(SnapshotMode::option).toList();
    }

    static SnapshotMode of(String option) {
      return valueOf(option.toUpperCase(Locale.ROOT));
    }
  }

  /** Where the items of the first snapshot come from. */
  public enum SnapshotSource {
    /** A scan of the table. */
    SCAN,
    /** A full export of the table. */
    S3_EXPORT;

    /** The name in the configuration. */
    public String option() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All names in the configuration. */
    public static List<String> options() {
      return Stream.of(values()).map(SnapshotSource::option).toList();
    }

    static SnapshotSource of(String option) {
      return valueOf(option.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }
}
