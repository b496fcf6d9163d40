package dev.messina.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  private final Backoff backoff =
      new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), new Random(1));

  @ParameterizedTest
  @CsvSource({"1, 50, 100", "2, 100, 200", "5, 800, 1600", "8, 5000, 10000", "1000, 5000, 10000"})
  void doublesUpToItsLimit(int failures, long leastMs, long mostMs) {
    for (int i = 0; i < 200; i++) {
      assertThat(backoff.after(failures).toMillis()).isBetween(leastMs, mostMs);
    }
  }

  @Test
  void spreadsTheWritesThatFailedTogether() {
    assertThat(Stream.generate(() -> backoff.after(5)).limit(50).distinct()).hasSizeGreaterThan(10);
  }
}
