package dev.messina.cli.sweep;

import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.sweep.Readiness.Ready;
import dev.messina.cli.sweep.Readiness.Refused;
import dev.messina.cli.sweep.TopicLog.Extent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Asks everybody in the one order that proves something: first that all of the epoch is on the
 * topic, then where the topic ends, then whether the sink has passed these ends, then what was
 * dead-lettered on the way.
 */
final class ReadinessCheck {

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final ConnectRest connect;
  private final TopicLog log;
  private final SweepRoute route;

  ReadinessCheck(ConnectRest connect, TopicLog log, SweepRoute route) {
    this.connect = connect;
    this.log = log;
    this.route = route;
  }

  /**
   * @param patience how long to wait for the sink to commit what it has read
   * @param acceptDeadLetters whether records that were dead-lettered are no reason to refuse
   */
  Readiness readiness(Duration patience, boolean acceptDeadLetters) {
    Optional<Refused> failed = failed();
    if (failed.isPresent()) {
      return failed.get();
    }
    Readiness complete = EpochOffsets.of(connect.offsets(route.source().name()), route.table());
    if (!(complete instanceof Ready ready)) {
      return complete;
    }
    Map<Integer, Extent> partitions = log.partitions(route.topic());
    return RetentionCheck.refusal(log, route.topic(), partitions, ready.epoch())
        .or(() -> notApplied(partitions, patience))
        .or(this::failed)
        .or(
            () ->
                acceptDeadLetters
                    ? Optional.empty()
                    : DeadLetterCheck.refusal(log, route, ready.epoch()))
        .map(Readiness.class::cast)
        .orElse(ready);
  }

  private Optional<Refused> failed() {
    return Stream.of(route.source(), route.sink())
        .flatMap(connector -> ConnectorCheck.refusal(connect.status(connector.name())).stream())
        .findFirst();
  }

  private Optional<Refused> notApplied(Map<Integer, Extent> partitions, Duration patience) {
    SinkProgress progress = new SinkProgress(log, route, partitions);
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<Refused> refused = progress.refusal(connect.offsets(route.sink().name()));
      boolean mayPass = refused.filter(why -> why.refusal() == Refusal.NOT_APPLIED).isPresent();
      if (!mayPass || System.nanoTime() > deadline) {
        return refused;
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the sink.", interrupted);
    }
  }
}
