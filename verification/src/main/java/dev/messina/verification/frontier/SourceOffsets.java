package dev.messina.verification.frontier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Up to which time every change is on the topic, by the source's committed offsets and the list of
 * shards. The form of the offsets is in docs/offsets.md; each is committed only when what it covers
 * is in Kafka.
 *
 * <p>An open shard vouches for the time of its last change, and for the last time when five pages
 * and thirty seconds brought nothing. A shard that was not begun vouches for no more than its
 * parent's last change. A shard that ended without a child in the list may have one that is not
 * listed yet, and vouches for its own last change.
 */
final class SourceOffsets {

  private static final int VERSION = 1;
  private static final Duration CHECK_MARGIN = Duration.ofSeconds(2);

  private final List<JsonNode> offsets;
  private final String table;

  /**
   * @param offsets a list of {@code partition} and {@code offset}, as Connect gives them
   */
  SourceOffsets(List<JsonNode> offsets, String table) {
    this.offsets = offsets;
    this.table = table;
  }

  /**
   * @param shards listed after the offsets were read
   */
  Frontier.Reading onTopicUntil(StreamShards shards) {
    JsonNode epoch = only("table");
    return unknown(epoch, shards)
        .<Frontier.Reading>map(Frontier.Unknown::new)
        .or(() -> notYet(epoch).map(Frontier.NotYet::new))
        .orElseGet(() -> new Frontier.Known(lowest(epoch, shards)));
  }

  private Optional<String> unknown(JsonNode epoch, StreamShards shards) {
    if (epoch.isMissingNode()) {
      return Optional.of("the source has no offset for table '" + table + "'");
    }
    if (epoch.path("version").asInt() != VERSION) {
      return Optional.of("the source's offsets are of a version that this release does not know");
    }
    boolean same = epoch.path("stream").asText().equals(shards.label()) && shards.recording();
    return same
        ? Optional.empty()
        : Optional.of("the table's stream is switched off, or not the one that the source reads");
  }

  private Optional<String> notYet(JsonNode epoch) {
    int segments = epoch.path("total_segments").asInt();
    long done = doneSegments(epoch.path("epoch_us").asText());
    if (done < segments) {
      return Optional.of("the snapshot has read %d of %d segments".formatted(done, segments));
    }
    if (epoch.hasNonNull("request")) {
      return Optional.of("a later epoch is asked for");
    }
    JsonNode loss = only("data-loss");
    boolean open =
        loss.path("rescan").asBoolean()
            && loss.path("epoch_us").asLong() >= epoch.path("epoch_us").asLong();
    return open ? Optional.of("a data loss is not scanned for yet") : Optional.empty();
  }

  private long doneSegments(String epoch) {
    return ofKind("segment")
        .filter(entry -> entry.path("partition").path("epoch").asText().equals(epoch))
        .filter(entry -> entry.path("offset").path("done").asBoolean())
        .count();
  }

  private Instant lowest(JsonNode epoch, StreamShards shards) {
    Instant start = micros(epoch.path("stream_start_us").asLong());
    Map<String, JsonNode> positions = new HashMap<>();
    ofKind("shard")
        .filter(entry -> entry.path("partition").path("stream").asText().equals(shards.label()))
        .forEach(
            entry ->
                positions.put(
                    entry.path("partition").path("shard").asText(), entry.path("offset")));
    Set<String> parents = new HashSet<>();
    shards.parents().values().forEach(parent -> parent.ifPresent(parents::add));
    Set<String> all = new HashSet<>(shards.parents().keySet());
    positions.forEach(
        (shard, position) -> {
          if (!position.path("finished").asBoolean()) {
            all.add(shard);
          }
        });
    return all.stream()
        .flatMap(shard -> vouches(shard, positions, shards, parents).stream())
        .map(bound -> bound.isBefore(start) ? start : bound)
        .min(Instant::compareTo)
        .orElse(start);
  }

  /** The time up to which a shard vouches; empty if others vouch in its place. */
  private static Optional<Instant> vouches(
      String shard, Map<String, JsonNode> positions, StreamShards shards, Set<String> parents) {
    JsonNode position = positions.get(shard);
    if (position == null) {
      Optional<JsonNode> parent =
          shards.parents().getOrDefault(shard, Optional.empty()).map(positions::get);
      return Optional.of(parent.map(SourceOffsets::lastChange).orElse(Instant.EPOCH));
    }
    if (position.path("finished").asBoolean()) {
      return parents.contains(shard) ? Optional.empty() : Optional.of(lastChange(position));
    }
    Instant checked =
        Instant.ofEpochMilli(position.path("checked_ms").asLong()).minus(CHECK_MARGIN);
    Instant changed = lastChange(position);
    return Optional.of(checked.isAfter(changed) ? checked : changed);
  }

  private static Instant lastChange(JsonNode position) {
    return micros(position.path("change_ts_us").asLong());
  }

  private static Instant micros(long micros) {
    return Instant.EPOCH.plusNanos(micros * 1_000);
  }

  private JsonNode only(String kind) {
    return ofKind(kind)
        .findFirst()
        .map(entry -> entry.path("offset"))
        .orElse(MissingNode.getInstance());
  }

  private Stream<JsonNode> ofKind(String kind) {
    return offsets.stream()
        .filter(entry -> entry.path("partition").path("table").asText().equals(table))
        .filter(entry -> entry.path("partition").path("kind").asText().equals(kind))
        .filter(entry -> !entry.path("offset").isNull());
  }
}
