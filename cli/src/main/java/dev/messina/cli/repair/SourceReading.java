package dev.messina.cli.repair;

import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.signal.Signal;
import dev.messina.cli.signal.SignalAnswer;
import dev.messina.cli.signal.SignalRun;
import dev.messina.cli.signal.SignalType;
import dev.messina.cli.verify.Migration;
import dev.messina.verification.item.ItemKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Has the source read listed keys again, and says so in the words of a repair. */
final class SourceReading implements AutoCloseable {

  private final Migration migration;
  private final SignalRun signals;
  private final Duration patience;

  /** What the source has answered. */
  sealed interface Answer {
    /**
     * All keys have been read, or refused one by one.
     *
     * @param epochMicros under which epoch, in microseconds since 1970
     */
    record Read(long epochMicros) implements Answer {}

    /** Nothing was read, or it is not known. */
    record Not(Refused refused) implements Answer {}
  }

  /**
   * @param kafka settings of a Kafka client
   */
  SourceReading(
      ConnectRest connect, Migration migration, Map<String, String> kafka, Duration patience) {
    this.migration = migration;
    this.patience = patience;
    this.signals = new SignalRun(connect, migration.source(), kafka, patience);
  }

  /**
   * Sends one signal and waits until the source is done with it.
   *
   * @param id of the signal; of its own for each
   */
  Answer read(String id, List<ItemKey> keys) {
    SignalAnswer answer =
        signals.send(
            new Signal(
                id,
                SignalType.EXECUTE_SNAPSHOT,
                List.of(migration.table()),
                keys,
                OptionalDouble.empty()));
    if (answer instanceof SignalAnswer.Followed followed && followed.epochMicros().isPresent()) {
      return new Answer.Read(followed.epochMicros().getAsLong());
    }
    return new Answer.Not(
        answer instanceof SignalAnswer.Refused refused
            ? new Refused("signal_refused", refused.reason())
            : noAnswer(id));
  }

  private Refused noAnswer(String id) {
    return new Refused(
        "no_answer",
        "Connector %s has not read all keys within %d seconds (signal %s). It may still do so,"
                .formatted(migration.source().name(), patience.toSeconds(), id)
            + " which does no harm; look at its log, then apply again, with a longer --wait if need"
            + " be.");
  }

  @Override
  public void close() {
    signals.close();
  }
}
