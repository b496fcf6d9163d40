package dev.messina.verification.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceOffsetsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final List<JsonNode> offsets = new ArrayList<>();
  private final Map<String, Optional<String>> listed = new LinkedHashMap<>();

  SourceOffsetsTest() {
    offset("table")
        .put("version", 1)
        .put("stream", "label")
        .put("total_segments", 1)
        .put("epoch_us", 1_000)
        .put("stream_start_us", micros(START));
    segment(true);
  }

  @Test
  void anOpenShardVouchesForItsLastChange() {
    listed.put("a", Optional.empty());
    shard("a").put("change_ts_us", micros(START.plusSeconds(60)));

    assertThat(read()).isEqualTo(known(60));
  }

  @Test
  void anIdleShardVouchesForTheTimeItWasLookedAtLast() {
    listed.put("a", Optional.empty());
    shard("a")
        .put("change_ts_us", micros(START.plusSeconds(60)))
        .put("checked_ms", START.plusSeconds(90).toEpochMilli());

    assertThat(read()).isEqualTo(known(88));
  }

  @Test
  void theSlowestShardDecides() {
    listed.put("a", Optional.empty());
    listed.put("b", Optional.empty());
    shard("a").put("change_ts_us", micros(START.plusSeconds(60)));
    shard("b").put("change_ts_us", micros(START.plusSeconds(30)));

    assertThat(read()).isEqualTo(known(30));
  }

  @Test
  void aChildThatWasNotBegunHoldsTheFrontierWhereItsParentEnded() {
    listed.put("parent", Optional.empty());
    listed.put("begun", Optional.of("parent"));
    listed.put("waiting", Optional.of("parent"));
    finished("parent", 40);
    shard("begun").put("change_ts_us", micros(START.plusSeconds(90)));

    assertThat(read()).isEqualTo(known(40));
  }

  @Test
  void anEndedShardWithoutAListedChildHoldsTheFrontier() {
    listed.put("parent", Optional.empty());
    listed.put("other", Optional.empty());
    finished("parent", 40);
    shard("other").put("change_ts_us", micros(START.plusSeconds(90)));

    assertThat(read()).isEqualTo(known(40));
  }

  @Test
  void anEndedShardWhoseChildrenAreReadDoesNot() {
    listed.put("parent", Optional.empty());
    listed.put("child", Optional.of("parent"));
    finished("parent", 40);
    shard("child").put("change_ts_us", micros(START.plusSeconds(90)));

    assertThat(read()).isEqualTo(known(90));
  }

  @Test
  void anOpenShardThatIsNotListedHoldsTheFrontier() {
    listed.put("a", Optional.empty());
    shard("a").put("change_ts_us", micros(START.plusSeconds(90)));
    shard("hidden").put("change_ts_us", micros(START.plusSeconds(20)));

    assertThat(read()).isEqualTo(known(20));
  }

  @Test
  void aRootThatWasNotBegunHoldsTheFrontierAtTheStart() {
    listed.put("a", Optional.empty());

    assertThat(read()).isEqualTo(known(0));
  }

  @Test
  void whatIsNotDoneIsNotYetAndWhatCannotBeReadIsUnknown() {
    listed.put("a", Optional.empty());
    shard("a").put("change_ts_us", micros(START.plusSeconds(60)));

    offsets.remove(1);
    segment(false);
    assertThat(notYet()).contains("0 of 1 segments");
    offsets.remove(2);
    segment(true);

    table().put("request", "r");
    assertThat(notYet()).contains("later epoch");
    table().remove("request");

    table().put("stream", "another");
    assertThat(unknown()).contains("stream");
    table().put("stream", "label");

    offset("data-loss").put("rescan", true).put("epoch_us", 1_000);
    assertThat(notYet()).contains("data loss");

    table().put("version", 2);
    assertThat(unknown()).contains("version");
    offsets.clear();
    assertThat(unknown()).contains("no offset");
  }

  private ObjectNode table() {
    return (ObjectNode) offsets.get(0).get("offset");
  }

  private void segment(boolean done) {
    ObjectNode offset = offset("segment").put("done", done);
    ((ObjectNode) offsets.get(offsets.size() - 1).get("partition")).put("epoch", "1000");
    assertThat(offset).isNotNull();
  }

  private void finished(String shard, int seconds) {
    shard(shard).put("finished", true).put("change_ts_us", micros(START.plusSeconds(seconds)));
  }

  private ObjectNode shard(String id) {
    ObjectNode offset = offset("shard");
    ((ObjectNode) offsets.get(offsets.size() - 1).get("partition"))
        .put("stream", "label")
        .put("shard", id);
    return offset;
  }

  private ObjectNode offset(String kind) {
    ObjectNode entry = JSON.createObjectNode();
    entry.putObject("partition").put("table", "orders").put("kind", kind);
    offsets.add(entry);
    return entry.putObject("offset");
  }

  private static long micros(Instant time) {
    return time.toEpochMilli() * 1_000;
  }

  private static Frontier.Reading known(int seconds) {
    return new Frontier.Known(START.plusSeconds(seconds));
  }

  private Frontier.Reading read() {
    return new SourceOffsets(offsets, "orders")
        .onTopicUntil(new StreamShards("label", true, listed));
  }

  private String notYet() {
    return ((Frontier.NotYet) read()).reason();
  }

  private String unknown() {
    return ((Frontier.Unknown) read()).reason();
  }
}
