package dev.messina.sink.validate;

import dev.messina.plugin.Options;
import dev.messina.record.WriteTimestampHeader;
import dev.messina.sink.mutation.MutationSettings;
import dev.messina.sink.mutation.WriteTimestampSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * How late records come, which no table and no record tells.
 *
 * @param longest between a record's write timestamp and its arrival
 * @param isByOffset whether write timestamps are made of offsets, and so lie before any server's
 *     clock
 */
public record Lateness(Duration longest, boolean isByOffset) {

  public static final String OPTION = "write.lateness.max.ms";

  /** A lag that a migration may well have. */
  static final Duration DEFAULT = Duration.ofDays(7);

  /** A restart and a few retries take as long. */
  static final Duration SHORTEST = Duration.ofHours(1);

  private static final Duration LONGEST = Duration.ofDays(3_650);

  /** Adds the option. */
  public static ConfigDef define(ConfigDef definition) {
    return Options.of("Writing", definition)
        .option(OPTION, Type.LONG, DEFAULT.toMillis())
        .valid(ConfigDef.Range.between(SHORTEST.toMillis(), LONGEST.toMillis()))
        .shown(8, Width.MEDIUM, "Longest lateness (ms)")
        .doc(
            "The longest time, in milliseconds, between a record's write timestamp and its arrival"
                + " at the table: the lag, an outage, a snapshot that lasts, a replay. Tombstones"
                + " must outlive it, or a deleted row comes back: tables that may drop theirs"
                + " sooner are refused or warned of, see docs/sink.md.")
        .definition();
  }

  public static Lateness of(AbstractConfig config) {
    return new Lateness(
        Duration.ofMillis(config.getLong(OPTION)),
        WriteTimestampSource.OFFSET.equals(
            config.getString(MutationSettings.WRITE_TIMESTAMP_SOURCE)));
  }

  /** In whole seconds, as tables have it; not less than is meant. */
  long seconds() {
    return longest.plusMillis(999).toSeconds();
  }

  /**
   * The earliest write timestamp that is to be expected from now on, in microseconds since 1970.
   */
  long earliestMicros(Clock clock) {
    Instant earliest = isByOffset ? WriteTimestampHeader.EARLIEST : clock.instant().minus(longest);
    return earliest.toEpochMilli() * 1_000;
  }
}
