package dev.messina.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

  private final AtomicLong now = new AtomicLong(-5);
  private final RateLimiter pace = new RateLimiter(1_000, now::get);

  @Test
  void restsUntilTheRowsAreDue() {
    assertThat(pace.restNanos(100)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(150));
    assertThat(pace.restNanos(100)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
  }

  @Test
  void doesNotRestWhenTheTargetIsSlowerThanThat() {
    now.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(pace.restNanos(100)).isZero();
  }
}
