package dev.messina.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

  private static final Offset<Double> PRECISION = within(1.0);

  private final LatencyHistogram histogram = new LatencyHistogram(0);

  @Test
  void saysNothingBeforeThereIsSomething() {
    assertThat(histogram.percentile(50, 0)).isEqualTo(-1);
    assertThat(histogram.max(0)).isEqualTo(-1);
  }

  @Test
  void knowsHowLongMostTook() {
    for (int millis = 1; millis <= 100; millis++) {
      add(millis, 0);
    }
    assertThat(histogram.percentile(50, 0)).isCloseTo(50, PRECISION);
    assertThat(histogram.percentile(95, 0)).isCloseTo(95, PRECISION);
    assertThat(histogram.percentile(99, 0)).isCloseTo(99, PRECISION);
    assertThat(histogram.max(0)).isCloseTo(100, PRECISION);
  }

  @Test
  void forgetsWhatWasBeforeTheMinuteBefore() {
    add(1_000, 10);
    add(10, 70);
    assertThat(histogram.max(seconds(110))).isCloseTo(1_000, within(10.0));
    add(10, 131);
    assertThat(histogram.max(seconds(131))).isCloseTo(10, PRECISION);
    assertThat(histogram.max(seconds(1_000))).isEqualTo(-1);
  }

  @Test
  void whatTookDaysIsNoError() {
    add(TimeUnit.DAYS.toMillis(3), 0);
    assertThat(histogram.max(0)).isCloseTo(TimeUnit.HOURS.toMillis(1), within(40_000.0));
  }

  private void add(long millis, long atSecond) {
    histogram.add(TimeUnit.MILLISECONDS.toNanos(millis), seconds(atSecond));
  }

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
