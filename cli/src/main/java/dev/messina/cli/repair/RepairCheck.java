package dev.messina.cli.repair;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.connect.ConnectorStatus;
import dev.messina.cli.signal.ControlTopic;
import dev.messina.cli.signal.TableEpochs;
import dev.messina.cli.sweep.ListedSweep;
import dev.messina.cli.verify.Migration;
import dev.messina.cli.verify.OpenMigration;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a repair may be made at all; asked before anything is done. */
final class RepairCheck {

  /** Longer ago is no difference of now, and much to read on the topic. */
  private static final Duration AGE_MAX = Duration.ofHours(24);

  private final OpenMigration open;
  private final RepairSettings settings;
  private final Clock clock;

  RepairCheck(OpenMigration open, RepairSettings settings, Clock clock) {
    this.open = open;
    this.settings = settings;
    this.clock = clock;
  }

  private Migration migration() {
    return open.migration();
  }

  /** Why nothing may be done; empty if there is nothing against it, or nothing to do. */
  Optional<Refused> refusal(List<Wanted> wanted) {
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    return tooMany(wanted)
        .or(() -> newer(wanted))
        .or(this::notRunning)
        .or(
            () ->
                new TableEpochs(sourceOffsets(), migration().table())
                    .refusal()
                    .map(refusal -> new Refused(refusal.code(), refusal.reason())))
        .or(this::noControlTopic)
        .or(() -> sweepRefusal(wanted));
  }

  private List<JsonNode> sourceOffsets() {
    return open.connect().offsets(migration().source().name());
  }

  private Optional<Refused> tooMany(List<Wanted> wanted) {
    return wanted.size() <= settings.most()
        ? Optional.empty()
        : Optional.of(
            new Refused(
                "too_many",
                ("%d items and rows are more than --max-keys %d. So many have one cause: put that"
                        + " right, then have the whole table read again with the signal"
                        + " execute-snapshot and sweep it; or raise --max-keys.")
                    .formatted(wanted.size(), settings.most())));
  }

  private Optional<Refused> newer(List<Wanted> wanted) {
    long newer = wanted.stream().filter(Wanted::isNewer).count();
    return newer == 0 || settings.leavesNewer()
        ? Optional.empty()
        : Optional.of(
            new Refused(
                "target_newer",
                ("%d rows show write timestamps ahead of the source's (target_newer): whatever the"
                     + " source sends loses to them, and so it would to a delete by hand. Find out"
                     + " who writes the table, wait until those times have passed, verify, and"
                     + " repair; see docs/repair.md for times that are far ahead. Or say"
                     + " --leave-target-newer to mend the others.")
                    .formatted(newer)));
  }

  private Optional<Refused> notRunning() {
    return Stream.of(migration().source().name(), migration().sink().name())
        .map(name -> open.connect().status(name))
        .filter(status -> !status.isRunning())
        .findFirst()
        .map(
            status ->
                new Refused(
                    "not_running",
                    status
                        .firstFailure()
                        .map(failure -> failure + ". Put that right first.")
                        .orElseGet(() -> stands(status))));
  }

  private static String stands(ConnectorStatus status) {
    return "Connector %s is %s and not all of its tasks run; resume it, then repair."
        .formatted(status.name(), status.state());
  }

  private Optional<Refused> noControlTopic() {
    String topic = ControlTopic.of(migration().source());
    return open.reader().exists(topic)
        ? Optional.empty()
        : Optional.of(
            new Refused(
                "topic_missing",
                "There is no topic %s for signals; are these the brokers of the source?"
                    .formatted(topic)));
  }

  private Optional<Refused> sweepRefusal(List<Wanted> wanted) {
    Optional<Instant> oldest = Wanted.oldestRow(wanted);
    if (oldest.isEmpty()) {
      return Optional.empty();
    }
    return new ListedSweep(open.connect(), open.reader(), migration().route())
        .refusal(
            open.connect().connectors().values(),
            settings.ignoredConnectors(),
            settings.trustedTransforms())
        .map(Refused::of)
        .or(
            () ->
                oldest.get().isBefore(clock.instant().minus(AGE_MAX))
                    ? Optional.of(
                        new Refused(
                            "too_old",
                            "Rows without an item were seen at %s; verify again, then repair."
                                .formatted(oldest.get())))
                    : Optional.empty())
        .or(
            () ->
                TopicEvidence.of(open).holdsSince(oldest.get())
                    ? Optional.empty()
                    : Optional.of(
                        new Refused(
                            "topic_trimmed",
                            ("Topic %s no longer holds all that came since %s, when rows without an"
                                    + " item were seen; verify again, then repair.")
                                .formatted(migration().topic(), oldest.get()))));
  }
}
