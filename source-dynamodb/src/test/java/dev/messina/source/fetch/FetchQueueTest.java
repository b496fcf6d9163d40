package dev.messina.source.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.source.MutableClock;
import dev.messina.source.fetch.Fetch.Lane;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;

class FetchQueueTest {

  private static final long PATIENCE_MS = 60_000;

  private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final Queue<Runnable> threads = new ArrayDeque<>();
  private final FetchQueue fetches =
      new FetchQueue(threads::add, clock, FetchQueue.backoff(new Random(1)), 2);
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
  void aScanWhoseCallsNeverComeBackTakesNothingFromTheStream() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (Threads stream = new Threads(1);
        Threads scan = new Threads(1)) {
      FetchQueue real =
          new FetchQueue(
              new FetchQueue.Room(stream.pool, 2),
              new FetchQueue.Room(scan.pool, 2),
              new SteadyClock(),
              FetchQueue.backoff(new Random(1)));
      for (int i = 0; i < 3; i++) {
        real.request(
            fetch(
                Lane.SCAN,
                "scan",
                () -> {
                  never.await();
                  return "scan";
                }),
            Duration.ZERO);
      }
      real.request(fetch(Lane.STREAM, "stream", () -> "stream"), Duration.ZERO);
      while (log.isEmpty()) {
        real.handleNext(PATIENCE_MS);
      }
      never.countDown();
    }

    assertThat(log).containsExactly("stream");
  }

  @Test
  void givesAFailureBackToWhoeverRepeatsItByHimself() throws InterruptedException {
    fetches.request(
        new Fetch<String>(
            Lane.SCAN,
            "page",
            () -> {
              throw LimitExceededException.builder().message("slow down").build();
            },
            log::add,
            failure -> log.add("failed " + failure.getClass().getSimpleName()),
            null),
        Duration.ZERO);
    fetches.handleNext(0);
    runAll();
    fetches.handleNext(0);
    clock.advance(Duration.ofMinutes(1));
    fetches.handleNext(0);

    assertThat(log).containsExactly("failed LimitExceededException");
    assertThat(threads).isEmpty();
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
    assertThat(log)
        .containsExactly("repeated LimitExceededException", "repeated SdkClientException", "page");
  }

  @ParameterizedTest
  @CsvSource({
    "ExpiredTokenException, page failed: the credentials of AWS have expired",
    "RequestTimeTooSkewed, page failed: AWS refuses signatures because the clock of this worker"
  })
  void waitsAboutFiveMinutesForWhatSomebodyMustPutRight(String code, String message)
      throws InterruptedException {
    request(
        Lane.STREAM,
        "page",
        () -> {
          throw DynamoDbException.builder()
              .message("expired")
              .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
              .build();
        },
        Duration.ZERO);

    Instant start = clock.instant();
    assertThatThrownBy(
            () -> {
              while (clock.instant().isBefore(start.plus(Duration.ofHours(1)))) {
                fetches.handleNext(0);
                runAll();
                fetches.handleNext(0);
                clock.advance(Duration.ofMillis(100));
              }
            })
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith(message);
    assertThat(Duration.between(start, clock.instant()))
        .isBetween(Duration.ofMinutes(3), Duration.ofMinutes(7));
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
    fetches.request(fetch(lane, what, call), delay);
  }

  private Fetch<String> fetch(Lane lane, String what, Callable<String> call) {
    return new Fetch<>(
        lane,
        what,
        call,
        log::add,
        failure -> log.add("failed " + failure.getClass().getSimpleName()),
        failure -> log.add("repeated " + failure.getClass().getSimpleName()));
  }

  private void runAll() {
    while (!threads.isEmpty()) {
      threads.remove().run();
    }
  }

  /** Threads that end with the test. */
  private static final class Threads implements AutoCloseable {

    private final ExecutorService pool;

    private Threads(int count) {
      pool = Executors.newFixedThreadPool(count);
    }

    @Override
    public void close() {
      pool.shutdownNow();
    }
  }
}
