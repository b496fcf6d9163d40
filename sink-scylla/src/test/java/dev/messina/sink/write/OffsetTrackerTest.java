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

  @Test
  void whatIsDoneEndsAtTheFirstRecordThatIsNot() {
    OffsetTracker.Pending first = offsets.accept(FIRST, 4);
    OffsetTracker.Pending stuck = offsets.accept(FIRST, 6);
    offsets.accept(FIRST, 7).applied(9_000_000);
    offsets.accept(SECOND, 1);
    offsets.advance();
    assertThat(offsets.doneOffsets()).isEmpty();
    assertThat(offsets.newestChanges()).isEmpty();
    first.applied(5_000_999);
    offsets.advance();
    assertThat(offsets.doneOffsets()).isEqualTo(Map.of("t-0", 4L));
    assertThat(offsets.newestChanges()).isEqualTo(Map.of("t-0", 5_000L));
    stuck.applied(3_000_000);
    offsets.advance();
    assertThat(offsets.doneOffsets()).isEqualTo(Map.of("t-0", 7L));
    assertThat(offsets.newestChanges()).isEqualTo(Map.of("t-0", 9_000L));
  }

  @Test
  void whatWasPutAsideIsDoneButNotApplied() {
    offsets.accept(FIRST, 4).applied(5_000_000);
    offsets.accept(FIRST, 5).acknowledge();
    offsets.accept(SECOND, 1).acknowledge();
    offsets.advance();
    assertThat(offsets.doneOffsets()).isEqualTo(Map.of("t-0", 5L, "t-1", 1L));
    assertThat(offsets.newestChanges()).isEqualTo(Map.of("t-0", 5_000L));
  }

  @Test
  void nothingIsKnownOfAPartitionThatHasGone() {
    offsets.accept(FIRST, 4).applied(5_000_000);
    offsets.advance();
    offsets.forget(Set.of(FIRST));
    offsets.accept(FIRST, 4);
    offsets.advance();
    assertThat(offsets.doneOffsets()).isEmpty();
    assertThat(offsets.newestChanges()).isEmpty();
  }

  private long committable(TopicPartition partition, long consumed) {
    return offsets
        .committable(Map.of(partition, new OffsetAndMetadata(consumed)))
        .get(partition)
        .offset();
  }
}
