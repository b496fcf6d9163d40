package dev.messina.source.stream;

import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.ShardDescription;
import dev.messina.source.aws.StreamPage;
import dev.messina.source.change.Epoch;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.fetch.Fetch;
import dev.messina.source.metrics.StreamMetrics;
import dev.messina.source.offset.ShardOffset;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the shards that have been begun, each to its end: asks for a page, sends its changes,
 * rests, asks for the next. All of them can be held or paused, and raised to a later epoch.
 */
final class ShardFetcher {

  private static final Logger LOG = LoggerFactory.getLogger(ShardFetcher.class);

  private final ShardLineage lineage;
  private final ShardHolds holds;
  private final RetentionGap gap;
  private final ShardDiscovery discovery;
  private final DynamoDb dynamoDb;
  private final Clocks clocks;
  private final StreamSender sender;
  private final StreamMetrics metrics;

  /** The shards that are being read, in the order in which they were begun. */
  private final Set<Shard> reading = new LinkedHashSet<>();

  /**
   * @param gap decides about a shard that is no longer there
   * @param discovery finds the children of one that was read to its end
   */
  ShardFetcher(
      ShardLineage lineage,
      ShardHolds holds,
      RetentionGap gap,
      ShardDiscovery discovery,
      DynamoDb dynamoDb,
      StreamSender sender,
      StreamMetrics metrics) {
    this.lineage = lineage;
    this.holds = holds;
    this.gap = gap;
    this.discovery = discovery;
    this.dynamoDb = dynamoDb;
    this.clocks = dynamoDb.clocks();
    this.sender = sender;
    this.metrics = metrics;
  }

  /**
   * The shards whose epoch barriers are committed, and that have not been let past them, each with
   * whether it is the barrier that this task has sent.
   */
  Map<Shard, Boolean> atCommittedBarriers() {
    return holds.atCommittedBarriers(reading);
  }

  /** Lets a shard past its epoch barrier, which is committed. */
  void pass(Shard shard) {
    holds.passed(shard, shard.barrier().orElseThrow());
    shard.barrierCommitted();
  }

  /** Reads a shard again from an epoch barrier of a zombie task, who may have read from there. */
  void goBack(Shard shard, ShardCursor cursor) {
    leave(shard);
    begin(shard, cursor, Optional.empty());
    holds.passed(shard, cursor.position());
  }

  /** The shards over whose epoch barriers, passed by now, earlier ones are committed, and those. */
  Map<Shard, ShardOffset> atEarlierBarriers() {
    return holds.atEarlierBarriers();
  }

  /** The shards that are being read, in the order in which they were begun. */
  Collection<Shard> reading() {
    return Collections.unmodifiableCollection(reading);
  }

  /** Whether every shard that is being read has given a page. */
  boolean allAnswered() {
    return reading.stream().allMatch(shard -> shard.cursor().answered());
  }

  /** Whether a shard that has answered was read only up to so long ago. */
  boolean lagsMoreThan(Duration lag) {
    long before = Epoch.micros(clocks.now().minus(lag));
    return reading.stream()
        .map(Shard::cursor)
        .anyMatch(
            cursor ->
                cursor.answered()
                    && !cursor.isAtEnd()
                    && cursor.position().writeClock().changeMicros() > 0
                    && cursor.readUntilMicros() < before);
  }

  boolean isHeld() {
    return holds.isHeld();
  }

  /**
   * Gives no write timestamps from now on. Pages that are under way are read again later.
   *
   * @return the highest write timestamp that was given, in microseconds since 1970
   */
  long hold() {
    holds.hold();
    return sender.highestMicros();
  }

  /** Ends a hold, and raises all shards that are below an epoch. */
  void raise(long epochMicros) {
    holds.endHold();
    metrics.epoch(epochMicros);
    for (Shard shard : below(epochMicros)) {
      holds.awaitBarrier(shard, shard.cursor().position().raised(epochMicros));
    }
    askReleased();
  }

  /** The shards that are still to be raised to an epoch. */
  List<Shard> below(long epochMicros) {
    return reading.stream()
        .filter(shard -> shard.cursor().raisedMicros() < epochMicros)
        .filter(shard -> !shard.isAtBarrier())
        .toList();
  }

  /** Write timestamps up to this position had been given before. */
  void known(ShardOffset position) {
    sender.known(position);
  }

  /** Reads no further until told to go on. */
  void pause(boolean pause) {
    holds.pause(pause);
    askReleased();
  }

  boolean isRaised(long epochMicros) {
    return !holds.isHeld()
        && reading.stream()
            .allMatch(
                shard -> !shard.isAtBarrier() && shard.cursor().raisedMicros() >= epochMicros);
  }

  /** Says why nothing is read, if that is on purpose. */
  void tellStall() {
    holds.tellStall();
  }

  /**
   * Begins a shard, or takes it up.
   *
   * @param barrier the epoch barrier that is to be committed first, if one is
   */
  void begin(Shard shard, ShardCursor cursor, Optional<ShardOffset> barrier) {
    shard.read(cursor);
    barrier.ifPresent(offset -> holds.awaitBarrier(shard, offset));
    ShardOffset position = cursor.position();
    reading.add(shard);
    known(position);
    metrics.shardBegun(shard.id(), cursor.readUntilMicros());
    LOG.info(
        "{}: read {}",
        cursor.where(),
        position.sequence() == null ? "from its start" : "on after " + position.sequence());
    ask(shard, Duration.ZERO);
  }

