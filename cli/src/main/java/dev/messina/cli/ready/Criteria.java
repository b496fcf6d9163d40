package dev.messina.cli.ready;

import dev.messina.cli.connect.ConnectorStatus;
import dev.messina.cli.frontier.FrontierForms;
import dev.messina.cli.status.MigrationStatus;
import dev.messina.cli.status.Snapshot;
import dev.messina.cli.verify.LastVerified;
import dev.messina.verification.frontier.Frontier;
import dev.messina.verification.frontier.SourceProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges what was found, one criterion at a time. docs/migrate.md has all of them. */
final class Criteria {

  static final String ROLLBACK = "rollback";

  private Criteria() {}

  /** Both connectors run, and all their tasks. */
  static Criterion connectors(MigrationStatus status) {
    String name = "connectors";
    String limit = "all RUNNING";
    List<Optional<ConnectorStatus>> both = List.of(status.source(), status.sink());
    String value =
        both.stream()
            .flatMap(Optional::stream)
            .map(Criteria::words)
            .collect(Collectors.joining("; "));
    if (status.state() == MigrationStatus.State.NOT_RUNNING) {
      return Criterion.fail(
          name,
          value,
          limit,
          both.stream()
              .flatMap(Optional::stream)
              .flatMap(one -> one.firstFailure().stream())
              .findFirst()
              .map(failure -> failure + ". Put that right, then restart it.")
              .orElse("Resume what is paused or stopped, or start a worker for it."));
    }
    return both.stream().allMatch(Optional::isPresent)
        ? Criterion.pass(name, value, limit)
        : Criterion.unknown(
            name,
            String.join("; ", status.unreadable()),
            limit,
            "Have Connect answer at --connect.");
  }

  private static String words(ConnectorStatus status) {
    Map<String, Long> tasks =
        status.tasks().stream()
            .collect(Collectors.groupingBy(ConnectorStatus.Task::state, Collectors.counting()));
    return "%s %s, tasks %s"
        .formatted(status.name(), status.state(), tasks.isEmpty() ? "none" : tasks);
  }

  /** All that was there before the stream is on the topic. */
  static Criterion snapshot(Optional<Snapshot> snapshot, List<String> unreadable) {
    String name = "snapshot";
    String limit = "complete";
    if (snapshot.isEmpty()) {
      return Criterion.unknown(
          name, String.join("; ", unreadable), limit, "Have the source's offsets readable.");
    }
    String value =
        "%d of %d segments, %,d items"
            .formatted(snapshot.get().done(), snapshot.get().segments(), snapshot.get().items());
    return switch (snapshot.get().phase()) {
      case LIVE, COMPLETE -> Criterion.pass(name, value, limit);
      case SNAPSHOT -> Criterion.fail(name, value, limit, "Wait; messina status says how long.");
      case STOPPED ->
          Criterion.fail(name, "given up: " + value, limit, "Send the signal execute-snapshot.");
      case NOT_STARTED ->
          Criterion.fail(name, "not begun", limit, "Wait for the source to begin with the table.");
    };
  }

  /** Nothing was trimmed unread that no scan has mended. */
  static Criterion dataLoss(Found<SourceProgress> source) {
    String name = "data_loss";
    String limit = "none open";
    if (source.value().isEmpty()) {
      return Criterion.unknown(name, source.reason(), limit, "Have the source's offsets readable.");
    }
    if (!source.value().get().hasBegun()) {
      return Criterion.unknown(
          name, "the source has no offset of the table", limit, "Wait for it to begin.");
    }
    return source.value().get().isLossOpen()
        ? Criterion.fail(
            name,
            "one is open",
            limit,
            "Send the signal execute-snapshot, sweep the target, then verify.")
        : Criterion.pass(name, "none open", limit);
  }

  /**
   * Up to when all is applied can be told.
   *
   * @param unreadable what did not answer
   */
  static Criterion frontier(Optional<Frontier.Reading> reading, List<String> unreadable) {
    String name = "frontier";
    String limit = "known";
    if (reading.orElse(null) instanceof Frontier.Known known) {
      return Criterion.pass(name, "applied up to " + known.appliedUntil(), limit);
    }
    List<String> reasons = reading.map(FrontierForms::reasons).orElse(List.of());
    if (reading.orElse(null) instanceof Frontier.NotYet) {
      return Criterion.fail(name, String.join("; ", reasons), limit, "Wait for it.");
    }
    List<String> told = unreadable.isEmpty() ? reasons : unreadable;
    return Criterion.unknown(
        name, String.join("; ", told), limit, "Put right what the reason names.");
  }

