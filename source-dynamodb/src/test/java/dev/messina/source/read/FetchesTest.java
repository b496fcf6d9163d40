package dev.messina.source.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.source.MutableClock;
import dev.messina.source.read.Fetch.Lane;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

class FetchesTest {

  private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final Queue<Runnable> threads = new ArrayDeque<>();
  private final Fetches fetches = new Fetches(threads::add, clock, new Backoff(new Random(1)), 2);
  private final List<String> log = new ArrayList<>();

  @Test
  void handlesTheStreamBeforeTheScan() throws InterruptedException {
    request(Lane.SCAN, "scan", () -> "scan", Duration.ZERO);
    request(Lane.STREAM, "stream", () -> "stream", Duration.ZERO);
    fetches.handleNext(0);
    runAll();

    assertThat(fetches.handleNext(0)).isTrue();
    assertThat(fetches.handleNext(0)).isTrue();
    assertThat(fetches.handleNext(0)).isFalse();
    assertThat(log).containsExactly("stream", "scan");
  }

  @Test
  void letsAScanHaveItsTurnBesideAStreamThatAlwaysHasSomething() throws InterruptedException {
    request(Lane.SCAN, "scan", () -> "scan", Duration.ZERO);
    for (int i = 0; i < 20; i++) {
      request(Lane.STREAM, "stream", () -> "stream", Duration.ZERO);
      fetches.handleNext(0);
      runAll();
    }

    assertThat(log).contains("scan").startsWith("stream", "stream", "stream", "stream");
  }

  @Test
  void makesNoMoreCallsThanTheLaneHasRoomFor() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      request(Lane.SCAN, "scan", () -> "scan", Duration.ZERO);
    }
    fetches.handleNext(0);
    assertThat(threads).hasSize(2);
    runAll();

    fetches.handleNext(0);
    assertThat(threads).as("one was handled, one may follow").hasSize(1);
  }

  @Test
  void waitsForTheDelay() throws InterruptedException {
    request(Lane.STREAM, "late", () -> "late", Duration.ofSeconds(1));
    fetches.handleNext(0);
    assertThat(threads).isEmpty();

    clock.advance(Duration.ofSeconds(1));
    fetches.handleNext(0);
    assertThat(threads).hasSize(1);
  }

  @Test
  void repeatsACallUntilItSucceedsAndWaitsLongerEachTime() throws InterruptedException {
    Queue<RuntimeException> failures =
        new ArrayDeque<>(
            List.of(
                LimitExceededException.builder().message("slow down").build(),
                SdkClientException.create("broken", new IOException("reset"))));
    request(
        Lane.STREAM,
        "page",
        () -> {
          if (!failures.isEmpty()) {
            throw failures.remove();
          }
          return "page";
        },
        Duration.ZERO);

    for (int second = 0; second < 3; second++) {
      fetches.handleNext(0);
      runAll();
      fetches.handleNext(0);
      assertThat(threads).as("no repetition without a wait").isEmpty();
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(log).containsExactly("page");
  }

  @Test
  void handsOutAFailureThatRepeatingDoesNotCure() throws InterruptedException {
    request(
        Lane.STREAM,
        "page",
        () -> {
          throw TrimmedDataAccessException.builder().message("trimmed").build();
        },
        Duration.ZERO);
    fetches.handleNext(0);
    runAll();
    fetches.handleNext(0);

    assertThat(log).containsExactly("failed TrimmedDataAccessException");
  }

  @Test
  void doesNotLoseAnErrorOfTheJavaMachine() throws InterruptedException {
    request(
        Lane.STREAM,
        "page",
        () -> {
          throw new NoClassDefFoundError("gone");
        },
        Duration.ZERO);
    fetches.handleNext(0);
    runAll();

    assertThatThrownBy(() -> fetches.handleNext(0))
        .isInstanceOf(ConnectException.class)
        .hasMessage("page failed: java.lang.NoClassDefFoundError: gone");
  }

  private void request(Lane lane, String what, Callable<String> call, Duration delay) {
    fetches.request(
        new Fetch<>(
            lane,
            what,
            call,
            log::add,
            failure -> log.add("failed " + failure.getClass().getSimpleName())),
        delay);
  }

  private void runAll() {
    while (!threads.isEmpty()) {
      threads.remove().run();
    }
  }
}
