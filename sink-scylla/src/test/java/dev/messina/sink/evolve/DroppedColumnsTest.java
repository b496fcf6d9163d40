package dev.messina.sink.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DroppedColumnsTest {

  @Test
  void takesTheWholeMillisecondOfCassandra() {
    assertThat(DroppedColumns.untilMicros(1_767_225_600_123L)).isEqualTo(1_767_225_600_123_999L);
  }

  /** ScyllaDB stores the microseconds as they are in the same column. */
  @Test
  void readsTheMicrosecondsOfScylla() {
    assertThat(DroppedColumns.untilMicros(1_767_225_600_123_456L))
        .isEqualTo(1_767_225_600_123_456L);
  }

  @Test
  void hidesUpToTheDropAndNotBeyond() {
    DroppedColumns dropped = new DroppedColumns(Map.of("b", 1_000L));
    assertThat(dropped.hides("b", 1_000)).isTrue();
    assertThat(dropped.hides("b", 1_001)).isFalse();
    assertThat(dropped.hides("a", 0)).isFalse();
  }
}
