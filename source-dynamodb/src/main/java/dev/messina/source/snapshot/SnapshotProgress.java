package dev.messina.source.snapshot;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far one task's share of a snapshot has come.
 *
 * @param items items read, those of earlier runs of the task included
 * @param bytes bytes read since the task started, as DynamoDB counts them
 * @param readUnits RCU paid since the task started
 * @param throttles calls that were throttled since the task started
 * @param segmentsDone how many of the own segments are read to the end
 * @param segmentsOwn how many segments this task reads
 * @param itemsPerSecond over the last minute
 * @param unitsPerSecond over the last ten seconds
 * @param percent by DynamoDB's own count of items, which is up to six hours old; 100 only at the
 *     end; empty where it does not say
 * @param remaining at the rate of the last minute; empty where that cannot be said
 * @param heldBy what holds the scan back, in words; empty if nothing does
 */
public record SnapshotProgress(
    long items,
    long bytes,
    double readUnits,
    long throttles,
    int segmentsDone,
    int segmentsOwn,
    double itemsPerSecond,
    double unitsPerSecond,
    OptionalDouble percent,
    Optional<Duration> remaining,
    Optional<String> heldBy) {

  /** In a line for the log. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d items read, %d of %d segments done, %.0f items/s, %.0f RCU/s",
            items,
            segmentsDone,
            segmentsOwn,
            itemsPerSecond,
            unitsPerSecond));
    percent.ifPresent(part -> text.append(String.format(Locale.ROOT, ", about %.1f %%", part)));
    remaining.ifPresent(time -> text.append(", about ").append(inWords(time)).append(" to go"));
    heldBy.ifPresent(reason -> text.append("; held back by ").append(reason));
    return text.toString();
  }

  private static String inWords(Duration time) {
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }
}