  /** All is applied up to a short time ago. */
  static Criterion lag(Optional<Frontier.Reading> reading, Duration most, Instant now) {
    String name = "lag";
    String limit = "at most " + FrontierForms.age(most);
    if (!(reading.orElse(null) instanceof Frontier.Known known)) {
      return reading.orElse(null) instanceof Frontier.NotYet
          ? Criterion.fail(name, "the frontier has no time yet", limit, "Wait for the frontier.")
          : Criterion.unknown(name, "the frontier is unknown", limit, "See frontier.");
    }
    Duration age = Duration.between(known.appliedUntil(), now);
    String value = "%s (%s)".formatted(FrontierForms.age(age), known.heldBy());
    return age.compareTo(most) <= 0
        ? Criterion.pass(name, value, limit)
        : Criterion.fail(
            name,
            value,
            limit,
            "Wait until it has caught up; messina status says whether source or sink is late.");
  }

  /** The target lacks no change that was put aside. */
  static Criterion deadLetters(Found<Letters> found) {
    String name = "dead_letters";
    String limit = "0 open";
    if (found.value().isEmpty()) {
      return Criterion.unknown(name, found.reason(), limit, "Have the queue readable.");
    }
    Letters letters = found.value().get();
    if (letters.unseen()) {
      return Criterion.fail(
          name,
          "the sink skips bad records and keeps none of them",
          limit,
          "Set errors.deadletterqueue.topic.name, have the table scanned again, then verify.");
    }
    if (letters.open() > 0 || letters.oversize() > 0) {
      return Criterion.fail(
          name,
          "%d open%s"
              .formatted(
                  letters.open(),
                  letters.oversize() == 0
                      ? ""
                      : "; %d changes too big for the topic".formatted(letters.oversize())),
          limit,
          letters.open() > 0
              ? "messina dlq list, explain, redrive."
              : "Raise the limit, messina repair --keys, then empty the topic of what was too"
                  + " big.");
    }
    return letters.unknown() > 0 || letters.skipped() > 0
        ? Criterion.unknown(
            name,
            "of %d the state is unknown, and %d older ones were not read"
                .formatted(letters.unknown(), letters.skipped()),
            limit,
            "messina dlq list says which; mend them with messina repair, then empty the queue.")
        : Criterion.pass(name, "0 open", limit);
  }

  /** What the application writes from now on wins against all that the source has given. */
  static Criterion writeTimestamps(
      Found<SourceProgress> source, int generation, String writeTimestampSource, Instant now) {
    String name = "write_timestamps";
    String limit = "behind the clock";
    if (source.value().isEmpty()) {
      return Criterion.unknown(name, source.reason(), limit, "Have the source's offsets readable.");
    }
    if (!writeTimestampSource.equals("header")) {
      return Criterion.unknown(
          name,
          "the sink has write.timestamp.source=" + writeTimestampSource,
          limit,
          "Only the source's own write timestamps are known.");
    }
    long micros = source.value().get().newestWriteMicros() + 2L * generation;
    Instant newest = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    String value = "newest " + newest;
    return newest.isBefore(now)
        ? Criterion.pass(name, value, limit)
        : Criterion.fail(
            name,
            "%s, %s ahead"
                .formatted(value, FrontierForms.age(Duration.between(now, newest).plusSeconds(1))),
            limit,
            "Wait until the clock has passed it: what an application writes before loses to it.");
  }

