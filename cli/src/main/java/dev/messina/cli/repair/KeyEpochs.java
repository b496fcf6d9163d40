package dev.messina.cli.repair;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the source's committed offsets say of the signals for listed keys. Their form is in {@code
 * docs/offsets.md}.
 *
 * @param offsets a list of {@code partition} and {@code offset}, as Connect gives them
 * @param table the table's name in DynamoDB
 */
record KeyEpochs(List<JsonNode> offsets, String table) {

  private static final int VERSION = 1;

  KeyEpochs {
    offsets = List.copyOf(offsets);
  }

  /** Why the source follows no signal about the table; empty if it would. */
  Optional<Refused> refusal() {
    Optional<JsonNode> newest = newest();
    if (newest.isEmpty() || newest.get().path("epochs").asText().isEmpty()) {
      return Optional.of(
          new Refused(
              "no_offset",
              "The source has no offset for table '%s'; correct --table, or wait for its snapshot."
                  .formatted(table)));
    }
    return newest.get().path("version").asInt() == VERSION
        ? Optional.empty()
        : Optional.of(
            new Refused(
                "unknown_offset_version",
                "The offset of table '%s' is of another version; take the command of the source's"
                        .formatted(table)
                    + " own release."));
  }

  /** Whether a signal at this place of the control topic has been followed or refused. */
  boolean covers(int partition, long offset) {
    return newest().stream()
        .flatMap(newest -> Arrays.stream(newest.path("signals").asText().split(",")))
        .map(handled -> handled.split(":"))
        .anyMatch(
            handled ->
                handled.length == 2
                    && handled[0].equals(Integer.toString(partition))
                    && Long.parseLong(handled[1]) >= offset);
  }

  /** The newest epoch of any kind, in microseconds since 1970. */
  OptionalLong newestEpoch() {
    String epochs = newest().map(newest -> newest.path("epochs").asText()).orElse("");
    return epochs.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(epochs.substring(epochs.lastIndexOf(',') + 1)));
  }

  /** Whether all listed keys of an epoch have been dealt with. */
  boolean isRead(long epochMicros) {
    return ofKind("key-snapshot")
        .filter(
            entry ->
                entry.path("partition").path("epoch").asText().equals(Long.toString(epochMicros)))
        .anyMatch(entry -> entry.path("offset").path("done").asBoolean());
  }

  private Optional<JsonNode> newest() {
    return ofKind("table").map(entry -> entry.path("offset")).findFirst();
  }

  private Stream<JsonNode> ofKind(String kind) {
    return offsets.stream()
        .filter(entry -> entry.path("partition").path("table").asText().equals(table))
        .filter(entry -> entry.path("partition").path("kind").asText().equals(kind))
        .filter(entry -> !entry.path("offset").isNull());
  }
}
