package dev.messina.source.table;

import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.FailureText;
import dev.messina.source.change.Epoch;
import dev.messina.source.control.Kafka;
import dev.messina.source.control.Signal;
import dev.messina.source.control.TopicQuestions.TopicHistory;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.fetch.Fetch;
import dev.messina.source.metrics.SourceMetrics;
import dev.messina.source.metrics.StallCause;
import dev.messina.source.offset.CommittedOffsets;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import dev.messina.source.offset.TableState;
import dev.messina.source.snapshot.SnapshotSettings;
import dev.messina.source.snapshot.SnapshotSettings.SnapshotMode;
import dev.messina.source.stream.DataLossPolicy;
import dev.messina.source.stream.StreamOrigin;
import dev.messina.source.table.StreamWatch.StreamLook;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fixes the first epoch of a table. The task that leads the table chooses it, and commits it twice:
 * in the table's offset, and once that has been read back in another one. It counts when both have
 * been read back. Until then no task sends anything of the table, so that no two work with
 * different epochs. Whatever was chosen, the committed one holds.
 *
 * <p>Two tasks may lead for a while, where a zombie task is still running. Of two epochs the higher
 * one is right, since all that was sent below it is sent again above it: who reads a lower one back
 * sends the higher one again. What such a worker has sent may be committed at any time later, but
 * only to one of the two places after it could have seen the higher one.
 */
public final class FirstEpoch implements TableStage {

  private static final Logger LOG = LoggerFactory.getLogger(FirstEpoch.class);

  private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(5);

  private static final Duration LOOK_COUNTS_FOR = Duration.ofMinutes(5);

  /** A stream says only when it was asked for; it records changes some time after that. */
  private static final Duration SWITCHED_ON_WITHIN = Duration.ofMinutes(30);

  private final TableSettings settings;
  private final TableAssignment share;
  private final DynamoDb dynamoDb;
  private final Clocks clocks;
  private final Kafka kafka;
  private final CommittedOffsets offsets;
  private final SourceMetrics metrics;
  private final List<Signal> signals = new ArrayList<>();
  private StreamLook found;
  private boolean looking;
  private int looksInVain;
  private final FoundExport export;
  private TopicHistory history;
  private boolean asked;
  private TableOffset chosen;
  private Sent lastSent;

  public FirstEpoch(
      TableSettings settings,
      DynamoDb dynamoDb,
      Kafka kafka,
      CommittedOffsets offsets,
      SourceMetrics metrics) {
    this.settings = settings;
    this.share = settings.share();
    this.dynamoDb = dynamoDb;
    this.clocks = dynamoDb.clocks();
    this.kafka = kafka;
    this.offsets = offsets;
    this.metrics = metrics;
    this.export = new FoundExport(settings, dynamoDb);
    look(Duration.ZERO);
  }

  @Override
  public TableStage agree(TableState agreement) {
    if (found == null) {
      return this;
    }
    TableOffset committed = agreement.table();
    if (committed != null && !committed.isFirst()) {
      return reading(agreement);
    }
    TableOffset highest = highest(chosen, highest(agreement.first(), committed));
    if (highest == null) {
      if (share.leads() && knowsWhatWasGiven() && export.isKnown() && records()) {
        choose(clocks.now());
      }
      return this;
    }
    if (isBefore(committed, highest)) {
      send(new SourcePartition.Table(share.table()), committed, highest);
      return this;
    }
    if (isBefore(agreement.first(), highest)) {
      send(new SourcePartition.First(share.table()), agreement.first(), highest);
      return this;
    }
    return reading(agreement);
  }

  private TableStage reading(TableState agreement) {
    TableOffset committed = agreement.table();
    requireSameTable(committed);
    new ModeChange(settings, offsets).require(agreement);
    if (ModeChange.beginsToFollow(settings.snapshot().mode(), committed)) {
      requireStream();
    }
    metrics.table(share.table()).streaming().notRecording(StallCause.NONE);
    LOG.info(
        "Table '{}': epoch {} is committed, reading begins",
        share,
        committed.epoch().epochMicros());
    TableStage reading =
        new TableReader(settings, found.table(), agreement, dynamoDb, kafka, offsets, metrics);
    signals.forEach(reading::accept);
    return reading;
  }

