package dev.messina.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InFlightTest {

  private static final Duration MOMENT = Duration.ofMillis(5);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final InFlight inFlight = new InFlight(4, 1_000);

  @Test
  void bytesAreBounded() {
    assertThat(inFlight.hold(600, MOMENT)).isTrue();
    assertThat(inFlight.hold(400, MOMENT)).isTrue();
    assertThat(inFlight.hold(1, MOMENT)).isFalse();
    inFlight.release(400);
    assertThat(inFlight.hold(1, MOMENT)).isTrue();
    assertThat(inFlight.bytes()).isEqualTo(601);
  }

  @Test
  void aRecordThatIsLargerThanTheBoundGoesAlone() {
    assertThat(inFlight.hold(5_000, MOMENT)).isTrue();
    assertThat(inFlight.hold(1, MOMENT)).isFalse();
    inFlight.release(5_000);
    assertThat(inFlight.hold(1, MOMENT)).isTrue();
    assertThat(inFlight.hold(5_000, MOMENT)).isFalse();
  }

  @Test
  void requestsAreBounded() {
    for (int request = 0; request < 4; request++) {
      assertThat(inFlight.enter(MOMENT)).isTrue();
    }
    assertThat(inFlight.enter(MOMENT)).isFalse();
    inFlight.leave();
    assertThat(inFlight.enter(MOMENT)).isTrue();
  }

  @Test
  void afterAnOverloadFewerEnter() {
    InFlight wide = new InFlight(16, 1_000);
    wide.overloaded(0, 1);
    for (int request = 0; request < 8; request++) {
      assertThat(wide.enter(MOMENT)).isTrue();
    }
    assertThat(wide.enter(MOMENT)).isFalse();
    assertThat(wide.limit()).isEqualTo(8);
  }

  @Test
  void whatEnteredBeforeTheLimitShrankIsNotSentAgainAllAtOnce() {
    InFlight wide = new InFlight(16, 1_000);
    for (int request = 0; request < 16; request++) {
      assertThat(wide.enter(MOMENT)).isTrue();
      wide.send();
    }
    for (int request = 0; request < 16; request++) {
      wide.unanswered(0, 1);
    }
    for (int request = 0; request < AdaptiveLimit.MIN; request++) {
      assertThat(wide.sendAgain()).isTrue();
    }
    assertThat(wide.sendAgain()).isFalse();
    wide.refused();
    assertThat(wide.sendAgain()).isTrue();
    assertThat(wide.requests()).isEqualTo(16);
  }

  @Test
  @Timeout(30)
  void whoWaitsIsWokenWhenThereIsRoom() {
    assertThat(inFlight.hold(1_000, MOMENT)).isTrue();
    assertThat(inFlight.enter(MOMENT)).isTrue();
    CompletableFuture<Boolean> held = CompletableFuture.supplyAsync(() -> inFlight.hold(300, LONG));
    CompletableFuture<Boolean> idle = CompletableFuture.supplyAsync(() -> inFlight.awaitIdle(LONG));
    inFlight.release(400);
    inFlight.leave();
    assertThat(held.orTimeout(20, TimeUnit.SECONDS).join()).isTrue();
    assertThat(idle.orTimeout(20, TimeUnit.SECONDS).join()).isTrue();
  }
}
