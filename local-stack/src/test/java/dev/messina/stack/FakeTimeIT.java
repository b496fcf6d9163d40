package dev.messina.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeTimeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final FakeTime FAST = new FakeTime(Duration.ofDays(10), 300);

  @TempDir Path folder;

  @BeforeAll
  static void needsTheLibrary() {
    Assumptions.assumeTrue(
        FakeTime.isAvailable(), "libfaketime is not installed: apt-get install faketime");
  }

  @Test
  void dynamoDbLivesInAFasterPastUntilItsClockJumps() throws Exception {
    try (LocalStack stack = inItsTime()) {
      Instant first = clockOf(stack);
      assertThat(first).isBefore(Instant.now().minus(Duration.ofDays(8)));
      await().atMost(PATIENCE).until(() -> clockOf(stack).isAfter(first.plusSeconds(600)));
      assertThat(clockOf(stack)).isBefore(Instant.now().minus(Duration.ofDays(7)));

      stack.dynamoDb().clock().jump(Duration.ofDays(10));

      await().atMost(PATIENCE).until(() -> clockOf(stack).isAfter(Instant.now()));
    }
  }

  @Test
  void theProcessIsEndedLikeAnyOther() {
    ServiceProcess process;
    try (LocalStack stack = inItsTime()) {
      process = stack.dynamoDb().process();
      process.suspend();
      assertThat(process.isSuspended()).isTrue();
      process.resume();
      process.kill();
      assertThat(process.isRunning()).isFalse();
      process.restart();
      assertThat(process.isHealthy()).isTrue();
    }
    assertThat(process.isRunning()).isFalse();
  }

  @Test
  void aRealClockCannotBeSet() {
    try (LocalStack stack = LocalStack.in(folder).only(Service.DYNAMODB).start()) {
      assertThatThrownBy(() -> stack.dynamoDb().clock().jump(Duration.ofHours(1)))
          .hasMessage("The service has the real time: start its stack with a FakeTime");
    }
  }

  private LocalStack inItsTime() {
    return LocalStack.in(folder).only(Service.DYNAMODB).dynamoDbTime(FAST).start();
  }

  private static Instant clockOf(LocalStack stack) throws IOException, InterruptedException {
    URI endpoint = stack.dynamoDb().endpoint();
    String date =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(endpoint).build(), HttpResponse.BodyHandlers.discarding())
            .headers()
            .firstValue("Date")
            .orElseThrow();
    return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }
}