  /** The one with the higher first epoch; of two with the same, the second. */
  private static TableOffset highest(TableOffset one, TableOffset other) {
    return isBefore(other, one) ? one : other;
  }

  private static boolean isBefore(TableOffset committed, TableOffset other) {
    return other != null && (committed == null || committed.firstMicros() < other.firstMicros());
  }

  /** Sends a position once for each other one that was read back in its place. */
  private void send(SourcePartition partition, TableOffset over, TableOffset position) {
    Sent sent = new Sent(partition, over, position);
    if (!share.leads() || sent.equals(lastSent)) {
      return;
    }
    if (over != null) {
      LOG.warn(
          "Table '{}': epoch {} was committed over the later {}, which is sent again; is a zombie"
              + " task still running?",
          share.table(),
          over.firstMicros(),
          position.firstMicros());
    }
    lastSent = sent;
    kafka.outbox().commit(partition, position);
  }

  @Override
  public void accept(Signal signal) {
    signals.add(signal);
  }

  @Override
  public TableStage advance() {
    return this;
  }

  /**
   * Whether it is known that no write timestamp was given before, or above which. Offsets that are
   * lost would otherwise begin again below what is on the topic.
   */
  private boolean knowsWhatWasGiven() {
    String topic = settings.origin().topics().topic(share.table());
    if (history == null && !asked) {
      asked = true;
      String what = "Asking Kafka about topic '" + topic + "'";
      dynamoDb
          .fetches()
          .request(
              new Fetch<>(
                  Fetch.Lane.STREAM,
                  what,
                  () -> kafka.topics().apply(topic),
                  answer -> history = answer,
                  failure -> history = withoutAnswer(what, failure)),
              Duration.ZERO);
    }
    if (history != null && history.holdsRecords() && !isBelowFloor(history)) {
      throw stateLost(topic);
    }
    return history != null;
  }

  /** Only an epoch barrier says more than that nothing is known. */
  private TopicHistory withoutAnswer(String what, Exception failure) {
    if (settings.epochs().writeTimestampMin() == null) {
      throw StreamOrigin.stopped(what, failure);
    }
    LOG.warn(
        "{} failed; write.timestamp.min is not held against what the topic holds", what, failure);
    return TopicHistory.NONE;
  }

  /**
   * An epoch barrier that was set for an earlier loss, and left in, lies below what was given
   * since.
   */
  private boolean isBelowFloor(TopicHistory held) {
    Instant writeTimestampMin = settings.epochs().writeTimestampMin();
    return writeTimestampMin != null
        && Epoch.micros(writeTimestampMin) > held.newestWriteMicros().orElse(0);
  }

  private ConnectException stateLost(String topic) {
    Instant now = clocks.now();
    Instant newest =
        history.newestWriteMicros().isPresent()
            ? Epoch.instant(history.newestWriteMicros().getAsLong())
            : now;
    Instant suggested = (newest.isAfter(now) ? newest : now).truncatedTo(ChronoUnit.SECONDS);
    return new ConnectException(
        "Table '"
            + share.table()
            + "': topic '"
            + topic
            + "' already holds records, but this connector has no offset for the table, so it does"
            + " not know which write timestamps were given. Does another connector write to it?"
            + " Then give this one a topic.prefix of its own. Was the connector renamed, or were"
            + " its offsets deleted?"
            + (settings.epochs().writeTimestampMin() == null
                ? ""
                : " The write.timestamp.min that is configured is not later than them.")
            + " Then set write.timestamp.min to an instant after every write timestamp on the"
            + " topic, such as "
            + suggested.plusSeconds(1)
            + " (the newest seen is "
            + newest
            + "), or delete the topic if nothing is to be read from it any more.");
  }

  private void look(Duration delay) {
    looking = true;
    dynamoDb
        .fetches()
        .request(
            new Fetch<>(
                Fetch.Lane.STREAM,
                "Describing table '" + share.table() + "'",
                () -> StreamLook.take(dynamoDb, share.table(), table -> followsStream()),
                this::looked,
                this::fail),
            delay);
  }

  private void looked(StreamLook look) {
    looking = false;
    metrics.connected();
    found = look;
  }

