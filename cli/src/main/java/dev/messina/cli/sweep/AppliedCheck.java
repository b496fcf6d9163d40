package dev.messina.cli.sweep;

import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.sweep.Readiness.Refused;
import dev.messina.cli.sweep.TopicLog.Extent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Whether neither connector has failed, and the sink has passed what a topic held at one time. */
final class AppliedCheck {

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final ConnectRest connect;
  private final TopicLog log;
  private final SweepRoute route;

  AppliedCheck(ConnectRest connect, TopicLog log, SweepRoute route) {
    this.connect = connect;
    this.log = log;
    this.route = route;
  }

  Optional<Refused> failed() {
    return Stream.of(route.source(), route.sink())
        .flatMap(connector -> ConnectorCheck.refusal(connect.status(connector.name())).stream())
        .findFirst();
  }

  /**
   * @param partitions what the topic held
   * @param patience how long to wait for the sink to commit what it has read
   */
  Optional<Refused> notApplied(Map<Integer, Extent> partitions, Duration patience) {
    SinkProgress progress = new SinkProgress(log, route, partitions);
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<Refused> refused = progress.refusal(connect.offsets(route.sink().name()));
      boolean mayPass = refused.filter(why -> why.refusal() == Refusal.NOT_APPLIED).isPresent();
      Optional<Refused> failed = failed();
      if (!mayPass || failed.isPresent() || System.nanoTime() > deadline) {
        return failed.or(() -> refused);
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
