package dev.messina.source.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EpochTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:10.900Z");
  private static final Duration OVERLAP = Duration.ofMinutes(15);

  @Test
  void beginsAtTheFullSecond() {
    Epoch epoch = Epoch.choose(NOW, NOW, OVERLAP, null);

    assertThat(epoch.epochMicros()).isEqualTo(micros("2026-01-01T00:00:10Z"));
    assertThat(epoch.epochMicros() % WriteClock.STEP_MICROS).isZero();
    assertThat(epoch.streamStartMicros()).isEqualTo(micros("2025-12-31T23:45:10Z"));
  }

  @Test
  void cutsByTheEarliestClock() {
    Instant server = Instant.parse("2026-01-01T00:00:03Z");

    assertThat(Epoch.choose(NOW, server, OVERLAP, null).streamStartMicros())
        .isEqualTo(micros("2025-12-31T23:45:03Z"));
    assertThat(Epoch.choose(NOW, NOW.plusSeconds(60), OVERLAP, null).streamStartMicros())
        .isEqualTo(micros("2025-12-31T23:45:10Z"));
    assertThat(Epoch.choose(NOW, null, OVERLAP, null).streamStartMicros())
        .isEqualTo(micros("2025-12-31T23:45:10Z"));
  }

  @Test
  void liesAboveAFloor() {
    Instant writeTimestampMin = NOW.plusSeconds(5).plusNanos(50_000);

    assertThat(Epoch.choose(NOW, NOW, OVERLAP, writeTimestampMin).epochMicros())
        .isEqualTo(micros("2026-01-01T00:00:15.900200Z"));
    assertThat(Epoch.choose(NOW, NOW, OVERLAP, writeTimestampMin).streamStartMicros())
        .as("never from an epoch that is ahead of the clock")
        .isEqualTo(micros("2025-12-31T23:45:10.900Z"));
    assertThat(Epoch.choose(NOW, NOW, OVERLAP, NOW.minusSeconds(60)).epochMicros())
        .isEqualTo(micros("2026-01-01T00:00:10Z"));
  }

  private static long micros(String instant) {
    return Epoch.micros(Instant.parse(instant));
  }
}
