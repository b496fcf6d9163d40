package dev.messina.verification.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a sink's offsets say where they do not belong to what its topic holds. */
class CommittedFrontierTest {

  private static final Map<Integer, Long> BEGINS = Map.of(0, 0L, 1, 10L);
  private static final Map<Integer, Long> ENDS = Map.of(0, 5L, 1, 20L);

  @Test
  void offsetsWithinTheTopicAreRight() {
    assertThat(misplaced(Map.of(0, 5L, 1, 10L))).isEmpty();
    assertThat(misplaced(Map.of(1, 20L))).isEmpty();
  }

  @Test
  void whatIsGoneBeforeTheSinkHasReadItIsNamed() {
    assertThat(misplaced(Map.of(0, 5L)))
        .containsExactly("Partition t-1 no longer holds records that the sink has not committed");
    assertThat(misplaced(Map.of(0, 5L, 1, 9L))).hasSize(1);
  }

  @Test
  void anOffsetAfterTheEndIsOfAnotherTopic() {
    assertThat(misplaced(Map.of(0, 6L, 1, 21L)))
        .containsExactly(
            "The sink's offset lies after the end of partition t-0: was the topic made again?",
            "The sink's offset lies after the end of partition t-1: was the topic made again?");
  }

  private static List<String> misplaced(Map<Integer, Long> committed) {
    return CommittedFrontier.misplaced("t", BEGINS, ENDS, committed);
  }
}
