package dev.messina.source.table;

import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.ShardListPage;
import dev.messina.source.aws.TableDescription;
import dev.messina.source.change.Epoch;
import dev.messina.source.control.Kafka;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.fetch.Fetch;
import dev.messina.source.metrics.StallCause;
import dev.messina.source.metrics.StreamMetrics;
import dev.messina.source.offset.DataLossOffset;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import dev.messina.source.offset.TableState;
import dev.messina.source.stream.DataLossPolicy;
import dev.messina.source.stream.Remedies;
import dev.messina.source.stream.StreamOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Looks now and then whether the stream that is followed still records the table's changes. One
 * that was switched off is a loss that has begun: the task stops, or the loss is reported, as the
 * data loss policy says.
 */
final class StreamWatch {

  private static final Logger LOG = LoggerFactory.getLogger(StreamWatch.class);

  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final TableSettings settings;
  private final DynamoDb dynamoDb;
  private final Clocks clocks;
  private final Kafka kafka;
  private final String name;
  private final StreamMetrics metrics;
  private TableDescription description;
  private StreamLook look;
  private boolean looking;
  private boolean askStream = true;
  private Instant nextLook = Instant.MIN;
  private TableOffset table;
  private DataLossOffset loss;
  private Instant recordedAt;
  private boolean off;
  private boolean listedOff;

  /**
   * @param description what is known of the table before the first look
   */
  StreamWatch(
      TableSettings settings,
      TableDescription description,
      DynamoDb dynamoDb,
      Kafka kafka,
      StreamMetrics metrics) {
    this.settings = settings;
    this.dynamoDb = dynamoDb;
    this.clocks = dynamoDb.clocks();
    this.kafka = kafka;
    this.name = description.name();
    this.metrics = metrics;
    this.description = description;
  }

  /**
   * Looks if it is time to.
   *
   * @param agreement with a committed epoch
   * @param listed whether the last listing of the followed stream said that it is switched off
   */
  void advance(TableState agreement, boolean listed) {
    table = agreement.table();
    loss = agreement.loss();
    if (listed && !listedOff) {
      lookNow();
    }
    listedOff = listed;
    Instant now = clocks.turn();
    if (looking || now.isBefore(nextLook)) {
      return;
    }
    looking = true;
    nextLook = now.plus(INTERVAL);
    boolean ask = askStream;
    askStream = false;
    String followed = table.stream();
    // Who follows no stream need not be permitted to ask one.
    boolean follows = settings.snapshot().mode().followsStream() || !table.stream().isEmpty();
    String what = "Describing table '" + name + "'";
    dynamoDb
        .fetches()
        .request(
            new Fetch<>(
                Fetch.Lane.STREAM,
                what,
                () ->
                    StreamLook.take(
                        dynamoDb, name, found -> follows && (ask || isInDoubt(found, followed))),
                this::looked,
                failure -> {
                  throw StreamOrigin.stopped(what, failure);
                }),
            Duration.ZERO);
  }

  /** Looks again without a wait, and asks the stream itself. */
  void lookNow() {
    nextLook = Instant.MIN;
    askStream = true;
  }

  /** The table as it was last seen. */
  TableDescription description() {
    return description;
  }

  /**
   * Whether the table has another stream than the one that is followed, or the first to follow, or
   * is another table.
   */
  boolean isReplaced(TableOffset followed) {
    return description.streamEnabled()
        && (followed.stream().isEmpty()
            ? beginsToFollow(followed)
            : !TableIdentity.isSame(description, followed));
  }

  /** Whether an epoch loses nothing of the table: its stream records, or none is followed. */
  boolean records(TableOffset followed) {
    return followed.stream().isEmpty()
        ? !beginsToFollow(followed)
        : (latestRecords() && TableIdentity.isSame(look.table(), followed));
  }

  /** Whether it is known that the stream which is followed records no more, and never will. */
  boolean isOver(TableOffset followed) {
    return look != null && (off || isReplaced(followed));
  }

  /** Whether the table's latest stream records, be it the one that is followed or another. */
  boolean latestRecords() {
    return look != null && look.records();
  }

  /** Whether a look has begun at this time or later, on the clock of waits. */
  boolean hasLookedSince(Instant time) {
    return look != null && !look.askedAt().isBefore(time);
  }

  private boolean beginsToFollow(TableOffset followed) {
    return ModeChange.beginsToFollow(settings.snapshot().mode(), followed);
  }

  private static boolean isInDoubt(TableDescription found, String followed) {
    return !found.streamEnabled() || !followed.equals(found.streamLabel());
  }

