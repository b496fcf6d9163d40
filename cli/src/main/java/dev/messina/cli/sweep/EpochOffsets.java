package dev.messina.cli.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.sweep.Readiness.Ready;
import dev.messina.cli.sweep.Readiness.Refused;
import dev.messina.verification.frontier.TableOffsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the source's committed offsets say of a table's newest whole-table epoch. Their form is in
 * {@code docs/offsets.md}.
 *
 * <p>An epoch in which listed keys were read again does not take the place of the scan's: it only
 * lies above it, as every change does.
 */
final class EpochOffsets {

  private final TableOffsets offsets;
  private final String table;
  private final JsonNode newest;

  private EpochOffsets(List<JsonNode> offsets, String table) {
    this.offsets = new TableOffsets(offsets, table);
    this.table = table;
    this.newest = this.offsets.only("table");
  }

  /**
   * @param offsets a list of {@code partition} and {@code offset}, as Connect gives them
   * @return ready as far as the source goes: all of the epoch is on the topic
   */
  static Readiness of(List<JsonNode> offsets, String table) {
    EpochOffsets read = new EpochOffsets(offsets, table);
    return read.refusal().map(Readiness.class::cast).orElseGet(() -> new Ready(read.epoch()));
  }

  private Optional<Refused> refusal() {
    return when(
            newest.isMissingNode(),
            Refusal.NO_OFFSET,
            "The source has no offset for table '%s'; correct --table, or wait for its snapshot.")
        .or(this::unknownForm)
        .or(this::notSettled)
        .or(this::notWhole)
        .or(this::running);
  }

  private Optional<Refused> unknownForm() {
    return when(
        newest.path("version").asInt() != TableOffsets.VERSION
            || epochMicros() <= 0
            || epochMicros() % Epoch.STEP_MICROS != 0,
        Refusal.UNKNOWN_OFFSET_VERSION,
        "The offset of table '%s' is not of version 1, with an epoch in steps of 100 µs; take the"
            + " command of the source's own release.");
  }

  private Optional<Refused> notSettled() {
    boolean isFirst = !newest.path("epochs").asText().contains(",");
    return when(
            isFirst && offsets.only("first").path("epoch_us").asLong() != epochMicros(),
            Refusal.EPOCH_NOT_SETTLED,
            "The first epoch of table '%s' is not settled yet; try again in a minute.")
        .or(
            () ->
                when(
                    newest.hasNonNull("request"),
                    Refusal.NEW_EPOCH_COMING,
                    "A later epoch of table '%s' is asked for; sweep when it is complete."))
        .or(
            () ->
                when(
                    isDataLossOpen(),
                    Refusal.NEW_EPOCH_COMING,
                    "Table '%s' has a data loss for which it will be scanned again; sweep after"
                        + " that."));
  }

  private boolean isDataLossOpen() {
    JsonNode loss = offsets.only("data-loss");
    return loss.path("rescan").asBoolean() && loss.path("epoch_us").asLong() >= epochMicros();
  }

  private Optional<Refused> notWhole() {
    return when(
        segments() == 0,
        Refusal.NO_WHOLE_TABLE_EPOCH,
        "The newest epoch of table '%s' has no scan of the whole table, or it was stopped; listed"
            + " keys do not count. Have it scanned with the signal execute-snapshot.");
  }

  private Optional<Refused> running() {
    long done = doneSegments().count();
    return when(
            done < segments(),
            Refusal.SNAPSHOT_RUNNING,
            "The snapshot of table '%s' has committed "
                + done
                + " of "
                + segments()
                + " segments; sweep when it is complete.")
        .or(
            () ->
                when(
                    isRepairRunning(),
                    Refusal.REPAIR_RUNNING,
                    "Listed keys of table '%s' are being read again; sweep when they are done."));
  }

  private boolean isRepairRunning() {
    boolean done = offsets.done("key-snapshot", offsets.newestEpoch()).findAny().isPresent();
    return newest.hasNonNull("keys") && !done;
  }

  private WholeTableEpoch epoch() {
    long items =
        doneSegments().mapToLong(entry -> entry.path("offset").path("items").asLong()).sum();
    return new WholeTableEpoch(epochMicros(), segments(), items);
  }

  private Stream<JsonNode> doneSegments() {
    return offsets.done("segment", Long.toString(epochMicros()));
  }

  private long epochMicros() {
    return newest.path("epoch_us").asLong();
  }

  private int segments() {
    return newest.path("total_segments").asInt();
  }

  private Optional<Refused> when(boolean refused, Refusal refusal, String reason) {
    return refused ? Optional.of(new Refused(refusal, reason.formatted(table))) : Optional.empty();
  }
}
