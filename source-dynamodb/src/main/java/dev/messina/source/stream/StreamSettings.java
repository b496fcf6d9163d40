package dev.messina.source.stream;

import dev.messina.plugin.Options;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * How streams are followed.
 *
 * @param overlap how far the stream reaches back before the epoch
 * @param pollIdle how long a shard rests after it had nothing new
 * @param pageLimit at most so many records in a page
 * @param discovery how often the shards of a stream are listed
 * @param fetchThreads how many calls to DynamoDB are under way at once
 */
public record StreamSettings(
    Duration overlap, Duration pollIdle, int pageLimit, Duration discovery, int fetchThreads) {

  public static final String OVERLAP_MS = "stream.overlap.ms";
  public static final String POLL_IDLE_MS = "stream.poll.idle.ms";
  public static final String PAGE_LIMIT = "stream.page.limit";
  public static final String DISCOVERY_INTERVAL_MS = "shard.discovery.interval.ms";
  public static final String FETCH_THREADS = "fetch.threads";

  private static final String GROUP = "Stream";

  /** Below it the overlap no longer outweighs clocks that differ and a clock of whole minutes. */
  private static final long OVERLAP_MIN_MS = Duration.ofMinutes(3).toMillis();

  /**
   * Above it the stream, which keeps 24 hours, may not reach back to the stream start watermark.
   */
  private static final long OVERLAP_MAX_MS = Duration.ofHours(12).toMillis();

  private static final int PAGE_LIMIT_MAX = 1000;
  private static final int FETCH_THREADS_MAX = 256;

  public static ConfigDef define(ConfigDef config) {
    int order = 0;
    return Options.of(GROUP, config)
        .option(OVERLAP_MS, Type.LONG, Duration.ofMinutes(15).toMillis())
        .valid(Range.between(OVERLAP_MIN_MS, OVERLAP_MAX_MS))
        .low()
        .shown(++order, Width.SHORT, "Overlap with the snapshot")
        .doc(
            "How far behind the epoch the stream is read as well. It must exceed twice the error of"
                + " the clocks, the staleness of a read and the grain of the stream's clock"
                + " together.")
        .option(POLL_IDLE_MS, Type.LONG, 1000L)
        .valid(Range.between(10, Duration.ofMinutes(1).toMillis()))
        .low()
        .shown(++order, Width.SHORT, "Rest of an idle shard")
        .doc(
            "At most so long a shard rests between reads when it has had nothing new for a while."
                + " Just after a change it rests 75 ms, and not at all while pages come full.")
        .option(PAGE_LIMIT, Type.INT, PAGE_LIMIT_MAX)
        .valid(Range.between(1, PAGE_LIMIT_MAX))
        .low()
        .shown(++order, Width.SHORT, "Records in a page")
        .doc("At most so many records in a page of a shard. DynamoDB ends a page at 1 MB anyway.")
        .option(DISCOVERY_INTERVAL_MS, Type.LONG, Duration.ofSeconds(30).toMillis())
        .valid(Range.between(Duration.ofSeconds(1).toMillis(), Duration.ofHours(1).toMillis()))
        .low()
        .shown(++order, Width.SHORT, "Shard discovery")
        .doc(
            "How often the shards of a stream are listed. When a shard ends they are listed at"
                + " once.")
        .option(FETCH_THREADS, Type.INT, 8)
        .valid(Range.between(1, FETCH_THREADS_MAX))
        .shown(++order, Width.SHORT, "Fetch threads")
        .doc(
            "How many calls for streams a task has under way at once, which is also the most pages"
                + " of streams that it holds in memory. The scan has threads of its own, see"
                + " snapshot.max.threads.")
        .definition();
  }

  public static StreamSettings from(AbstractConfig config) {
    return new StreamSettings(
        Duration.ofMillis(config.getLong(OVERLAP_MS)),
        Duration.ofMillis(config.getLong(POLL_IDLE_MS)),
        config.getInt(PAGE_LIMIT),
        Duration.ofMillis(config.getLong(DISCOVERY_INTERVAL_MS)),
        config.getInt(FETCH_THREADS));
  }
}
