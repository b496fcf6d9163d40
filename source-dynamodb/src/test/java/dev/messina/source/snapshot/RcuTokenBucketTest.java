package dev.messina.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.snapshot.ScanRateLimiter.RcuTokenBucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RcuTokenBucketTest {

  private static final double ROUNDING = 1e-6;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final RcuTokenBucket budget = new RcuTokenBucket(0);

  /** Pages of any cost, expected or not, at any moments. */
  @Property
  void overAnyWindowNoMoreIsTakenThanComesInWithTheBurstAndOnePage(
      @ForAll @DoubleRange(min = 0.5, max = 10_000) double rate,
      @ForAll @Size(min = 1, max = 60) List<@LongRange(min = 0, max = 3_000) Long> pauses,
      @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = 0.5, max = 256) Double> costs) {
    RcuTokenBucket budget = new RcuTokenBucket(0);
    budget.rate(rate, 0);
    long now = 0;
    List<Taken> taken = new ArrayList<>();
    double largest = 0;
    for (int i = 0; i < pauses.size(); i++) {
      now += Duration.ofMillis(pauses.get(i)).toNanos();
      if (budget.isOpen(now)) {
        double cost = costs.get(i % costs.size());
        budget.take(128);
        budget.take(cost - 128);
        taken.add(new Taken(now, cost));
        largest = Math.max(largest, cost);
      }
    }
    for (int from = 0; from < taken.size(); from++) {
      double sum = 0;
      for (int to = from; to < taken.size(); to++) {
        sum += taken.get(to).units();
        double seconds = (taken.get(to).at() - taken.get(from).at()) / 1e9;
        assertThat(sum).isLessThanOrEqualTo(rate * (1 + seconds) + largest + ROUNDING);
      }
    }
  }

  @Property
  void whatIsOwedIsWaitedFor(
      @ForAll @DoubleRange(min = 0.5, max = 1_000) double rate,
      @ForAll @DoubleRange(min = 1, max = 10_000) double cost) {
    RcuTokenBucket budget = new RcuTokenBucket(0);
    budget.rate(rate, 0);
    budget.take(cost + rate);

    long due = (long) (cost / rate * SECOND);
    assertThat(budget.isOpen((long) (due * 0.999) - 1)).isFalse();
    assertThat(budget.isOpen((long) (due * 1.001) + 1)).isTrue();
  }

  @Test
  void savesUpASecondAndNoMore() {
    budget.rate(100, 0);
    assertThat(budget.isOpen(3600 * SECOND)).isTrue();
    budget.take(100);
    assertThat(budget.isOpen(3600 * SECOND)).isFalse();
  }

  @Test
  void keepsADebtWhenTheRateChanges() {
    budget.rate(100, 0);
    budget.take(300);
    budget.rate(10, 0);
    assertThat(budget.isOpen(19 * SECOND)).isFalse();
    assertThat(budget.isOpen(21 * SECOND)).isTrue();
  }

  @Test
  void aClockThatStandsStillOrGoesBackBringsNothingIn() {
    budget.rate(100, 10 * SECOND);
    budget.take(100);
    assertThat(budget.isOpen(10 * SECOND)).isFalse();
    assertThat(budget.isOpen(0)).isFalse();
    assertThat(budget.isOpen(10 * SECOND)).isFalse();
  }

  @Test
  void withoutALimitNothingIsEverOwed() {
    budget.take(1e9);
    assertThat(budget.isOpen(0)).isTrue();
    budget.rate(10, 0);
    assertThat(budget.isOpen(0)).isTrue();
  }

  private record Taken(long at, double units) {}
}
