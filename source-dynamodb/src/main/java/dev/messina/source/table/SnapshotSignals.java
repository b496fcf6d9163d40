package dev.messina.source.table;

import dev.messina.source.aws.TableDescription;
import dev.messina.source.control.HandledSignals;
import dev.messina.source.control.Kafka;
import dev.messina.source.control.Signal;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.metrics.SourceMetrics;
import dev.messina.source.offset.TableOffset;
import dev.messina.source.offset.TableOffset.EpochRequest;
import dev.messina.source.offset.TableOffset.EpochRequest.Scope;
import dev.messina.source.snapshot.ListedKeys;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signals that ask for a snapshot of a table or end one, in their order. Each happens once: it
 * is committed as handled with what comes of it. One that cannot be followed is refused before
 * anything is decided, so that it harms no task.
 */
final class SnapshotSignals {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotSignals.class);

  private static final String REQUEST_OF_SIGNAL = "signal-";

  private final String table;
  private final ReadProbe probe;
  private final Kafka kafka;
  private final SourceMetrics metrics;
  private final Clocks clocks;
  private final Deque<Signal> waiting = new ArrayDeque<>();

  SnapshotSignals(
      String table, ReadProbe probe, Kafka kafka, SourceMetrics metrics, Clocks clocks) {
    this.kafka = kafka;
    this.metrics = metrics;
    this.clocks = clocks;
    this.table = table;
    this.probe = probe;
  }

  void add(Signal signal) {
    waiting.add(signal);
  }

  /**
   * What becomes of the table by the signal that has waited longest.
   *
   * @return empty if there is none, or it is not known yet whether it can be followed
   */
  Optional<TableOffset> follow(TableOffset position, TableDescription found, Instant now) {
    Signal signal = waiting.peek();
    if (signal == null) {
      return Optional.empty();
    }
    HandledSignals handled = HandledSignals.parse(position.signals());
    if (handled.covers(signal.at())) {
      LOG.info("Table '{}': signal {} has been acted upon", table, signal.id());
      waiting.remove();
      return Optional.empty();
    }
    String with = handled.with(signal.at()).text();
    if (!(signal instanceof Signal.ExecuteSnapshot execute)) {
      accept(signal);
      return Optional.of(position.stopped(with));
    }
    Optional<String> problem = ListedKeys.problem(found.key(), execute.keys());
    ReadProbe.Answer permission =
        problem.isPresent() ? ReadProbe.Answer.OPEN : permission(execute, found);
    if (permission == ReadProbe.Answer.DENIED) {
      problem = Optional.of(denial(execute));
    }
    if (problem.isPresent()) {
      refuse(signal, problem.get());
      return Optional.of(position.handled(with));
    }
    if (permission == ReadProbe.Answer.OPEN) {
      return Optional.empty();
    }
    accept(signal);
    probe.forget();
    return Optional.of(request(position, execute.keys(), with, now));
  }

  /** A request that came of a signal names it as handled. */
  static String handledBy(TableOffset position) {
    String id = position.request().id();
    return id.startsWith(REQUEST_OF_SIGNAL)
        ? id.substring(REQUEST_OF_SIGNAL.length(), id.lastIndexOf('-'))
        : position.signals();
  }

  private static TableOffset request(
      TableOffset position, List<String> keys, String handled, Instant now) {
    String id = REQUEST_OF_SIGNAL + handled + "-" + now.toEpochMilli();
    return keys.isEmpty()
        ? position.requested(new EpochRequest(id, Scope.SNAPSHOT), null)
        : position.requested(new EpochRequest(id, Scope.KEYS), "[" + String.join(",", keys) + "]");
  }

  private ReadProbe.Answer permission(Signal.ExecuteSnapshot execute, TableDescription found) {
    String why = REQUEST_OF_SIGNAL + execute.at().partition() + "@" + execute.at().offset();
    return execute.keys().isEmpty()
        ? probe.scan(why, found)
        : probe.item(why, execute.keys().get(0));
  }

  private static String denial(Signal.ExecuteSnapshot execute) {
    return "these credentials may not "
        + (execute.keys().isEmpty()
            ? "scan the table; grant dynamodb:Scan"
            : "read items of the table; grant dynamodb:GetItem")
        + " and send the signal again";
  }

  private void accept(Signal signal) {
    kafka.outbox().tell(kafka.notifications().signalAccepted(signal));
  }

  private void refuse(Signal signal, String reason) {
    metrics.signalRefused(
        "table '" + table + "', signal " + signal.id() + ": " + reason, clocks.now());
    kafka.outbox().tell(kafka.notifications().signalRefused(signal, reason));
    probe.forget();
  }
}
