package dev.messina.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpochOffsetsTest {

  private static final long FIRST = 1_000;
  private static final long LATER = 5_000;

  @Test
  void anEpochWithAllSegmentsDoneIsReady() {
    assertThat(
            EpochOffsets.of(
                List.of(
                    table(FIRST, "1000"),
                    first(FIRST),
                    segment(FIRST, 0, true),
                    segment(FIRST, 1, true)),
                "orders"))
        .isEqualTo(new Readiness.Ready(new WholeTableEpoch(FIRST, 2, 14)));
  }

  @Test
  void segmentsOfAnEarlierEpochDoNotCount() {
    assertRefused(
        Refusal.SNAPSHOT_RUNNING,
        table(LATER, "1000,5000"),
        segment(FIRST, 0, true),
        segment(FIRST, 1, true),
        segment(LATER, 0, true),
        segment(LATER, 1, false));
  }

  @Test
  void segmentsOfAnotherTableDoNotCount() {
    assertThat(
            EpochOffsets.of(
                List.of(table(FIRST, "1000"), first(FIRST), segment(FIRST, 0, true)), "users"))
        .extracting(readiness -> ((Readiness.Refused) readiness).refusal())
        .isEqualTo(Refusal.NO_OFFSET);
  }

  @Test
  void saysHowFarTheSnapshotIs() {
    assertThat(
            EpochOffsets.of(
                List.of(table(FIRST, "1000"), first(FIRST), segment(FIRST, 1, true)), "orders"))
        .isEqualTo(
            new Readiness.Refused(
                Refusal.SNAPSHOT_RUNNING,
                "The snapshot of table 'orders' has committed 1 of 2 segments; sweep when it is"
                    + " complete."));
  }

  @Test
  void aTableWithoutAScanHasNoWholeTableEpoch() {
    assertRefused(
        Refusal.NO_WHOLE_TABLE_EPOCH, table(FIRST, "1000", "total_segments", "0"), first(FIRST));
    assertRefused(
        Refusal.NO_WHOLE_TABLE_EPOCH,
        table(FIRST, "1000,5000", "total_segments", "0", "keys", "'[]'"),
        repair(LATER, true));
  }

  @Test
  void anEpochOfListedKeysIsNotTheScans() {
    JsonNode[] scanned = {segment(FIRST, 0, true), segment(FIRST, 1, true)};
    assertThat(ready(table(FIRST, "1000,5000", "keys", "'[]'"), repair(LATER, true), scanned))
        .isEqualTo(FIRST);
    assertRefused(
        Refusal.REPAIR_RUNNING,
        table(FIRST, "1000,5000", "keys", "'[]'"),
        repair(LATER, false),
        scanned[0],
        scanned[1]);
    assertRefused(
        Refusal.REPAIR_RUNNING,
        table(FIRST, "1000,5000", "keys", "'[]'"),
        repair(FIRST, true),
        scanned[0],
        scanned[1]);
  }

  @Test
  void aFirstEpochThatIsNotSettledIsRefused() {
    assertRefused(Refusal.EPOCH_NOT_SETTLED, table(FIRST, "1000"), segment(FIRST, 0, true));
    assertRefused(Refusal.EPOCH_NOT_SETTLED, table(FIRST, "1000"), first(LATER));
  }

  @Test
  void aLaterEpochThatIsAskedForIsWaitedFor() {
    assertRefused(
        Refusal.NEW_EPOCH_COMING, table(FIRST, "1000", "request", "'data-loss-1'"), first(FIRST));
  }

  @Test
  void aDataLossThatWantsAScanIsWaitedFor() {
    JsonNode[] scanned = {segment(LATER, 0, true), segment(LATER, 1, true)};
    assertRefused(
        Refusal.NEW_EPOCH_COMING, table(LATER, "1000,5000"), loss(LATER, true), scanned[0]);
    assertThat(ready(table(LATER, "1000,5000"), loss(FIRST, true), scanned)).isEqualTo(LATER);
    assertThat(ready(table(LATER, "1000,5000"), loss(LATER, false), scanned)).isEqualTo(LATER);
  }

  @Test
  void offsetsOfAnotherFormAreRefused() {
    assertRefused(
        Refusal.UNKNOWN_OFFSET_VERSION, table(FIRST, "1000", "version", "2"), first(FIRST));
    assertRefused(Refusal.UNKNOWN_OFFSET_VERSION, table(1_050, "1050"), first(1_050));
  }

  private static long ready(JsonNode table, JsonNode other, JsonNode... segments) {
    List<JsonNode> all = new ArrayList<>(List.of(table, other));
    all.addAll(Arrays.asList(segments));
    return ((Readiness.Ready) EpochOffsets.of(all, "orders")).epoch().micros();
  }

  private static void assertRefused(Refusal refusal, JsonNode... offsets) {
    assertThat(EpochOffsets.of(List.of(offsets), "orders"))
        .isInstanceOfSatisfying(
            Readiness.Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(refusal));
  }

  /** With fields that go before the usual ones, as name and JSON. */
  private static JsonNode table(long epoch, String epochs, String... fields) {
    StringBuilder more = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      more.append(", '%s': %s".formatted(fields[i], fields[i + 1]));
    }
    return entry(
        "'kind': 'table'",
        "'epoch_us': %d, 'epochs': '%s', 'total_segments': 2, 'version': 1%s"
            .formatted(epoch, epochs, more));
  }

  private static JsonNode first(long epoch) {
    return entry("'kind': 'first'", "'epoch_us': " + epoch);
  }

  private static JsonNode segment(long epoch, int segment, boolean done) {
    return entry(
        "'kind': 'segment', 'epoch': '%d', 'segment': '%d'".formatted(epoch, segment),
        "'pages': 1, 'items': 7, 'done': " + done);
  }

  private static JsonNode repair(long epoch, boolean done) {
    return entry("'kind': 'key-snapshot', 'epoch': '%d'".formatted(epoch), "'done': " + done);
  }

  private static JsonNode loss(long epoch, boolean rescan) {
    return entry("'kind': 'data-loss'", "'epoch_us': %d, 'rescan': %b".formatted(epoch, rescan));
  }

  private static JsonNode entry(String partition, String offset) {
    try {
      return new ObjectMapper()
          .readTree(
              "{'partition': {'table': 'orders', %s}, 'offset': {%s}}"
                  .formatted(partition, offset)
                  .replace('\'', '"'));
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }
}
