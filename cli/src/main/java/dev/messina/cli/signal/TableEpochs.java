package dev.messina.cli.signal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.verification.frontier.TableOffsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the source's committed offsets say of the signals about one table. Their form is in {@code
 * docs/offsets.md}.
 */
public final class TableEpochs {

  private final TableOffsets offsets;
  private final JsonNode newest;

  /**
   * @param offsets a list of {@code partition} and {@code offset}, as Connect gives them
   * @param table the table's name in DynamoDB
   */
  public TableEpochs(List<JsonNode> offsets, String table) {
    this.offsets = new TableOffsets(offsets, table);
    this.newest = this.offsets.only("table");
  }

  /**
   * Why no signal about the table is followed.
   *
   * @param code as it stands in JSON
   * @param reason one sentence or more: what, where, what to do
   */
  public record Refusal(String code, String reason) {}

  /** Why the source follows no signal about the table; empty if it would. */
  public Optional<Refusal> refusal() {
    if (offsets.newestEpoch().isEmpty()) {
      return Optional.of(
          new Refusal(
              "no_offset",
              "The source has no offset for table '%s'; correct --table, or wait for its snapshot."
                  .formatted(offsets.table())));
    }
    return newest.path("version").asInt() == TableOffsets.VERSION
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                "unknown_offset_version",
                "The offset of table '%s' is of another version; take the command of the source's"
                        .formatted(offsets.table())
                    + " own release."));
  }

  /** Whether a signal at this place of the control topic has been followed or refused. */
  boolean covers(int partition, long offset) {
    return Arrays.stream(newest.path("signals").asText().split(","))
        .map(handled -> handled.split(":"))
        .anyMatch(
            handled ->
                handled.length == 2
                    && handled[0].equals(Integer.toString(partition))
                    && Long.parseLong(handled[1]) >= offset);
  }

  /** The newest epoch of any kind, in microseconds since 1970. */
  OptionalLong newestEpoch() {
    String epoch = offsets.newestEpoch();
    return epoch.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(epoch));
  }

  /** Whether all listed keys of an epoch have been dealt with. */
  boolean isRead(long epochMicros) {
    return offsets.done("key-snapshot", Long.toString(epochMicros)).findAny().isPresent();
  }
}
