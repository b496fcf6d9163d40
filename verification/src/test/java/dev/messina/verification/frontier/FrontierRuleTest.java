package dev.messina.verification.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrontierRuleTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration CLOCK = Assumptions.DEFAULT.clockError();
  private static final long EPOCH = 1_772_000_000_000_000L;

  private final Map<String, ObjectNode> table = new HashMap<>();
  private final List<JsonNode> others = new ArrayList<>();
  private final Map<String, Optional<String>> listed = new HashMap<>();
  private String tableId = "id-1";
  private String stream = "label-1";
  private boolean recording = true;

  FrontierRuleTest() {
    ObjectNode offset = JSON.createObjectNode();
    offset.put("version", 1).put("epoch_us", EPOCH).put("epochs", Long.toString(EPOCH));
    offset.put("table_id", "id-1").put("stream", "label-1").put("listed_ms", 1);
    offset.put("total_segments", 1);
    table.put("table", offset);
    table.put("first", offset.deepCopy());
    segment(EPOCH, true);
  }

  @Test
  void anOpenShardCountsUpToItsLastChange() {
    shard("a", null, "11:59:50.7", null, false);

    assertThat(upTo()).isEqualTo(at("11:59:45"));
  }

  @Test
  void anOpenShardThatHasNothingMoreCountsUpToHalfAMinuteBefore() {
    shard("a", null, "09:00:00", "11:59:50", false);

    assertThat(upTo()).isEqualTo(at("11:59:15"));
  }

  @Test
  void theEarliestShardCounts() {
    shard("a", null, "11:59:50", null, false);
    shard("b", null, "11:40:00", null, false);

    assertThat(frontier()).isEqualTo(new Frontier.Known(at("11:39:55"), "shard b is read"));
  }

  @Test
  void aShardThatEndedLaterThanItClosedCountsUpToItsLastChange() {
    shard("a", null, "10:00:00", "11:59:50", true);
    list("b", "a");

    assertThat(upTo()).isEqualTo(at("09:59:55"));
  }

  @Test
  void anOpenShardOfWhichChildrenAreListedCountsUpToItsLastChange() {
    shard("a", null, "10:00:00", "11:59:50", false);
    list("b", "a");

    assertThat(upTo()).isEqualTo(at("09:59:55"));
  }

  @ParameterizedTest
  @CsvSource({"11:59:01, 10:00:00", "11:59:00, 11:59:50"})
  void aFinishedShardHoldsUntilAllItsChildrenMustBeListed(String ended, String upTo) {
    shard("a", null, "10:00:00", ended, true);
    shard("b", "a", "11:59:50", null, false);

    assertThat(upTo()).isEqualTo(at(upTo).minus(CLOCK));
  }

  @ParameterizedTest
  @CsvSource({"11:45:01, 10:00:00", "11:45:00, 11:59:50"})
  void aFinishedShardWithoutChildrenHoldsForAQuarterOfAnHour(String ended, String upTo) {
    shard("a", null, "10:00:00", ended, true);
    shard("other", null, "11:59:50", null, false);

    assertThat(upTo()).isEqualTo(at(upTo).minus(CLOCK));
  }

  @Test
  void aChildWithoutAnOffsetHoldsHoweverLongAgoItsParentEnded() {
    shard("a", null, "08:00:00", "08:10:00", true);
    shard("b", "a", "11:59:50", null, false);
    list("c", "a");

    assertThat(upTo()).isEqualTo(at("08:00:00").minus(CLOCK));
  }

  @Test
  void aChildWithoutAChangeCountsAsItsParent() {
    shard("a", null, "11:00:00", "11:10:00", true);
    shard("b", "a", null, null, false);

    assertThat(upTo()).isEqualTo(at("11:00:00").minus(CLOCK));
  }

  @Test
  void aShardThatTheListingForgotHoldsAllTheSame() {
    shard("a", null, "11:59:50", null, false);
    shard("b", null, "11:40:00", null, false);
    listed.remove("b");

    assertThat(upTo()).isEqualTo(at("11:40:00").minus(CLOCK));
  }

  @Test
  void aFinishedShardThatIsNotListedHoldsAsLongAsItsOffsetIsThere() {
    shard("a", null, "11:59:50", null, false);
    offset("shard", "b", progress(at("10:00:00"), at("10:10:00"), true));

    assertThat(upTo()).isEqualTo(at("10:00:00").minus(CLOCK));
  }

  @Test
  void nothingIsKnownWhereTheSourceIsMoreThanADayLate() {
    shard("a", null, "11:59:50", null, false);
    list("b", null);
    offset("shard", "b", progress(NOW.minus(Duration.ofHours(25)), Instant.EPOCH, false));

    assertThat(unknown()).contains("more than a day late");
  }

  @Test
  void whatIsLongGoneHoldsNothing() {
    shard("a", null, "11:59:50", null, false);
    offset("shard", "gone", progress(NOW.minus(Duration.ofHours(49)), Instant.EPOCH, false));

    assertThat(upTo()).isEqualTo(at("11:59:50").minus(CLOCK));
  }

  @Test
  void nothingIsKnownOfAShardWhoseParentHasNoOffset() {
    shard("a", null, "11:59:50", null, false);
    list("b", "gone");

    assertThat(unknown()).contains("Shard b has not started");
  }

  @Test
  void nothingIsKnownWithoutAnOpenShard() {
    shard("a", null, "10:00:00", "10:10:00", true);

    assertThat(unknown()).contains("lists no shard that is read");
  }

  @Test
  void nothingIsKnownWithoutAnOffset() {
    table.clear();

    assertThat(unknown()).contains("no offset");
  }

  @ParameterizedTest
  @CsvSource({
    "version, 2, another version",
    "table_id, id-0, was made again",
    "stream, '', not followed",
    "stream, label-0, not the one that the source follows"
  })
  void nothingIsKnownOfOtherTablesAndStreams(String field, String value, String reason) {
    shard("a", null, "11:59:50", null, false);
    table.get("table").put(field, value);

    assertThat(unknown()).contains(reason);
  }

  @Test
  void nothingIsKnownOfAStreamThatIsSwitchedOff() {
    shard("a", null, "11:59:50", null, false);
    recording = false;

    assertThat(unknown()).contains("records no changes");
  }

  @Test
  void nothingIsKnownBeforeTheSnapshotIsCommitted() {
    shard("a", null, "11:59:50", null, false);
    table.get("table").put("total_segments", 2);

    assertThat(notYet()).contains("1 of 2 segments");
  }

  @Test
  void whatEveryTaskHasScannedIsCommittedWhateverCameOverItSince() {
    shard("a", null, "11:59:50", null, false);
    table.get("table").put("total_segments", 2);
    task(0, 2, EPOCH);
    assertThat(notYet()).contains("1 of 2 segments");

    task(1, 2, EPOCH);
    assertThat(upTo()).isEqualTo(at("11:59:45"));
  }

  @Test
  void nothingIsKnownAfterASnapshotThatWasStopped() {
    shard("a", null, "11:59:50", null, false);
    table.get("table").put("total_segments", 0);

    assertThat(unknown()).contains("was stopped");
  }

  @Test
  void aTableThatIsNotToBeScannedIsKnownFromTheStreamAlone() {
    shard("a", null, "11:59:50", null, false);
    table.values().forEach(offset -> offset.put("total_segments", 0));

    assertThat(upTo()).isEqualTo(at("11:59:45"));
  }

  @Test
  void theFirstListingIsAwaited() {
    shard("a", null, "11:59:50", null, false);
    table.get("table").put("listed_ms", 0);

    assertThat(notYet()).contains("first listing");
  }

  @Test
  void aLossThatIsScannedForIsAwaited() {
    shard("a", null, "11:59:50", null, false);
    lose(true);
    assertThat(notYet()).contains("scanned again");

    scanAgain();
    assertThat(frontier()).isInstanceOf(Frontier.Known.class);
  }

  @Test
  void aLossThatNoScanMendsLeavesNothingKnown() {
    shard("a", null, "11:59:50", null, false);
    lose(false);
    assertThat(unknown()).contains("execute-snapshot");

    scanAgain();
    assertThat(frontier()).isInstanceOf(Frontier.Known.class);
  }

  @Test
  void everyReasonIsTold() {
    tableId = "id-2";
    recording = false;
    lose(false);

    assertThat(((Frontier.Unknown) frontier()).reasons())
        .satisfiesExactly(
            reason -> assertThat(reason).contains("made again"),
            reason -> assertThat(reason).contains("records no changes"),
            reason -> assertThat(reason).contains("execute-snapshot"));
  }

  private void lose(boolean rescan) {
    others.add(
        entry(
            partition("data-loss"),
            JSON.createObjectNode().put("epoch_us", EPOCH).put("rescan", rescan)));
  }

  private void scanAgain() {
    table.get("table").put("epoch_us", EPOCH + 100);
    segment(EPOCH + 100, true);
  }

  private Frontier.Reading frontier() {
    List<JsonNode> offsets = new ArrayList<>(others);
    table.forEach((kind, offset) -> offsets.add(entry(partition(kind), offset)));
    return new FrontierRule(Assumptions.DEFAULT)
        .onTopic("orders", offsets, new StreamListing(tableId, stream, recording, NOW, listed));
  }

  private Instant upTo() {
    return ((Frontier.Known) frontier()).appliedUntil();
  }

  private String unknown() {
    return ((Frontier.Unknown) frontier()).reason();
  }

  private String notYet() {
    return ((Frontier.NotYet) frontier()).reason();
  }

  private void shard(String id, String parent, String changed, String checked, boolean finished) {
    list(id, parent);
    offset("shard", id, progress(at(changed), at(checked), finished));
  }

  private void list(String id, String parent) {
    listed.put(id, Optional.ofNullable(parent));
  }

  private void offset(String kind, String shard, ObjectNode offset) {
    others.add(entry(partition(kind).put("stream", "label-1").put("shard", shard), offset));
  }

  private void segment(long epoch, boolean done) {
    others.add(
        entry(
            partition("segment").put("epoch", Long.toString(epoch)).put("segment", "0"),
            JSON.createObjectNode().put("done", done)));
  }

  private void task(int index, int count, long scanned) {
    others.add(
        entry(
            partition("task").put("task", "" + index).put("tasks", "" + count),
            JSON.createObjectNode().put("scanned_us", scanned)));
  }

  private static ObjectNode progress(Instant changed, Instant checked, boolean finished) {
    return JSON.createObjectNode()
        .put("change_ts_us", Duration.between(Instant.EPOCH, changed).toNanos() / 1_000)
        .put("checked_ms", checked.toEpochMilli())
        .put("finished", finished);
  }

  private static ObjectNode partition(String kind) {
    return JSON.createObjectNode().put("table", "orders").put("kind", kind);
  }

  private static ObjectNode entry(ObjectNode partition, ObjectNode offset) {
    ObjectNode entry = JSON.createObjectNode();
    entry.set("partition", partition);
    entry.set("offset", offset);
    return entry;
  }

  private static Instant at(String time) {
    return time == null ? Instant.EPOCH : Instant.parse("2026-03-01T" + time + "Z");
  }
}
