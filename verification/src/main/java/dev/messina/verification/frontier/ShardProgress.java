package dev.messina.verification.frontier;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How far a shard is on the topic, by its committed offset.
 *
 * @param changed the time of the last change, the epoch of time before the first. Of that second
 *     there may be more
 * @param checked when it last had nothing more to read, or its end was read; likewise
 * @param finished whether it is closed and was read to its end
 */
public record ShardProgress(Instant changed, Instant checked, boolean finished) {

  static ShardProgress of(JsonNode offset) {
    return new ShardProgress(
        Instant.EPOCH.plus(offset.path("change_ts_us").asLong(), ChronoUnit.MICROS),
        Instant.ofEpochMilli(offset.path("checked_ms").asLong()),
        offset.path("finished").asBoolean());
  }

  /** Whether the end was read at least so long before a time. */
  boolean endedBefore(Instant time, Duration ago) {
    return finished && !checked.plus(ago).isAfter(time);
  }
}
