package dev.messina.verification.frontier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the source's committed offsets say of one table. Connect commits an offset when the record
 * that carries it, and all before it, are in the topic. The form is in {@code docs/offsets.md}.
 */
final class SourceProgress {

  private static final int VERSION = 1;

  private final List<JsonNode> offsets;
  private final String table;
  private final JsonNode newest;

  /**
   * @param offsets a list of {@code partition} and {@code offset}, as Connect gives them
   */
  SourceProgress(List<JsonNode> offsets, String table) {
    this.offsets = offsets;
    this.table = table;
    this.newest = only("table");
  }

  /** Why nothing is known, which waiting may not change. */
  Optional<String> unknown(StreamListing listing) {
    if (newest.isMissingNode()) {
      return because("the source has no offset of it; has it started?");
    }
    if (newest.path("version").asInt() != VERSION) {
      return because("its offset is of another version; take the command of the source's release");
    }
    if (!newest.path("table_id").asText().equals(listing.tableId())) {
      return because("the table is not the one that the source reads: it was made again");
    }
    if (newest.path("stream").asText().isEmpty()) {
      return because("its stream is not followed (snapshot.mode=initial_only)");
    }
    if (!newest.path("stream").asText().equals(listing.stream())) {
      return because("the stream is not the one that the source follows: it was switched off");
    }
    if (!listing.recording()) {
      return because("the stream records no changes: it is switched off, or not on yet");
    }
    if (segments() == 0 && only("first").path("total_segments").asInt() > 0) {
      return because("its snapshot was stopped; send the signal execute-snapshot");
    }
    return isLossOpen() && !only("data-loss").path("rescan").asBoolean()
        ? because("it has a data loss that no scan mends; send the signal execute-snapshot")
        : Optional.empty();
  }

  /** Why not all that was there before the stream is on the topic yet. */
  Optional<String> notYet() {
    if (newest.path("listed_ms").asLong() == 0) {
      return because("the first listing of its stream is not accounted for yet");
    }
    if (isLossOpen()) {
      return because("it has a data loss, for which it is scanned again");
    }
    long done = doneSegments();
    return done < segments() && !everyTaskHasScanned()
        ? because("its snapshot has committed " + done + " of " + segments() + " segments")
        : Optional.empty();
  }

  private int segments() {
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
  private boolean isLossOpen() {
    JsonNode loss = only("data-loss");
    return !loss.isMissingNode()
        && (segments() == 0 || loss.path("epoch_us").asLong() >= newest.path("epoch_us").asLong());
  }

  private long doneSegments() {
    String epoch = newest.path("epoch_us").asText();
    return ofKind("segment")
        .filter(entry -> entry.path("partition").path("epoch").asText().equals(epoch))
        .filter(entry -> entry.path("offset").path("done").asBoolean())
        .count();
  }

  /** The shards of the stream that is followed, by their ids. */
  Map<String, ShardProgress> shards() {
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

  private Optional<String> because(String reason) {
    return Optional.of("Table '" + table + "': " + reason);
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
