package dev.messina.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ConcurrencyLimiterTest {

  private static final int WIDEST = 8;
  private static final Duration QUICK = Duration.ofMillis(50);

  private ConcurrencyLimiter guard = new ConcurrencyLimiter(WIDEST, Duration.ofSeconds(1));
  private long now;

  @Test
  void beginsWithOnePageAndWidensWhilePagesComeQuickly() {
    assertThat(guard.pages()).isEqualTo(1);
    pages(200, QUICK);
    assertThat(guard.pages()).isEqualTo(WIDEST);
    assertThat(guard.restNanos(QUICK)).isZero();
  }

  @Test
  void narrowsBeyondThreeTimesTheNormal() {
    pages(200, QUICK);
    pages(10, Duration.ofMillis(140));
    assertThat(guard.pages()).isEqualTo(WIDEST);

    pages(3, Duration.ofMillis(250));
    assertThat(guard.pages()).isLessThan(WIDEST);
  }

  @Test
  void doesNotMindAFewMilliseconds() {
    pages(200, Duration.ofMillis(5));
    pages(200, Duration.ofMillis(90));
    assertThat(guard.pages()).isEqualTo(WIDEST);
  }

  @Test
  void narrowsAtTheBoundEvenWhereThatIsNormal() {
    pages(50, Duration.ofMillis(1100));
    assertThat(guard.restNanos(Duration.ofMillis(1100))).isPositive();
  }

  @Test
  void changesOnceForPagesThatWereAskedForBeforeIt() {
    pages(200, QUICK);
    long begun = now;
    now += Duration.ofSeconds(2).toNanos();
    for (int i = 0; i < WIDEST; i++) {
      guard.answered(begun, Duration.ofSeconds(2), true, now);
    }
    assertThat(guard.width()).isBetween(WIDEST * 0.6, WIDEST * 0.7);
  }

  @Test
  void onePageThatTakesLongIsNoReason() {
    pages(200, QUICK);
    pages(1, Duration.ofMillis(300));
    assertThat(guard.pages()).isEqualTo(WIDEST);
  }

  @Test
  void whatStaysIsLearnedAsNormalInTheEnd() {
    pages(200, QUICK);
    pages(200, Duration.ofMillis(200));
    assertThat(guard.isSlow()).isTrue();

    pages(10_000, Duration.ofMillis(200));
    assertThat(guard.isSlow()).isFalse();
  }

  @Test
  void aWidthThatIsNotUsedDoesNotGrow() {
    for (int i = 0; i < 100; i++) {
      guard.answered(now, QUICK, false, now += QUICK.toNanos());
    }
    assertThat(guard.pages()).isEqualTo(1);
  }

  @Property
  void isNeverWiderThanAllowedAndAlwaysRecovers(
      @ForAll List<@LongRange(min = 0, max = 30_000) Long> millis) {
    guard = new ConcurrencyLimiter(WIDEST, Duration.ofSeconds(1));
    pages(20, QUICK);
    for (long each : millis) {
      pages(1, Duration.ofMillis(each));
      assertThat(guard.pages()).isBetween(1, WIDEST);
      assertThat(guard.restNanos(Duration.ofMillis(each)))
          .isBetween(0L, Duration.ofSeconds(30).toNanos());
    }
    pages(300, QUICK);
    assertThat(guard.pages()).isEqualTo(WIDEST);
  }

  private void pages(int count, Duration elapsed) {
    for (int i = 0; i < count; i++) {
      long begun = now;
      now += elapsed.toNanos();
      guard.answered(begun, elapsed, true, now);
    }
  }
}
