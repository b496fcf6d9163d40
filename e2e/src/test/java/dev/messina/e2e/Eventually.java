package dev.messina.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.core.ThrowingRunnable;

/** Waits for what must come, with the patience that a busy machine needs. */
final class Eventually {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** Most looks are a run of a command or a request to a worker, which take their time, too. */
  private static final Duration LOOK = Duration.ofMillis(200);

  private Eventually() {}

  static void isTrue(String what, Callable<Boolean> condition) {
    await(what).atMost(PATIENCE).pollInterval(LOOK).until(condition);
  }

  /** An assertion, for what is worth seeing when it does not come. */
  static void holds(String what, ThrowingRunnable assertion) {
    await(what).atMost(PATIENCE).pollInterval(LOOK).untilAsserted(assertion);
  }

  /** The same with a patience of its own, for what takes its time; it looks once a second. */
  static void holds(String what, Duration patience, ThrowingRunnable assertion) {
    await(what).atMost(patience).pollInterval(Duration.ofSeconds(1)).untilAsserted(assertion);
  }

  /** With a patience of its own, for what is slow by design; it looks once a second. */
  static void isTrue(String what, Duration patience, Callable<Boolean> condition) {
    await(what).atMost(patience).pollInterval(Duration.ofSeconds(1)).until(condition);
  }
}
