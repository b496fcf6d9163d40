package dev.messina.source;

import dev.messina.source.aws.TableDescription;
import dev.messina.source.change.Epoch;
import dev.messina.source.fetch.Fetch;
import dev.messina.source.metrics.StallCause;
import dev.messina.source.metrics.StreamMetrics;
import dev.messina.source.offset.DataLossOffset;
import dev.messina.source.offset.SourcePartition;
import dev.messina.source.offset.TableOffset;
import dev.messina.source.offset.TableState;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then whether the stream that is followed still records the table's changes. One
 * that was switched off is a loss that has begun: the task stops, or the loss is reported, as the
 * data loss policy says.
 */
final class StreamWatch {

  private static final Logger LOG = LoggerFactory.getLogger(StreamWatch.class);

  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final TaskScope scope;
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
  StreamWatch(TaskScope scope, TableDescription description) {
    this.scope = scope;
    this.name = description.name();
    this.metrics = scope.metrics().table(name).streaming();
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
    Instant now = scope.timer().instant();
    if (looking || now.isBefore(nextLook)) {
      return;
    }
    looking = true;
    nextLook = now.plus(INTERVAL);
    boolean ask = askStream;
    askStream = false;
    String followed = table.stream();
    // Who follows no stream need not be permitted to ask one.
    boolean follows = scope.config().snapshot().mode().followsStream() || !table.stream().isEmpty();
    String what = "Describing table '" + name + "'";
    scope
        .fetches()
        .request(
            new Fetch<>(
                Fetch.Lane.STREAM,
                what,
                () ->
                    StreamLook.take(
                        scope, name, found -> follows && (ask || isInDoubt(found, followed))),
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
    return ModeChange.beginsToFollow(scope.config().snapshot().mode(), followed);
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
              + Remedies.newSnapshot(scope.config().connector()));
    }
    description = found.table();
    look = found;
    if (table.stream().isEmpty()) {
      return;
    }
    if (isReplaced(table)) {
      if (scope.config().epochs().dataLossPolicy() == DataLossPolicy.FAIL) {
        throw TableIdentity.other(description, table, scope.config().connector());
      }
      off = false;
      description.problemOfStream().ifPresent(problem -> LOG.error("{}", problem));
      metrics.notRecording(found.records() ? StallCause.NONE : StallCause.SWITCHED_ON);
    } else if (!found.isOff()) {
      off = false;
      recordedAt = found.records() ? scope.clock().instant() : recordedAt;
      metrics.notRecording(StallCause.NONE);
    } else if (!off) {
      off = true;
      metrics.notRecording(StallCause.SWITCHED_OFF);
      tellOff();
    }
  }

  private void tellOff() {
    DataLossPolicy policy = scope.config().epochs().dataLossPolicy();
    Instant now = scope.clock().instant();
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
    scope.outbox().add(scope.control().offsetRecord(new SourcePartition.DataLoss(name), found));
    scope
        .notifications()
        .loss(
            name,
            table.stream(),
            "",
            Epoch.instant(fromMicros),
            now,
            policy.name().toLowerCase(Locale.ROOT))
        .ifPresent(scope.outbox()::add);
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
                + Remedies.newSnapshot(scope.config().connector())
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
}
