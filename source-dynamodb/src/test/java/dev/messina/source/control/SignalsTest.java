package dev.messina.source.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class SignalsTest {

  private static final String THREAD = "messina-signals-orders-source";

  private final FakeControlTopic topic = new FakeControlTopic();
  private final SignalReader reader =
      new SignalReader(
          FakeControlTopic.NAME, Instant.EPOCH, Set.of("orders-source"), Set.of("orders"));

  @Test
  void goesWithoutSignalsUntilKafkaAnswers() {
    topic.grow(1);
    topic.post(0, 1, "orders-source", "{\"id\":\"p\",\"type\":\"pause-snapshot\"}");
    topic.fail(new KafkaException("Failed to construct kafka consumer"));

    try (LogCapture log = LogCapture.of(Signals.class);
        Signals signals = Signals.open("orders-source", topic::consumer, reader)) {
      await().until(() -> log.lines().size() == 1);
      assertThat(log.lines().get(0))
          .startsWith("WARN Signals cannot be read from Kafka; the task goes on without them");
      assertThat(signals.caughtUp()).isFalse();
      assertThat(signals.take()).isEmpty();

      topic.fail(null);
      await().until(signals::caughtUp);
      assertThat(signals.take()).extracting(Signal::id).containsExactly("p");
      await()
          .untilAsserted(
              () ->
                  assertThat(log.lines())
                      .last()
                      .isEqualTo("INFO Kafka answers again; signals are read on."));
    }
  }

  @Test
  void losesNothingWhenTheTaskIsSlowToTake() {
    topic.grow(1);
    int many = 2_500;
    for (int i = 0; i < many; i++) {
      topic.post(0, i, "orders-source", "{\"id\":\"" + i + "\",\"type\":\"pause-snapshot\"}");
    }
    List<Signal> taken = new ArrayList<>();
    try (Signals signals = Signals.open("orders-source", topic::consumer, reader)) {
      await()
          .until(
              () -> {
                boolean last = signals.caughtUp();
                taken.addAll(signals.take());
                return last;
              });
    }
    assertThat(taken).extracting(Signal::id).hasSize(many).last().isEqualTo("2499");
  }

  @Test
  void endsItsThreadAlsoWhileTheQueueIsFull() {
    topic.grow(1);
    for (int i = 0; i < 1_500; i++) {
      topic.post(0, i, "orders-source", "{\"type\":\"pause-snapshot\"}");
    }
    Signals signals = Signals.open("orders-source", topic::consumer, reader);
    await().until(() -> isRunning(THREAD));
    signals.close();
    await().until(() -> !isRunning(THREAD));
  }

  @Test
  void leavesNoThreadBehindThatWasClosedWhileItConnected() {
    CountDownLatch connecting = new CountDownLatch(1);
    CountDownLatch connected = new CountDownLatch(1);
    Signals signals =
        Signals.open(
            "orders-source",
            () -> {
              connecting.countDown();
              try {
                connected.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return topic.consumer();
            },
            reader);
    await().until(() -> connecting.getCount() == 0);
    signals.close();
    connected.countDown();

    await().until(() -> !isRunning(THREAD));
  }

  private static boolean isRunning(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals(name));
  }
}
