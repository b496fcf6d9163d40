package dev.messina.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.messina.sink.session.ClusterUnreachableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SinkStartTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  private final AtomicInteger attempts = new AtomicInteger();
  private final CountDownLatch silence = new CountDownLatch(1);
  private SinkStart start;

  @AfterEach
  void end() {
    silence.countDown();
    start.close();
  }

  @Test
  void waitsWhileTheClusterIsAway() {
    start = begin(LONG, this::nobodyAnswers);
    start.awaitFirstAttempt(LONG);
    assertThat(start.running()).isNull();
    assertThat(start.lastSeen()).isEqualTo("nobody answers");
    await().untilAsserted(() -> assertThat(attempts.get()).isGreaterThan(1));
  }

  @Test
  void failsWithWhatItSawWhenTheTimeIsOver() {
    start = begin(Duration.ZERO, this::nobodyAnswers);
    start.awaitFirstAttempt(LONG);
    assertThatThrownBy(start::running)
        .isInstanceOf(ConnectException.class)
        .hasMessage("No connection in 0 ms (scylladb.connect.timeout.ms), last: nobody answers");
  }

  @Test
  void doesNotWaitForWhatWillNotPass() {
    start =
        begin(
            LONG,
            () -> {
              throw new ConnectException("There is no such table");
            });
    start.awaitFirstAttempt(LONG);
    assertThatThrownBy(start::running).hasMessage("There is no such table");
  }

  @Test
  void endsAtOnceThoughAnAttemptIsUnderWay() {
    start = begin(LONG, this::silentCluster);
    start.awaitFirstAttempt(Duration.ofMillis(100));
    assertThat(start.running()).isNull();
    long begun = System.nanoTime();
    start.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void triesNoMoreWhenItWasStopped() {
    start = begin(LONG, this::nobodyAnswers);
    start.awaitFirstAttempt(LONG);
    start.close();
    int made = attempts.get();
    await()
        .pollDelay(Duration.ofSeconds(2))
        .untilAsserted(() -> assertThat(attempts.get()).isEqualTo(made));
  }

  private static SinkStart begin(Duration timeout, Supplier<RunningSink> opener) {
    return SinkStart.begin(opener, timeout, "test");
  }

  private RunningSink nobodyAnswers() {
    attempts.incrementAndGet();
    throw new ClusterUnreachableException("nobody answers", null);
  }

  private RunningSink silentCluster() {
    while (silence.getCount() > 0) {
      try {
        silence.await();
      } catch (InterruptedException goesOn) {
        attempts.incrementAndGet();
      }
    }
    throw new ClusterUnreachableException("woken", null);
  }
}
