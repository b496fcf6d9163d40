package dev.messina.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OffsetTrackerTest {

  private static final TopicPartition FIRST = new TopicPartition("t", 0);
  private static final TopicPartition SECOND = new TopicPartition("t", 1);

  private final OffsetTracker offsets = new OffsetTracker();

  @Test
  void leavesTheFrameworksOffsetsAloneWhenNothingIsPending() {
    offsets.accept(FIRST, 4).acknowledge();
    assertThat(committable(FIRST, 9)).isEqualTo(9);
    assertThat(committable(SECOND, 5)).isEqualTo(5);
  }

  @Test
  void neverPassesTheLowestPendingRecordOfAPartition() {
    OffsetTracker.Pending lowest = offsets.accept(FIRST, 4);
    offsets.accept(FIRST, 5).acknowledge();
    OffsetTracker.Pending later = offsets.accept(FIRST, 8);
    assertThat(committable(FIRST, 9)).isEqualTo(4);
    lowest.acknowledge();
    assertThat(committable(FIRST, 9)).isEqualTo(8);
    later.acknowledge();
    assertThat(committable(FIRST, 9)).isEqualTo(9);
  }

  @Test
  void keepsPartitionsApart() {
    offsets.accept(FIRST, 4);
    offsets.accept(SECOND, 2).acknowledge();
    Map<TopicPartition, OffsetAndMetadata> committable =
        offsets.committable(
            Map.of(FIRST, new OffsetAndMetadata(5), SECOND, new OffsetAndMetadata(3)));
    assertThat(committable)
        .isEqualTo(Map.of(FIRST, new OffsetAndMetadata(4), SECOND, new OffsetAndMetadata(3)));
  }

  @Test
  void neverExceedsWhatTheFrameworkHasConsumed() {
    offsets.accept(FIRST, 10);
    assertThat(committable(FIRST, 7)).isEqualTo(7);
  }

  @Test
  void knowsARecordThatIsDeliveredAgain() {
    offsets.accept(FIRST, 4);
    assertThat(offsets.hasAccepted(FIRST, 4)).isTrue();
    assertThat(offsets.hasAccepted(FIRST, 5)).isFalse();
    assertThat(offsets.hasAccepted(SECOND, 4)).isFalse();
  }

  @Test
  void forgetsARevokedPartitionAndTellsItsPendingWrites() {
    OffsetTracker.Pending pending = offsets.accept(FIRST, 4);
    offsets.accept(SECOND, 1);
    offsets.forget(Set.of(FIRST));
    assertThat(pending.isForgotten()).isTrue();
    assertThat(offsets.hasAccepted(FIRST, 4)).isFalse();
    assertThat(committable(FIRST, 9)).isEqualTo(9);
    assertThat(committable(SECOND, 9)).isEqualTo(1);
  }

  @Test
  void aLateAcknowledgementDoesNotTouchThePartitionsNextAssignment() {
    OffsetTracker.Pending before = offsets.accept(FIRST, 4);
    offsets.forget(Set.of(FIRST));
    offsets.accept(FIRST, 4);
    before.acknowledge();
    assertThat(committable(FIRST, 9)).isEqualTo(4);
  }

  @Test
  void knowsWhenItHoldsTooMuch() {
    OffsetTracker.Pending head = offsets.accept(FIRST, 0);
    for (int offset = 1; offset < 10; offset++) {
      offsets.accept(FIRST, offset).acknowledge();
    }
    assertThat(offsets.holds(10)).isTrue();
    assertThat(offsets.holds(11)).isFalse();
    head.acknowledge();
    assertThat(offsets.holds(10)).isFalse();
    assertThat(offsets.holds(1)).isFalse();
  }

  @Test
  void holdsNothingOfAForgottenPartition() {
    offsets.accept(FIRST, 0);
    offsets.forget(Set.of(FIRST));
    assertThat(offsets.holds(1)).isFalse();
  }

  private long committable(TopicPartition partition, long consumed) {
    return offsets
        .committable(Map.of(partition, new OffsetAndMetadata(consumed)))
        .get(partition)
        .offset();
  }
}
