package dev.messina.cli.ready;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.dlq.DeadLetterQueue;
import dev.messina.cli.dlq.DlqSettings;
import dev.messina.cli.dlq.Judged;
import dev.messina.cli.dlq.LetterForms;
import dev.messina.cli.dlq.State;
import dev.messina.cli.migration.OpenPair;
import dev.messina.cli.migration.PairName;
import dev.messina.cli.status.MigrationStatus;
import dev.messina.cli.status.StatusReader;
import dev.messina.cli.status.TableStatus;
import dev.messina.cli.sweep.Access;
import dev.messina.cli.sweep.OtherWriters;
import dev.messina.cli.sweep.TargetSession;
import dev.messina.cli.verify.LastVerified;
import dev.messina.cli.verify.Migration;
import dev.messina.cli.verify.MigrationSettings;
import dev.messina.verification.frontier.Frontier;
import dev.messina.verification.frontier.SourceProgress;
import dev.messina.verification.row.TargetTable;
import dev.messina.verification.topic.TopicReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks everybody whether a table may be cut over, again and again. What does not answer is a
 * criterion that does not hold. For use by one thread.
 */
public final class Gate implements AutoCloseable {

  /** Criteria that may be waived. */
  public static final Set<String> WAIVABLE = Set.of(Criteria.ROLLBACK);

  private static final Duration REST_PATIENCE = Duration.ofSeconds(20);
  private static final long LETTERS_MOST = 100_000;
  private static final long RECORDS_MOST = 5_000_000;
  private static final Map<String, String> KAFKA_PATIENCE =
      Map.of("request.timeout.ms", "10000", "default.api.timeout.ms", "20000");

  private final ReadySettings settings;
  private final ConnectRest connect;
  private final Migration migration;
  private final MigrationSettings where;
  private final OpenPair open;
  private final StatusReader status;

  /**
   * @throws IllegalArgumentException if the two connectors are no migration, or a setting cannot be
   *     followed; in one line
   * @throws RuntimeException if Connect does not answer
   */
  public Gate(ReadySettings settings) {
    this.settings = settings;
    this.where = settings.migration();
    this.connect = new ConnectRest(where::connect, REST_PATIENCE);
    this.migration = Migration.of(connect, where);
    PairName name =
        new PairName(where.connect(), where.source(), where.sink(), Optional.of(migration.table()));
    this.open = new OpenPair(name, where.access(), where.dynamoDb());
    this.status = new StatusReader(name, where.access(), where.dynamoDb());
  }

  /** The table and its connectors as they were when this was opened. */
  public Migration migration() {
    return migration;
  }

  /** What the migration is called. */
  public PairName name() {
    return open.name();
  }

  /** How the migration stands, as {@code messina status} tells it. */
  public MigrationStatus status() {
    return status.read();
  }

  /** Looks once. Nothing is thrown: what cannot be read is a criterion that does not hold. */
  public GateVerdict look() {
    MigrationStatus stands = status.read();
    Found<List<JsonNode>> offsets = Found.ask(open::sourceOffsets);
    Found<SourceProgress> source =
        offsets.value().isPresent()
            ? Found.of(new SourceProgress(offsets.value().get(), migration.table()))
            : Found.nothing(offsets.reason());
    Found<Optional<LastVerified>> verified = Found.ask(() -> LastVerified.read(folder()));
    Found<TopicHolds> topic = Found.ask(this::topic);
    Optional<TableStatus> table = stands.tables().stream().findFirst();
    Optional<Frontier.Reading> reading = table.map(TableStatus::frontier);
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new GateVerdict(
        now,
        migration,
        List.of(
            Criteria.connectors(stands),
            Criteria.snapshot(table.flatMap(TableStatus::snapshot), stands.unreadable()),
            Criteria.dataLoss(source),
            Criteria.frontier(reading, stands.unreadable()),
            Criteria.lag(reading, settings.lagMost(), now),
            Criteria.deadLetters(Found.ask(this::letters)),
            Criteria.writeTimestamps(source, generation(), writeTimestampSource(), now),
            Criteria.verified(
                verified, LastVerified.deployment(migration), settings.verifiedMost(), now),
            Criteria.replay(topic, verified.value().flatMap(last -> last)),
            Criteria.tombstones(Found.ask(this::tombstones)),
            Criteria.writers(Found.ask(this::otherWriters)),
            Criteria.rollback(settings.waived())));
  }

