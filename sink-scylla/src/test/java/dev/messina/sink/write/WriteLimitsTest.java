package dev.messina.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.sink.write.WritePolicy.WriteLimits;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WriteLimitsTest {

  @Test
  void aPutEndsWellBeforeTheConsumerHasToPollAgain() {
    assertThat(putWait(Map.of())).isEqualTo(Duration.ofSeconds(20));
    assertThat(putWait(Map.of("consumer.override.max.poll.interval.ms", "10000")))
        .isEqualTo(Duration.ofMillis(2_500));
    assertThat(putWait(Map.of("consumer.override.max.poll.interval.ms", "900000")))
        .isEqualTo(Duration.ofSeconds(20));
  }

  private static Duration putWait(Map<String, String> options) {
    return WriteLimits.of(options).putWait();
  }
}