  /** Reads a shard no further; it is another's decision what it is at. */
  void leave(Shard shard) {
    reading.remove(shard);
    holds.forget(shard);
  }

  /** Looks for the missing shards again, now that a listing says more about them. */
  void readMissingAgain() {
    for (Shard shard : lineage.missing()) {
      shard.lookForAgain();
      ask(shard, Duration.ZERO);
    }
  }

  /** Goes on with a shard after a data loss. */
  void goOn(AfterLoss after) {
    String id = after.shard().id();
    switch (after.then()) {
      case READ_ON -> lineage.find(id).filter(Shard::isRead).ifPresent(this::readOn);
      case END_OF_READING ->
          lineage
              .find(id)
              .filter(Shard::isRead)
              .ifPresent(shard -> end(shard, gap.end(after.end())));
      case END -> end(lineage.shard(id), gap.end(after.end()));
      case END_IF_UNKNOWN -> {
        if (!lineage.knows(id)) {
          lineage.add(after.shard());
          end(lineage.shard(id), gap.end(after.end()));
        }
      }
    }
  }

  /** A shard that no listing shows, and that has no position, is no longer there. */
  void gone(ShardDescription unlisted, Exception failure) {
    follow(unlisted.id(), gap.decideUnlisted(unlisted, failure));
  }

  /** Does what was decided about a shard that is gone. */
  private void follow(String id, RetentionGap.Verdict verdict) {
    switch (verdict.kind()) {
      case READ_ON -> readOn(lineage.shard(id));
      case END -> end(lineage.shard(id), verdict.end().orElseThrow());
      case LIST -> {
        lineage.shard(id).missing();
        discovery.listSoon();
      }
      case WAIT -> lineage.find(id).filter(Shard::isRead).ifPresent(Shard::lost);
    }
  }

  private void readOn(Shard shard) {
    shard.readOn();
    ask(shard, Duration.ZERO);
  }

  /** Goes on with the shards that nothing keeps any more. */
  void askReleased() {
    holds.release().forEach(shard -> ask(shard, Duration.ZERO));
  }

  private void ask(Shard shard, Duration delay) {
    ShardCursor cursor = shard.cursor();
    if (holds.keep(shard)) {
      cursor.reopen();
      holds.park(shard);
      return;
    }
    dynamoDb
        .fetches()
        .request(
            new Fetch<>(
                Fetch.Lane.STREAM,
                cursor.where() + ": reading a page",
                cursor.nextPage(this::trimmedBeforeMicros),
                page -> answered(shard, cursor, page),
                failure -> failed(shard, cursor, failure),
                failure -> metrics.shardFailed(shard.id(), failure)),
            delay);
  }

  private void answered(Shard shard, ShardCursor cursor, StreamPage page) {
    if (!shard.isReadBy(cursor)) {
      return;
    }
    Instant now = clocks.now();
    if (holds.keep(shard)) {
      ask(shard, Duration.ZERO);
      return;
    }
    metrics.shardAnswered(shard.id());
    sender.send(cursor, cursor.advance(page, now), now);
    if (cursor.position().finished()) {
      LOG.info("{}: read to its end", cursor.where());
      end(shard, cursor.position());
    } else {
      ask(shard, cursor.rest(page, now, reading.size()));
    }
  }

  private void failed(Shard shard, ShardCursor cursor, Exception failure) {
    if (!shard.isReadBy(cursor)) {
      return;
    }
    switch (FailureKind.of(failure)) {
      case EXPIRED_ITERATOR -> {
        metrics.iteratorRefreshed();
        cursor.reopen();
        ask(shard, Duration.ZERO);
      }
      case TRIMMED -> {
        if (cursor.reopenAtHorizon(trimmedBeforeMicros())) {
          ask(shard, Duration.ZERO);
        } else if (cursor.isLost()) {
          LOG.warn("{}: nothing is left of it", cursor.where());
          end(shard, cursor.position().finished(0));
        } else {
          follow(shard.id(), gap.decide(shard, failure));
        }
      }
      case GONE -> follow(shard.id(), gap.decide(shard, failure));
      case THROTTLED, TRANSIENT, CREDENTIALS, CLOCK, FATAL ->
          throw StreamOrigin.stopped(
              cursor.where()
                  + ": reading a page "
                  + (cursor.position().sequence() == null
                      ? "at its start"
                      : "after sequence number " + cursor.position().sequence()),
              failure);
    }
  }

  /** From now on its children wait only until this end is committed. */
  private void end(Shard shard, ShardOffset end) {
    leave(shard);
    sender.send(shard.id(), shard.end(end, clocks.turn()));
    metrics.shardEnded(shard.id());
    if (lineage.waitingChildren(shard.id()).isEmpty()) {
      discovery.seekChildrenOf(shard.id());
    }
  }

  private long trimmedBeforeMicros() {
    return StreamOrigin.trimmedBeforeMicros(clocks.now());
  }
}
