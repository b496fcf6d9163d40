package dev.messina.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {

  private static final int MAX = 100;

  private final AdaptiveLimit limit = new AdaptiveLimit(MAX);
  private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(1);

  @Test
  void staysAtItsMaximumWhileAnswersComeAsUsual() {
    acknowledge(10_000, 3, true);
    assertThat(limit.current()).isEqualTo(MAX);
  }

  @Test
  void halvesOncePerRoundWhenTheClusterFailsRequests() {
    long sentAt = now;
    now += TimeUnit.MILLISECONDS.toNanos(10);
    for (int request = 0; request < MAX; request++) {
      limit.overloaded(sentAt, now);
    }
    assertThat(limit.current()).isEqualTo(MAX / 2);
    overloadRounds(1);
    assertThat(limit.current()).isEqualTo(MAX / 4);
    overloadRounds(20);
    assertThat(limit.current()).isEqualTo(AdaptiveLimit.MIN);
  }

  @Test
  void growsAgainWithAcknowledgementsIfItIsWhatHoldsRequestsBack() {
    overloadRounds(20);
    acknowledge(10_000, 3, false);
    assertThat(limit.current()).isEqualTo(AdaptiveLimit.MIN);
    acknowledge(AdaptiveLimit.MIN, 3, true);
    assertThat(limit.current()).isBetween(AdaptiveLimit.MIN, AdaptiveLimit.MIN + 1);
    acknowledge(MAX * MAX, 3, true);
    assertThat(limit.current()).isEqualTo(MAX);
  }

  @Test
  void fallsToAFewWhenNothingIsAnsweredAndIsSoonBackAtHalf() {
    long sentAt = now;
    now += TimeUnit.SECONDS.toNanos(10);
    for (int request = 0; request < MAX; request++) {
      limit.unanswered(sentAt, now);
    }
    assertThat(limit.current()).isEqualTo(AdaptiveLimit.MIN);
    acknowledge(MAX / 2, 3, true);
    assertThat(limit.current()).isBetween(MAX / 2 - 1, MAX / 2 + 1);
    acknowledge(MAX * MAX, 3, true);
    assertThat(limit.current()).isEqualTo(MAX);
  }

  @Test
  void shrinksWhenAnswersComeLaterThanUsualButNotBelowAQuarter() {
    acknowledge(5_000, 10, true);
    acknowledge(100, 100, true);
    assertThat(limit.current()).isBetween(MAX / 4, MAX * 4 / 5);
    acknowledge(200, 10_000, true);
    assertThat(limit.current()).isEqualTo(MAX / 4);
  }

  @Test
  void slowAnswersDoNotHideThatOthersNeverCame() {
    acknowledge(5_000, 10, true);
    acknowledge(200, 10_000, true);
    long sentAt = now;
    acknowledge(5, 10_000, true);
    limit.unanswered(sentAt, now);
    assertThat(limit.current()).isEqualTo(AdaptiveLimit.MIN);
  }

  @Test
  void whatStaysSlowerBecomesUsual() {
    acknowledge(5_000, 10, true);
    acknowledge(40_000, 100, true);
    assertThat(limit.current()).isEqualTo(MAX);
  }

  @Test
  void aColdStartDoesNotHideALaterSlowness() {
    acknowledge(200, 100, true);
    acknowledge(800, 2, true);
    assertThat(limit.current()).isEqualTo(MAX);
    acknowledge(200, 100, true);
    assertThat(limit.current()).isBetween(MAX / 4, MAX * 4 / 5);
  }

  @Test
  void aClusterThatStaysSlowerAfterAQuickTimeDoesNotHoldItDownForGood() {
    acknowledge(200, 100, true);
    acknowledge(800, 2, true);
    acknowledge(40_000, 100, true);
    assertThat(limit.current()).isEqualTo(MAX);
  }

  /** Of the answers of a busy server many take half as long as usual, and some five times. */
  @Property(tries = 50)
  void commonScatterIsNoSlowness(
      @ForAll @IntRange(min = 1, max = 500) int meanMillis, @ForAll long seed) {
    AdaptiveLimit steady = new AdaptiveLimit(MAX);
    Random scatter = new Random(seed);
    for (int request = 0; request < 20_000; request++) {
      double took = -Math.log(1 - scatter.nextDouble()) * TimeUnit.MILLISECONDS.toNanos(meanMillis);
      steady.acknowledged(request, request + (long) took, true);
      assertThat(steady.current()).isEqualTo(MAX);
    }
  }

  @Test
  void aShortPauseIsNoSlowness() {
    acknowledge(5_000, 1, true);
    acknowledge(200, 40, true);
    assertThat(limit.current()).isEqualTo(MAX);
  }

  @Test
  void aSmallMaximumIsKeptToWhateverHappens() {
    AdaptiveLimit one = new AdaptiveLimit(1);
    one.overloaded(0, 1);
    one.acknowledged(1, 2, true);
    assertThat(one.current()).isEqualTo(1);
  }

  private void acknowledge(int requests, long millis, boolean inUse) {
    for (int request = 0; request < requests; request++) {
      long sentAt = now;
      now += TimeUnit.MILLISECONDS.toNanos(millis);
      limit.acknowledged(sentAt, now, inUse);
    }
  }

  private void overloadRounds(int rounds) {
    for (int round = 0; round < rounds; round++) {
      long sentAt = now;
      now += TimeUnit.MILLISECONDS.toNanos(10);
      limit.overloaded(sentAt, now);
    }
  }
}