  private Path folder() {
    return settings.state().orElseGet(() -> LastVerified.folder(migration));
  }

  private int generation() {
    return Integer.parseInt(migration.sink().text("mapping.generation", "0"));
  }

  private String writeTimestampSource() {
    return migration.sink().text("write.timestamp.source", "header");
  }

  /** The ends are read last: what the sink has committed lies below them, while both go on. */
  private TopicHolds topic() {
    TopicReader reader = open.reader();
    String name = migration.topic();
    Map<Integer, Long> begins = reader.begins(name);
    Map<Integer, Long> committed = open.sinkOffsets(name);
    Map<Integer, Long> ends = reader.ends(name);
    return new TopicHolds(
        begins, ends, committed, begins.isEmpty() ? Optional.of(false) : reader.isCompacted(name));
  }

  private Letters letters() {
    long oversize =
        open.pair().deadLetters().stream()
            .filter(queue -> !queue.equals(queue()))
            .mapToLong(this::records)
            .sum();
    if (queue().isEmpty()) {
      boolean skips = migration.sink().text("errors.tolerance", "none").equals("all");
      return new Letters(0, 0, 0, oversize, skips);
    }
    DlqSettings which =
        new DlqSettings(
            where.connect(),
            Optional.of(where.source()),
            where.sink(),
            patient(where.access()),
            LETTERS_MOST,
            RECORDS_MOST);
    try (DeadLetterQueue letters = new DeadLetterQueue(which)) {
      List<Judged> judged = letters.letters();
      return new Letters(
          LetterForms.count(judged, State.OPEN),
          LetterForms.count(judged, State.UNKNOWN),
          letters.skipped(),
          oversize,
          false);
    }
  }

  private String queue() {
    return migration.sink().text("errors.deadletterqueue.topic.name", "");
  }

  private long records(String queue) {
    Map<Integer, Long> begins = open.reader().begins(queue);
    return open.reader().ends(queue).entrySet().stream()
        .mapToLong(end -> end.getValue() - begins.getOrDefault(end.getKey(), 0L))
        .sum();
  }

  private static Access patient(Access access) {
    Map<String, String> kafka = new HashMap<>(KAFKA_PATIENCE);
    kafka.putAll(access.kafka());
    return new Access(
        access.target(),
        access.contactPoints(),
        access.localDatacenter(),
        access.username(),
        access.password(),
        access.driverConfig(),
        access.bootstrapServers(),
        kafka);
  }

  /** What the target says of its tombstones. */
  public TombstoneOptions tombstones() {
    try (CqlSession session = TargetSession.open(where.access(), migration.sinkFile())) {
      TargetTable table =
          TargetTable.find(session, migration.target())
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "There is no table %s; make it, or correct --target."
                              .formatted(migration.target())));
      session.execute(
          "SELECT * FROM %s.%s LIMIT 1"
              .formatted(
                  table.metadata().getKeyspace().asCql(true),
                  table.metadata().getName().asCql(true)));
      return TombstoneOptions.of(session, table.metadata());
    } catch (AllNodesFailedException unreachable) {
      throw TargetSession.unreachable(unreachable);
    }
  }

  private List<String> otherWriters() {
    return OtherWriters.of(
        connect.connectors().values(), migration.route(), settings.ignoredConnectors());
  }

  @Override
  public void close() {
    status.close();
    open.close();
  }
}