  /**
   * Whether the stream records whatever changes from now on. A change that is made while it is
   * being switched on is in no stream, and must not come after the reading of its item.
   */
  private boolean records() {
    if (!followsStream()) {
      return true;
    }
    if (looking) {
      return false;
    }
    if (clocks.turn().isAfter(found.askedAt().plus(LOOK_COUNTS_FOR))) {
      look(Duration.ZERO);
      return false;
    }
    requireStream();
    if (found.records()) {
      return true;
    }
    metrics.table(share.table()).streaming().notRecording(StallCause.SWITCHED_ON);
    looksInVain++;
    if (Integer.bitCount(looksInVain) == 1) {
      LOG.warn(
          "Table '{}': its stream {} does not record changes yet; nothing is read before it does",
          share.table(),
          found.table().streamArn());
    }
    look(LOOK_AGAIN_AFTER);
    return false;
  }

  private void requireStream() {
    Optional<String> problem = found.table().problemOfStream();
    if (problem.isPresent()) {
      throw new ConnectException(problem.get());
    }
    if (found.gone()) {
      throw new ConnectException(
          "Table '"
              + share.table()
              + "': its stream "
              + found.table().streamArn()
              + " does not exist. Correct the option 'aws.streams.endpoint', or look whether the"
              + " stream was switched off just now.");
    }
  }

  /** When the stream came to record all changes, at the latest. */
  private Instant recordsSince(Instant now) {
    if (looksInVain > 0 || found.stream() == null || found.stream().createdAt() == null) {
      return now;
    }
    return found.stream().createdAt().plus(SWITCHED_ON_WITHIN);
  }

  private void choose(Instant now) {
    if (found.table().earliestNow() == null) {
      LOG.warn(
          "Table '{}': DynamoDB's answer has no Date header; the overlap with the snapshot is taken"
              + " from the worker's clock alone, which must be right to within minutes",
          share.table());
    }
    TableOffset.Scan scan =
        export
            .scan(found.table(), followsStream() ? recordsSince(now) : Instant.MIN, now)
            .orElseGet(() -> scan(now));
    chosen =
        TableOffset.first(
            scan,
            found.table().id(),
            followsStream() ? found.table().streamLabel() : "",
            now.toEpochMilli());
    LOG.info(
        "Table '{}': epoch {} chosen, {} segments, consistent reads {}; waiting until it is"
            + " committed",
        share.table(),
        scan.epoch().epochMicros(),
        chosen.totalSegments(),
        chosen.consistentRead());
    send(new SourcePartition.Table(share.table()), null, chosen);
  }

  private TableOffset.Scan scan(Instant now) {
    SnapshotSettings snapshot = settings.snapshot();
    Epoch epoch =
        Epoch.choose(
            now,
            found.table().earliestNow(),
            settings.stream().overlap(),
            settings.epochs().writeTimestampMin());
    // What changed before the stream began is in no stream; a stale page could miss it.
    boolean streamReachesBack =
        followsStream() && Epoch.micros(recordsSince(now)) <= epoch.streamStartMicros();
    return new TableOffset.Scan(
        epoch,
        snapshot.mode() == SnapshotMode.NO_DATA ? 0 : snapshot.segments(),
        !streamReachesBack || snapshot.consistentRead(),
        "");
  }

  private boolean followsStream() {
    return settings.snapshot().mode().followsStream();
  }

  private void requireSameTable(TableOffset committed) {
    if (!TableIdentity.isSame(found.table(), committed)
        && settings.epochs().dataLossPolicy() == DataLossPolicy.FAIL) {
      throw TableIdentity.other(found.table(), committed, settings.origin().connector());
    }
  }

  private void fail(Exception failure) {
    if (FailureKind.of(failure) == FailureKind.GONE) {
      throw new ConnectException(
          "Table '"
              + share.table()
              + "' does not exist in region "
              + settings.origin().region()
              + ". Correct the option 'tables', 'aws.region' or 'aws.endpoint'.",
          failure);
    }
    throw new ConnectException(
        "Table '" + share.table() + "' cannot be described: " + FailureText.of(failure), failure);
  }

  /**
   * What was sent.
   *
   * @param over what had been read back in its place, null if nothing
   */
  private record Sent(SourcePartition partition, TableOffset over, TableOffset position) {}
}
