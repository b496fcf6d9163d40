package dev.messina.source.check;

import dev.messina.plugin.OptionErrors;
import dev.messina.source.stream.StreamSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long topics must keep records. Less than the overlap of stream and snapshot, and a change can
 * be gone before the snapshot row that it outweighs has come: refused. Less than the day that
 * DynamoDB itself keeps changes, and a sink that stops for a night loses them, which a source could
 * still have read again: worth a warning. Less than the snapshot takes, and the topic never holds
 * the whole table, so that neither a late sink nor a replay can come to its end: refused.
 */
final class Retention {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private static final Duration OF_STREAMS = Duration.ofHours(24);
  private static final long USUAL_DAYS = 7;

  private final Duration overlap;
  private final OptionErrors errors;

  Retention(Map<String, String> properties, OptionErrors errors) {
    this.overlap =
        errors.areSound(List.of(StreamSettings.OVERLAP_MS))
                && properties.containsKey(StreamSettings.OVERLAP_MS)
            ? Duration.ofMillis(Long.parseLong(properties.get(StreamSettings.OVERLAP_MS).strip()))
            : Duration.ofMinutes(15);
    this.errors = errors;
  }

  /**
   * Checks one topic.
   *
   * @param whose whose retention it is, as the beginning of a sentence
   * @param millis as Kafka has it, negative indefinitely
   * @param snapshot how long the table's snapshot will take, zero if that is not known
   * @param remedy what to do, given the milliseconds that would be enough
   */
  void check(
      String whose, long millis, Duration snapshot, String option, LongFunction<String> remedy) {
    if (millis < 0) {
      return;
    }
    Duration kept = Duration.ofMillis(millis);
    String advice = remedy.apply(enoughFor(snapshot).toMillis());
    if (kept.compareTo(overlap) < 0) {
      errors.add(
          option,
          whose
              + " for "
              + kept.toSeconds()
              + " s only, less than the "
              + overlap.toSeconds()
              + " s that snapshot and stream overlap, so changes may be gone before they are read. "
              + advice);
    } else if (kept.compareTo(snapshot) < 0) {
      errors.add(
          option,
          whose
              + " for "
              + kept.toSeconds()
              + " s only, and by the table's size and snapshot.max.rcu its snapshot takes about "
              + snapshot.toSeconds()
              + " s: the first rows would be gone before the last ones have come. "
              + advice
              + " Or raise snapshot.max.rcu.");
    } else if (kept.compareTo(OF_STREAMS) < 0) {
      LOG.warn(
          "{} for {} s only. A sink that is stopped for longer loses records. {}",
          whose,
          kept.toSeconds(),
          advice);
    }
  }

  /** A week, or as many whole days as the snapshot takes and one more. */
  private static Duration enoughFor(Duration snapshot) {
    long days = snapshot.toDays() + 2;
    return Duration.ofDays(Math.max(USUAL_DAYS, days));
  }
}
