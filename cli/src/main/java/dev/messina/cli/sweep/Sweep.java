package dev.messina.cli.sweep;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.sweep.Readiness.Ready;
import dev.messina.cli.sweep.Readiness.Refused;
import dev.messina.verification.topic.TopicReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the rows of a target whose items were deleted at the source while nobody looked, and
 * deletes them if told to. To do so twice, or to stop in the middle, does no harm.
 */
public final class Sweep {

  private static final Duration REST_PATIENCE = Duration.ofSeconds(20);

  private final SweepSettings settings;
  private final ConnectRest connect;

  private Sweep(SweepSettings settings) {
    this.settings = settings;
    this.connect = new ConnectRest(settings::connect, REST_PATIENCE);
  }

  /**
   * Sweeps once.
   *
   * @throws IllegalArgumentException if a setting is missing or malformed
   * @throws RuntimeException if Connect, Kafka or the target does not answer
   */
  public static SweepOutcome run(SweepSettings settings) {
    return new Sweep(settings).run();
  }

  private SweepOutcome run() {
    Map<String, ConnectorFile> connectors = connect.connectors();
    Optional<Refused> unknown = unknown(connectors);
    if (unknown.isPresent()) {
      return unknown.get();
    }
    SweepRoute route =
        SweepRoute.of(
            connectors.get(settings.source()),
            connectors.get(settings.sink()),
            settings.table(),
            settings.access().target());
    SweepSettings.Checks checks = settings.checks();
    List<ConnectorFile> others =
        RouteCheck.others(connectors.values(), route.sink(), checks.ignoredConnectors());
    Optional<Refused> refused = RouteCheck.refusal(route, others, checks.trustedTransforms());
    if (refused.isPresent()) {
      return refused.get();
    }
    Readiness readiness = readiness(route);
    return readiness instanceof Ready ready ? swept(route, ready.epoch()) : (Refused) readiness;
  }

  private Optional<Refused> unknown(Map<String, ConnectorFile> connectors) {
    return Stream.of(settings.source(), settings.sink())
        .filter(name -> !connectors.containsKey(name))
        .findFirst()
        .map(
            name ->
                new Refused(
                    Refusal.UNKNOWN_CONNECTOR,
                    "Connect at %s has no connector %s; it has %s."
                        .formatted(settings.connect(), name, connectors.keySet())));
  }

  private Readiness readiness(SweepRoute route) {
    try (TopicReader reader = new TopicReader(settings.access().kafkaSettings(route.source()))) {
      return new ReadinessCheck(connect, new KafkaTopicLog(reader), route)
          .readiness(settings.checks().patience(), settings.checks().acceptDeadLetters());
    }
  }

  private SweepOutcome swept(SweepRoute route, WholeTableEpoch epoch) {
    try (CqlSession session = TargetSession.open(settings.access(), route.sink())) {
      Optional<TargetStatements> table = TargetStatements.find(session, route);
      if (table.isEmpty()) {
        return new Refused(
            Refusal.UNKNOWN_TARGET, "There is no table " + route.target() + "; correct --target.");
      }
      Optional<Refused> unsuitable = table.get().refusal();
      return unsuitable.isPresent() ? unsuitable.get() : swept(session, table.get(), route, epoch);
    }
  }

  /** Counts before it deletes, so that nothing is deleted from a table that is not as expected. */
  private Report swept(
      CqlSession session, TargetStatements table, SweepRoute route, WholeTableEpoch epoch) {
    RowJudgement judgement = new RowJudgement(epoch.line(), route.generation());
    RateLimiter pace = new RateLimiter(settings.scan().rowsPerSecond(), System::nanoTime);
    ShownKeys shown = new ShownKeys(settings.scan().keysShown());
    TargetSweep sweep =
        new TargetSweep(session, table, new TargetScan(session, table), judgement, pace, shown);
    Report counted = Report.of(route.target(), epoch, sweep.count(), shown.keys(), false);
    if (!settings.apply() || counted.isRefused()) {
      return counted;
    }
    return counted.gone() > counted.live() && !settings.checks().acceptMoreGoneThanLive()
        ? counted.refused(Refusal.MORE_GONE_THAN_LIVE)
        : Report.of(route.target(), epoch, sweep.apply(), shown.keys(), true);
  }
}
