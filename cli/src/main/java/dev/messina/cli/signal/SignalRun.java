package dev.messina.cli.signal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.verification.topic.TopicReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Sends signals to one source, and waits for each answer: in its committed offsets, and on its
 * notification topic where it has one. For use by one thread.
 */
public final class SignalRun implements AutoCloseable {

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final ConnectRest connect;
  private final ConnectorFile source;
  private final Duration patience;
  private final ControlTopic topic;
  private final TopicReader reader;

  /**
   * @param kafka settings of a Kafka client
   * @param patience for each answer; zero to wait for none
   */
  public SignalRun(
      ConnectRest connect, ConnectorFile source, Map<String, String> kafka, Duration patience) {
    this.connect = connect;
    this.source = source;
    this.patience = patience;
    this.topic = new ControlTopic(source, kafka);
    this.reader = new TopicReader(kafka);
  }

  /**
   * Sends a signal and waits until the source is done with it.
   *
   * @throws RuntimeException if Connect or Kafka does not answer
   */
  public SignalAnswer send(Signal signal) {
    Notifications notifications = new Notifications(reader, source);
    Map<String, Long> before = new HashMap<>();
    List<JsonNode> offsets = connect.offsets(source.name());
    signal.tables().forEach(table -> before.put(table, newest(offsets, table)));
    ControlTopic.Place at = topic.send(signal);
    if (patience.isZero()) {
      return new SignalAnswer.Sent();
    }
    if (!signal.type().isCommitted() && !notifications.isConfigured()) {
      return new SignalAnswer.Unknown(
          "Connector %s tells nobody whether it follows such a signal: it has no notification.topic."
                  .formatted(source.name())
              + " It takes effect within five seconds; its log says so, or why not, at WARN.");
    }
    SignalAnswer answer = await(signal, at, before, notifications);
    if (answer instanceof SignalAnswer.Followed && !signal.keys().isEmpty()) {
      topic.forget(signal);
    }
    return answer;
  }

  private SignalAnswer await(
      Signal signal, ControlTopic.Place at, Map<String, Long> before, Notifications notifications) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      notifications.look();
      Optional<SignalAnswer> answer =
          notifications
              .refused(signal.id())
              .<SignalAnswer>map(SignalAnswer.Refused::new)
              .or(() -> answer(signal, at, before, notifications));
      if (answer.isPresent()) {
        return answer.get();
      }
      if (System.nanoTime() > deadline) {
        return new SignalAnswer.Unknown(noAnswer(signal, notifications));
      }
      pause();
    }
  }

  private Optional<SignalAnswer> answer(
      Signal signal, ControlTopic.Place at, Map<String, Long> before, Notifications notifications) {
    if (!signal.type().isCommitted()) {
      return notifications.accepted(signal.id()) >= signal.tables().size()
          ? Optional.of(new SignalAnswer.Followed(OptionalLong.empty(), List.of()))
          : Optional.empty();
    }
    List<JsonNode> offsets = connect.offsets(source.name());
    long epoch = 0;
    for (String table : signal.tables()) {
      TableEpochs epochs = new TableEpochs(offsets, table);
      if (!epochs.covers(at.partition(), at.offset())) {
        return Optional.empty();
      }
      long newest = newest(offsets, table);
      if (signal.type() == SignalType.EXECUTE_SNAPSHOT && newest <= before.get(table)) {
        return Optional.of(new SignalAnswer.Refused(refusal(signal, table)));
      }
      if (!signal.keys().isEmpty() && !epochs.isRead(newest)) {
        return Optional.empty();
      }
      epoch = Math.max(epoch, newest);
    }
    return Optional.of(followed(signal, epoch, notifications));
  }

  private static SignalAnswer followed(Signal signal, long epoch, Notifications notifications) {
    return signal.type() == SignalType.EXECUTE_SNAPSHOT
        ? new SignalAnswer.Followed(
            OptionalLong.of(epoch), notifications.refusedKeys(signal.tables().get(0), epoch))
        : new SignalAnswer.Followed(OptionalLong.empty(), List.of());
  }

  private static long newest(List<JsonNode> offsets, String table) {
    return new TableEpochs(offsets, table).newestEpoch().orElse(0);
  }

  private String refusal(Signal signal, String table) {
    return "Connector %s has refused signal %s about table '%s'; its log says why, at WARN."
        .formatted(source.name(), signal.id(), table);
  }

  private String noAnswer(Signal signal, Notifications notifications) {
    return "Connector %s has not %s within %d seconds (signal %s).%s It may still do so: look at its"
            .formatted(
                source.name(),
                signal.keys().isEmpty() ? "followed the signal" : "read all keys",
                patience.toSeconds(),
                signal.id(),
                notifications.isUnreadable() ? " Its notifications are no JSON." : "")
        + " log, or wait for longer; with an offset.flush.interval.ms of 60 s an answer takes three"
        + " minutes.";
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the source.", interrupted);
    }
  }

  @Override
  public void close() {
    topic.close();
    reader.close();
  }
}
