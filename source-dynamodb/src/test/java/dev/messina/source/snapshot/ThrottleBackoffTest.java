package dev.messina.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.snapshot.ScanRateLimiter.ThrottleBackoff;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottleBackoffTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final ThrottleBackoff brake = new ThrottleBackoff();

  @Test
  void limitsNothingUntilACallIsThrottled() {
    assertThat(brake.rate(0)).isInfinite();
  }

  @Test
  void halvesWhatWasReadOncePerEvent() {
    brake.throttled(800, SECOND);
    brake.throttled(800, SECOND + 1);
    assertThat(brake.rate(SECOND)).isEqualTo(400);

    brake.throttled(300, 3 * SECOND);
    assertThat(brake.rate(3 * SECOND)).isEqualTo(150);
  }

  @Test
  void doublesEveryThirtySecondsAndIsForgottenInTheEnd() {
    brake.throttled(800, 0);
    assertThat(brake.rate(30 * SECOND)).isEqualTo(800);
    assertThat(brake.rate(60 * SECOND)).isEqualTo(1600);
    assertThat(brake.rate(3600 * SECOND)).isInfinite();
  }

  @Test
  void neverComesToAStandstill() {
    for (int i = 0; i < 100; i++) {
      brake.throttled(0, i * 2 * SECOND);
    }
    assertThat(brake.rate(200 * SECOND)).isGreaterThanOrEqualTo(1);
  }
}
