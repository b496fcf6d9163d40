package dev.messina.source.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.fetch.DescribeStreamRateLimiter.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DescribeStreamRateLimiterTest {

  private static final double RATE = 5;

  /** The machine's clock may show any number, and pass from the largest to the smallest. */
  private long nanos = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(3);

  private final DescribeStreamRateLimiter budget = new DescribeStreamRateLimiter(RATE, () -> nanos);

  @Test
  void givesTimesAtTheRateAfterAShortBurst() {
    assertThat(reserveAll(6))
        .extracting(Duration::toMillis)
        .containsExactly(0L, 0L, 0L, 250L, 500L, 750L);
  }

  @Test
  void givesAChildsListingItsTimeBesideAnyNumberOfOthers() {
    reserveAll(100);

    assertThat(budget.reserve(Share.CHILDREN)).isZero();
    assertThat(budget.reserve(Share.CHILDREN)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void slowsDownWhileCallsFailAndRecoversWithEachAnswer() {
    reserveAll(3);
    nanos += TimeUnit.MINUTES.toNanos(1);
    budget.failed();
    budget.failed();
    assertThat(reserveAll(4).get(3)).as("a quarter of the rate").isEqualTo(Duration.ofSeconds(1));

    for (int answer = 0; answer < 50; answer++) {
      budget.answered();
    }
    nanos += TimeUnit.MINUTES.toNanos(1);
    assertThat(reserveAll(4).get(3)).isEqualTo(Duration.ofMillis(250));
  }

  @Property(tries = 200)
  void staysUnderTheAccountsLimitInEverySecond(
      @ForAll @Size(min = 50, max = 300) List<@IntRange(max = 400) Integer> pauses) {
    List<Long> calls = new ArrayList<>();
    long start = nanos;
    for (int pause : pauses) {
      nanos += TimeUnit.MILLISECONDS.toNanos(pause);
      Share share = pause % 3 == 0 ? Share.CHILDREN : Share.ALL_SHARDS;
      calls.add(nanos - start + budget.reserve(share).toNanos());
    }
    calls.sort(null);

    assertThat(BusiestSecond.of(calls)).isLessThan(10);
  }

  private List<Duration> reserveAll(int count) {
    List<Duration> delays = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      delays.add(budget.reserve(Share.ALL_SHARDS));
    }
    return delays;
  }
}