  /**
   * Every item was its row not long ago, and a final check can go on from there.
   *
   * @param deployment what is deployed now
   */
  static Criterion verified(
      Found<Optional<LastVerified>> found, String deployment, Duration oldest, Instant now) {
    String name = "verified";
    String limit = "verified, at most %s ago".formatted(FrontierForms.age(oldest));
    if (found.value().isEmpty()) {
      return Criterion.unknown(name, found.reason(), limit, "Run messina verify.");
    }
    Optional<LastVerified> last = found.value().get();
    if (last.isEmpty()) {
      return Criterion.fail(
          name, "never", limit, "Run messina verify here, or say where it has run by --state.");
    }
    if (!last.get().deployment().equals(deployment)) {
      return Criterion.fail(
          name, "of another mapping or target", limit, "Run messina verify again.");
    }
    if (!last.get().isVerified()) {
      return Criterion.fail(
          name,
          "differences at " + last.get().at(),
          limit,
          "messina verify --json lists them, messina repair mends them; then verify again.");
    }
    Duration age = Duration.between(last.get().until(), now);
    String value = "up to %s, %s ago".formatted(last.get().until(), FrontierForms.age(age));
    return age.compareTo(oldest) <= 0
        ? Criterion.pass(name, value, limit)
        : Criterion.fail(
            name, value, limit, "messina verify --since-verified looks at what changed since.");
  }

  /** What may still have to be read again is on the topic. */
  static Criterion replay(Found<TopicHolds> found, Optional<LastVerified> last) {
    String name = "replay";
    String limit = "all since the last verification, and all that is not applied";
    if (found.value().isEmpty()) {
      return Criterion.unknown(name, found.reason(), limit, "Have the topic readable.");
    }
    TopicHolds topic = found.value().get();
    if (topic.begins().isEmpty()) {
      return Criterion.fail(
          name, "there is no topic", limit, "Are these the brokers? Correct --bootstrap-servers.");
    }
    if (topic.compacted().isEmpty()) {
      return Criterion.unknown(
          name,
          "Kafka does not tell the topic's configuration",
          limit,
          "Allow DESCRIBE_CONFIGS on the topic.");
    }
    if (topic.compacted().get()) {
      return Criterion.fail(
          name, "the topic is compacted", limit, "Set cleanup.policy=delete, and snapshot again.");
    }
    if (!topic.holds(topic.committed())) {
      return Criterion.fail(
          name,
          "records that the sink has not applied are gone",
          limit,
          "Raise retention.ms, send the signal execute-snapshot, then verify.");
    }
    if (last.filter(one -> !topic.holds(one.topic())).isPresent()) {
      return Criterion.fail(
          name,
          "changes since the last verification are gone",
          limit,
          "Raise retention.ms, and run messina verify again.");
    }
    return topic.isWhole()
        ? Criterion.pass(name, "the topic holds all that was ever written to it", limit)
        : new Criterion(
            name,
            Criterion.State.PASS,
            "enough; the topic's beginning is gone",
            limit,
            "A replay of all would need a new snapshot.");
  }

  /** Tombstones are kept, and what to restore afterwards is known. */
  static Criterion tombstones(Found<TombstoneOptions> found) {
    String name = "tombstone_gc";
    String limit = "tombstones are kept";
    if (found.value().isEmpty()) {
      return Criterion.unknown(name, found.reason(), limit, "Have the target readable.");
    }
    TombstoneOptions options = found.value().get();
    return options.dropsAtOnce()
        ? Criterion.fail(
            name,
            options.words() + ", which drops them at once",
            limit,
            "ALTER TABLE %s WITH tombstone_gc = {'mode': 'disabled'}; then verify again."
                .formatted(options.table()))
        : new Criterion(
            name,
            Criterion.State.PASS,
            options.words(),
            limit,
            options.restore().map(statement -> "After the cut-over: " + statement).orElse(""));
  }

  /** No other connector of the cluster writes the target. */
  static Criterion writers(Found<List<String>> others) {
    String name = "writers";
    String limit = "this sink alone";
    if (others.value().isEmpty()) {
      return Criterion.unknown(name, others.reason(), limit, "Have Connect answer at --connect.");
    }
    return others.value().get().isEmpty()
        ? Criterion.pass(name, "this sink alone", limit)
        : Criterion.fail(
            name,
            "also " + String.join(", ", others.value().get()),
            limit,
            "Remove it; if it writes another cluster's table, say --ignore-connector.");
  }

  /** There is a way back. */
  static Criterion rollback(Set<String> waived) {
    String limit = "armed, or waived by name";
    return waived.contains(ROLLBACK)
        ? new Criterion(ROLLBACK, Criterion.State.WAIVED, "none", limit, "")
        : Criterion.fail(
            ROLLBACK,
            "none: nothing carries the application's later writes back to DynamoDB",
            limit,
            "Decide that you can do without, and say --waive rollback.");
  }
}
