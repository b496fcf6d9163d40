package dev.messina.verification.frontier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the source's committed offsets say of one table. Connect commits an offset when the record
 * that carries it, and all before it, are in the topic. The form is in {@code docs/offsets.md}.
 */
public final class SourceProgress {

  private static final int VERSION = 1;

  private final List<JsonNode> offsets;
  private final String table;
  private final JsonNode newest;

  /**
   * @param offsets a list of {@code partition} and {@code offset}, as Connect gives them
   */
  public SourceProgress(List<JsonNode> offsets, String table) {
    this.offsets = offsets;
    this.table = table;
    this.newest = only("table");
  }

  /** The tables of which there are offsets, sorted by name. */
  public static List<String> tables(List<JsonNode> offsets) {
    return offsets.stream()
        .filter(entry -> entry.path("partition").path("kind").asText().equals("table"))
        .filter(entry -> !entry.path("offset").isNull())
        .map(entry -> entry.path("partition").path("table").asText())
        .distinct()
        .sorted()
        .toList();
  }

  /** Whether the source has begun with the table. */
  public boolean hasBegun() {
    return !newest.isMissingNode();
  }

  /** Why nothing is known, which waiting may not change; none if something is. */
  List<String> unknown(StreamListing listing) {
    if (newest.isMissingNode()) {
      return because("the source has no offset of it; has it started?");
    }
    if (newest.path("version").asInt() != VERSION) {
      return because("its offset is of another version; take the command of the source's release");
    }
    List<String> reasons = new ArrayList<>();
    if (!newest.path("table_id").asText().equals(listing.tableId())) {
      reasons.addAll(because("the table is not the one that the source reads: it was made again"));
    }
    reasons.addAll(unknownStream(listing));
    if (isSnapshotStopped()) {
      reasons.addAll(because("its snapshot was stopped; send the signal execute-snapshot"));
    }
    if (isLossOpen() && !only("data-loss").path("rescan").asBoolean()) {
      reasons.addAll(
          because("it has a data loss that no scan mends; send the signal execute-snapshot"));
    }
    return reasons;
  }

  private List<String> unknownStream(StreamListing listing) {
    if (newest.path("stream").asText().isEmpty()) {
      return because("its stream is not followed (snapshot.mode=initial_only)");
    }
    if (!newest.path("stream").asText().equals(listing.stream())) {
      return because("the stream is not the one that the source follows: it was switched off");
    }
    return listing.recording()
        ? List.of()
        : because("the stream records no changes: it is switched off, or not on yet");
  }

  /** Why not all that was there before the stream is on the topic yet; none if it is. */
  List<String> notYet() {
    List<String> reasons = new ArrayList<>();
    if (newest.path("listed_ms").asLong() == 0) {
      reasons.addAll(because("the first listing of its stream is not accounted for yet"));
    }
    if (isLossOpen()) {
      reasons.addAll(because("it has a data loss, for which it is scanned again"));
    }
    if (!isSnapshotDone()) {
      reasons.addAll(
          because(
              "its snapshot has committed " + doneSegments() + " of " + segments() + " segments"));
    }
    return reasons;
  }

  /** Whether a snapshot was asked for and given up, so that what it had not read is missing. */
  public boolean isSnapshotStopped() {
    return segments() == 0 && only("first").path("total_segments").asInt() > 0;
  }

  /** Whether the newest snapshot is all on the topic; also where there is none. */
  public boolean isSnapshotDone() {
    return doneSegments() >= segments() || everyTaskHasScanned();
  }

  /** When the newest snapshot was begun; the epoch of time if the source has not. */
  public Instant snapshotBegan() {
    return Instant.EPOCH.plus(newest.path("epoch_us").asLong(), ChronoUnit.MICROS);
  }

  /** How many items of the newest snapshot are on the topic. */
  public long scannedItems() {
    return segmentOffsets().mapToLong(offset -> offset.path("items").asLong()).sum();
  }

  /** Whether the source follows a stream, as far as it has said. */
  public boolean followsStream() {
    return !newest.path("stream").asText().isEmpty();
  }

  /** Into how many segments the newest snapshot is cut; 0 if there is none. */
  public int segments() {
    return newest.path("total_segments").asInt();
  }

  /**
   * What the tasks of some number have said stays true, even where a zombie task has committed an
   * older position of a segment since.
   */
  private boolean everyTaskHasScanned() {
    Map<String, Long> scanned =
        ofKind("task")
            .filter(
                task ->
                    task.path("offset").path("scanned_us").asLong()
                        >= newest.path("epoch_us").asLong())
            .collect(
                Collectors.groupingBy(
                    task -> task.path("partition").path("tasks").asText(), Collectors.counting()));
    return scanned.entrySet().stream()
        .anyMatch(tasks -> tasks.getKey().equals(Long.toString(tasks.getValue())));
  }

  /** A loss is mended by a scan of the whole table above the epoch under which it was found. */
  public boolean isLossOpen() {
    JsonNode loss = only("data-loss");
    return !loss.isMissingNode()
        && (segments() == 0 || loss.path("epoch_us").asLong() >= newest.path("epoch_us").asLong());
  }

  /**
   * Above which no write timestamp lies that the source has given, as far as it has committed:
   * microseconds since 1970.
   */
  public long newestWriteMicros() {
    long given =
        Stream.concat(
                ofKind("shard").map(shard -> shard.path("offset").path("write_ts_us").asLong()),
                ofKind("task").map(task -> task.path("offset").path("highest_us").asLong()))
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    return Math.max(given, newest.path("epoch_us").asLong());
  }

  /** How many segments of the newest snapshot are all on the topic. */
  public long doneSegments() {
    return segmentOffsets().filter(offset -> offset.path("done").asBoolean()).count();
  }

  private Stream<JsonNode> segmentOffsets() {
    String epoch = newest.path("epoch_us").asText();
    return ofKind("segment")
        .filter(entry -> entry.path("partition").path("epoch").asText().equals(epoch))
        .map(entry -> entry.path("offset"));
  }

  /** The shards of the stream that is followed, by their ids. */
  public Map<String, ShardProgress> shards() {
    Map<String, ShardProgress> shards = new HashMap<>();
    ofKind("shard")
        .filter(
            entry ->
                entry
                    .path("partition")
                    .path("stream")
                    .asText()
                    .equals(newest.path("stream").asText()))
        .forEach(
            entry ->
                shards.put(
                    entry.path("partition").path("shard").asText(),
                    ShardProgress.of(entry.path("offset"))));
    return shards;
  }

  private List<String> because(String reason) {
    return List.of("Table '" + table + "': " + reason);
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
