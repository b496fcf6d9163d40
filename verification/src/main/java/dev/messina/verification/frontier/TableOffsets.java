package dev.messina.verification.frontier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * The source's committed offsets of one table. Their form is in {@code docs/offsets.md}.
 *
 * @param offsets a list of {@code partition} and {@code offset}, as Connect gives them
 * @param table its name in DynamoDB
 */
public record TableOffsets(List<JsonNode> offsets, String table) {

  /** Of the form that is read here. */
  public static final int VERSION = 1;

  public TableOffsets {
    offsets = List.copyOf(offsets);
  }

  /** The offset of the one partition of a kind; missing if there is none. */
  public JsonNode only(String kind) {
    return ofKind(kind)
        .findFirst()
        .map(entry -> entry.path("offset"))
        .orElse(MissingNode.getInstance());
  }

  /** All of a kind, {@code partition} and {@code offset}; those that were deleted are left out. */
  public Stream<JsonNode> ofKind(String kind) {
    return offsets.stream()
        .filter(entry -> entry.path("partition").path("table").asText().equals(table))
        .filter(entry -> entry.path("partition").path("kind").asText().equals(kind))
        .filter(entry -> !entry.path("offset").isNull());
  }

  /** The same of one epoch that are done. */
  public Stream<JsonNode> done(String kind, String epoch) {
    return ofKind(kind)
        .filter(entry -> entry.path("partition").path("epoch").asText().equals(epoch))
        .filter(entry -> entry.path("offset").path("done").asBoolean());
  }

  /** The newest epoch of any kind, as text; empty before the first. */
  public String newestEpoch() {
    String epochs = only("table").path("epochs").asText();
    return epochs.substring(epochs.lastIndexOf(',') + 1);
  }
}