  private void looked(StreamLook found) {
    looking = false;
    if (!found.table().key().equals(description.key())) {
      throw new ConnectException(
          "Table '"
              + name
              + "' was created again with another key. "
              + Remedies.newSnapshot(settings.origin().connector()));
    }
    description = found.table();
    look = found;
    if (table.stream().isEmpty()) {
      return;
    }
    if (isReplaced(table)) {
      if (settings.epochs().dataLossPolicy() == DataLossPolicy.FAIL) {
        throw TableIdentity.other(description, table, settings.origin().connector());
      }
      off = false;
      description.problemOfStream().ifPresent(problem -> LOG.error("{}", problem));
      metrics.notRecording(found.records() ? StallCause.NONE : StallCause.SWITCHED_ON);
    } else if (!found.isOff()) {
      off = false;
      recordedAt = found.records() ? clocks.now() : recordedAt;
      metrics.notRecording(StallCause.NONE);
    } else if (!off) {
      off = true;
      metrics.notRecording(StallCause.SWITCHED_OFF);
      tellOff();
    }
  }

  private void tellOff() {
    DataLossPolicy policy = settings.epochs().dataLossPolicy();
    Instant now = clocks.now();
    boolean known = loss != null && loss.shard().isEmpty() && loss.stream().equals(table.stream());
    long fromMicros = known ? loss.fromMicros() : recordedAt == null ? 0 : Epoch.micros(recordedAt);
    String message = message(fromMicros, now, policy);
    if (policy == DataLossPolicy.FAIL) {
      throw new ConnectException(message);
    }
    LOG.error("{}", message);
    metrics.loss();
    DataLossOffset found =
        new DataLossOffset(
            known ? loss.epochMicros() : table.currentEpochMicros(),
            table.stream(),
            "",
            fromMicros,
            Epoch.micros(now),
            now.toEpochMilli(),
            policy == DataLossPolicy.RESNAPSHOT);
    kafka.outbox().commit(new SourcePartition.DataLoss(name), found);
    kafka
        .outbox()
        .tell(
            kafka
                .notifications()
                .loss(
                    name,
                    table.stream(),
                    "",
                    Epoch.instant(fromMicros),
                    now,
                    policy.name().toLowerCase(Locale.ROOT)));
  }

  private String message(long fromMicros, Instant now, DataLossPolicy policy) {
    String since =
        fromMicros > 0
            ? "after " + Epoch.instant(fromMicros)
            : "before this task began to look at it";
    String rest =
        policy == DataLossPolicy.FAIL
            ? ". Then set data.loss.policy=resnapshot and restart the connector: what is left of"
                + " the old stream is read to its end, and the table is scanned again once the"
                + " new stream records. Or: "
                + Remedies.newSnapshot(settings.origin().connector())
            : ". What is left of the old stream is read to its end, and the table is scanned again"
                + " once a new stream records. Rows of items that were deleted meanwhile may remain"
                + " in the target.";
    return "Table '"
        + name
        + "': its stream "
        + (description.streamArn() == null ? table.stream() : arn())
        + " was switched off "
        + since
        + " and found so at "
        + now
        + ". Changes made since then are in no stream and are lost until the table is scanned"
        + " again; what the stream recorded before, it keeps for 24 hours. Run: "
        + description.switchOnCommand()
        + rest;
  }

  private String arn() {
    return StreamOrigin.arn(description.streamArn(), table.stream());
  }

  /**
   * What was seen of a table and of the stream that it names as its latest.
   *
   * @param stream null if it was not asked about, or is not there
   * @param gone whether it is not there
   * @param askedAt when, on the clock of waits
   */
  record StreamLook(TableDescription table, ShardListPage stream, boolean gone, Instant askedAt) {

    /**
     * Looks, by one call or two, on the caller's thread.
     *
     * @param askStream whether the stream is asked itself, by what the table says of it
     * @throws SdkException if DynamoDB does not answer, or there is no such table
     */
    static StreamLook take(DynamoDb dynamoDb, String name, Predicate<TableDescription> askStream) {
      Instant askedAt = dynamoDb.clocks().turn();
      TableDescription table = dynamoDb.tables().describe(name);
      if (table.streamArn() == null || !askStream.test(table)) {
        return new StreamLook(table, null, table.streamArn() == null, askedAt);
      }
      try {
        ShardListPage stream = dynamoDb.streams().describe(table.streamArn(), null);
        return new StreamLook(table, stream, false, askedAt);
      } catch (SdkException e) {
        if (FailureKind.of(e) != FailureKind.GONE) {
          throw e;
        }
        return new StreamLook(table, null, true, askedAt);
      }
    }

    /** Whether changes are recorded from now on at the latest, and with their new images. */
    boolean records() {
      return table.problemOfStream().isEmpty() && !gone && (stream == null || stream.isRecording());
    }

    /**
     * Whether changes are recorded no more. The stream's own word counts: that of the table may be
     * older.
     */
    boolean isOff() {
      if (gone) {
        return true;
      }
      boolean told = stream != null && stream.tellsStatus();
      return told ? stream.isSwitchedOff() : !table.streamEnabled();
    }
  }
}
