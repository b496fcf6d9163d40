package dev.messina.cli.sweep;

import static dev.messina.cli.sweep.InMemoryTopics.marker;
import static dev.messina.cli.sweep.InMemoryTopics.writtenAt;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SinkProgressTest {

  private final InMemoryTopics topics =
      new InMemoryTopics()
          .with(Routes.TOPIC, 0, 0, writtenAt(100), writtenAt(200))
          .with(Routes.TOPIC, 1, 0)
          .with(Routes.TOPIC, 2, 10, writtenAt(300), marker());

  private final SinkProgress progress =
      new SinkProgress(topics, Routes.plain(), topics.partitions(Routes.TOPIC));

  @Test
  void isAppliedWhenEveryRecordIsPassed() {
    assertThat(progress.refusal(List.of(committed(0, 2), committed(2, 12)))).isEmpty();
  }

  @Test
  void aMarkerAtTheEndNeedNotBePassed() {
    assertThat(progress.refusal(List.of(committed(0, 2), committed(2, 11)))).isEmpty();
  }

  @Test
  void isNotAppliedWhileARecordIsLeft() {
    assertThat(refusal(committed(0, 1), committed(2, 11))).contains(Refusal.NOT_APPLIED);
    assertThat(refusal(committed(0, 1), committed(2, 11)))
        .as("asked again")
        .contains(Refusal.NOT_APPLIED);
    assertThat(refusal(committed(0, 2))).as("what was passed stays so").isEmpty();
  }

  @Test
  void isNotAppliedWhereNothingIsCommitted() {
    assertThat(refusal(committed(2, 12))).contains(Refusal.NOT_APPLIED);
  }

  @Test
  void recordsThatWereRemovedUnreadAreNotApplied() {
    assertThat(refusal(committed(0, 2), committed(2, 9))).contains(Refusal.TOPIC_TRIMMED);
    assertThat(refusal(committed(0, 2))).contains(Refusal.TOPIC_TRIMMED);
  }

  @Test
  void anOffsetBehindTheEndIsOfAnotherTopic() {
    assertThat(refusal(committed(0, 3), committed(2, 12))).contains(Refusal.TOPIC_REPLACED);
  }

  @Test
  void aSinkMayBeFurtherThanWhenTheSnapshotWasComplete() {
    topics.with(Routes.TOPIC, 0, 0, writtenAt(100), writtenAt(200), writtenAt(400));

    assertThat(refusal(committed(0, 3), committed(2, 12))).isEmpty();
  }

  private Optional<Refusal> refusal(JsonNode... offsets) {
    return progress.refusal(List.of(offsets)).map(Readiness.Refused::refusal);
  }

  private static JsonNode committed(int partition, long offset) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.putObject("partition").put("kafka_topic", Routes.TOPIC).put("kafka_partition", partition);
    entry.putObject("offset").put("kafka_offset", offset);
    return entry;
  }
}
