package dev.messina.cli.sweep;

import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.sweep.Readiness.Ready;
import dev.messina.cli.sweep.Readiness.Refused;
import dev.messina.cli.sweep.TopicLog.Extent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Asks everybody in the one order that proves something: first that all of the epoch is on the
 * topic, then where the topic ends, then whether the sink has passed these ends, then what was
 * dead-lettered on the way.
 */
final class ReadinessCheck {

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
    AppliedCheck applied = new AppliedCheck(connect, log, route);
    Optional<Refused> failed = applied.failed();
    if (failed.isPresent()) {
      return failed.get();
    }
    Readiness complete = EpochOffsets.of(connect.offsets(route.source().name()), route.table());
    if (!(complete instanceof Ready ready)) {
      return complete;
    }
    Map<Integer, Extent> partitions = log.partitions(route.topic());
    return RetentionCheck.refusal(log, route.topic(), partitions, ready.epoch())
        .or(() -> applied.notApplied(partitions, patience))
        .or(
            () ->
                acceptDeadLetters
                    ? Optional.empty()
                    : DeadLetterCheck.refusal(log, route, ready.epoch()))
        .map(Readiness.class::cast)
        .orElse(ready);
  }
}
