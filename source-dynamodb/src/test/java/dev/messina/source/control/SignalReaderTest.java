package dev.messina.source.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.messina.source.control.Signal.RefusedSignal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class SignalReaderTest {

  private static final long EPOCH = 1767225600000L;
  private static final String PAUSE = "{\"id\":\"pause\",\"type\":\"pause-snapshot\"}";
  private static final String RESUME = "{\"id\":\"resume\",\"type\":\"resume-snapshot\"}";
  private static final String STOP = "{\"id\":\"stop\",\"type\":\"stop-snapshot\"}";

  private final FakeControlTopic topic = new FakeControlTopic();
  private final SignalReader reader = reader(Instant.ofEpochMilli(EPOCH));

  @Test
  void takesSignalsByTheConnectorsNameAndByItsTopicPrefix() {
    topic.grow(1);
    topic.post(0, EPOCH, "orders-source", PAUSE);
    topic.post(0, EPOCH, "shop#2026-01-01", RESUME);
    topic.post(0, EPOCH, "\"orders-source#x\"", STOP);

    assertThat(ids(read())).containsExactly("pause", "resume", "stop");
  }

  @Test
  void passesOverWhatOthersWrote() {
    topic.grow(1);
    topic.post(0, EPOCH, "orders-source/orders/table", "secret, and no JSON");
    topic.post(0, EPOCH, "orders-source", null);
    topic.post(0, EPOCH, "order-source", PAUSE);
    topic.post(0, EPOCH, null, PAUSE);

    try (LogCapture log = LogCapture.of(SignalReader.class)) {
      assertThat(read()).isEmpty();
      assertThat(log.lines())
          .containsExactly(
              "WARN The signal at shop.control-0@2 is skipped: its key names no connector that"
                  + " has written to this topic; for this one it would be orders-source or shop,"
                  + " alone or with #ANYTHING after it.",
              "WARN The signal at shop.control-0@3 is skipped: it has no key; that of a signal"
                  + " is orders-source or shop, alone or with #ANYTHING after it.");
    }
  }

  @Test
  void aSignalForAnotherConnectorThatSharesTheTopicIsNotRefused() {
    topic.grow(1);
    topic.post(0, EPOCH, "users-source/users/table", "{}");
    topic.post(0, EPOCH, "users-source#1", PAUSE);
    topic.post(0, EPOCH, "user-source#1", PAUSE);

    try (LogCapture log = LogCapture.of(SignalReader.class)) {
      assertThat(read()).isEmpty();
      assertThat(log.lines().get(0))
          .isEqualTo(
              "INFO The record at shop.control-0@1 is not for this connector but for another one"
                  + " that shares the topic.");
      assertThat(log.lines().get(1)).startsWith("WARN The signal at shop.control-0@2");
    }
  }

  @Test
  void handsOutWhatItRefusesOnceAndWithoutAValue() {
    topic.grow(1);
    topic.post(0, EPOCH, "shop", "{\"type\":\"pause\",\"id\":\"secret\"}");
    topic.post(0, EPOCH + 7, "nobody", PAUSE);
    Consumer<byte[], byte[]> consumer = topic.consumer();
    reader.attach(consumer);
    reader.read(consumer);

    assertThat(reader.takeRefused())
        .extracting(RefusedSignal::id, RefusedSignal::position, RefusedSignal::timestampMillis)
        .containsExactly(
            tuple("shop.control-0@0", "0@0", EPOCH), tuple("shop.control-0@1", "0@1", EPOCH + 7));
    assertThat(reader.takeRefused()).isEmpty();
  }

  @Test
  void warnsOnceOfAnInvalidSignalAndReadsOn() {
    topic.grow(1);
    topic.post(0, EPOCH, "shop", "{\"type\":\"pause\",\"secret\":1}");
    topic.post(0, EPOCH, "shop", "{\"type\":\"pause\"}");
    topic.post(0, EPOCH, "shop", PAUSE);

    try (LogCapture log = LogCapture.of(SignalReader.class)) {
      assertThat(ids(read())).containsExactly("pause");
      assertThat(read()).isEmpty();
      assertThat(log.lines())
          .hasSize(2)
          .anyMatch(
              line ->
                  line.startsWith(
                      "WARN The signal at shop.control-0@1 is skipped: there is no type"
                          + " 'pause'; known are execute-snapshot, "));
    }
  }

  @Test
  void doesNotCountSignalsOfBeforeTheStart() {
    topic.grow(2);
    topic.post(0, EPOCH - 1, "shop", PAUSE);
    topic.post(1, EPOCH - 1, "shop", PAUSE);
    topic.post(1, EPOCH, "shop", RESUME);

    assertThat(ids(read())).containsExactly("resume");

    topic.post(0, EPOCH - 1, "shop", STOP);
    assertThat(ids(read())).as("a clock that is behind").containsExactly("stop");
  }

  @Test
  void replaysAllPartitionsInTheOrderOfTheirTimes() {
    topic.grow(3);
    topic.post(1, EPOCH + 1, "shop", RESUME);
    topic.post(2, EPOCH + 2, "shop", PAUSE);
    topic.post(0, EPOCH + 3, "shop", STOP);

    assertThat(reader.caughtUp()).isFalse();
    assertThat(ids(read())).containsExactly("resume", "pause", "stop");
    assertThat(reader.caughtUp()).isTrue();
  }

  @Test
  void keepsTheOrderOfAPartitionWhateverTheClocksSaid() {
    topic.grow(1);
    topic.post(0, EPOCH + 3_600_000, "shop", PAUSE);
    topic.post(0, EPOCH, "shop", RESUME);

    List<Signal> signals = read();

    assertThat(ids(signals)).containsExactly("pause", "resume");
    assertThat(signals.get(1).at()).isGreaterThan(signals.get(0).at());
  }

  @Test
  void waitsForTheTopicAndForNewPartitions() {
    Consumer<byte[], byte[]> consumer = topic.consumer();
    assertThat(reader.attach(consumer)).isFalse();
    assertThat(reader.caughtUp()).isTrue();

    topic.grow(1);
    assertThat(reader.attach(consumer)).isTrue();
    topic.post(0, EPOCH, "shop", PAUSE);
    assertThat(ids(reader.read(consumer))).containsExactly("pause");

    topic.grow(2);
    topic.post(1, EPOCH, "shop", RESUME);
    assertThat(reader.attach(consumer)).isTrue();
    assertThat(ids(reader.read(consumer))).containsExactly("resume");
  }

  @Test
  void goesOnWithAnotherConsumerWhereItWas() {
    topic.grow(1);
    topic.post(0, EPOCH, "shop", PAUSE);
    Consumer<byte[], byte[]> first = topic.consumer();
    reader.attach(first);
    reader.read(first);
    topic.post(0, EPOCH, "shop", RESUME);
    topic.fail(new TimeoutException("no answer"));
    assertThatThrownBy(() -> reader.read(first)).isInstanceOf(TimeoutException.class);
    topic.fail(null);

    assertThat(ids(read())).containsExactly("resume");
  }

  private static SignalReader reader(Instant since) {
    return new SignalReader(
        FakeControlTopic.NAME, since, Set.of("orders-source", "shop"), Set.of("orders"));
  }

  /** With a consumer of its own, until nothing comes any more. */
  private List<Signal> read() {
    Consumer<byte[], byte[]> consumer = topic.consumer();
    assertThat(reader.attach(consumer)).isTrue();
    List<Signal> signals = new ArrayList<>(reader.read(consumer));
    signals.addAll(reader.read(consumer));
    return signals;
  }

  private static List<String> ids(List<Signal> signals) {
    return signals.stream().map(Signal::id).toList();
  }
}
