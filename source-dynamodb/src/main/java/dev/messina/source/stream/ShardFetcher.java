package dev.messina.source.stream;

import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.Shard;
import dev.messina.source.aws.StreamPage;
import dev.messina.source.change.Epoch;
import dev.messina.source.control.Outbox;
import dev.messina.source.fetch.Clocks;
import dev.messina.source.fetch.DynamoDb;
import dev.messina.source.fetch.Fetch;
import dev.messina.source.metrics.StreamMetrics;
import dev.messina.source.offset.ResumedShard;
import dev.messina.source.offset.ShardOffset;
import dev.messina.source.record.SourceRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the shards that have been begun, each to its end. All of them can be held or paused, and
 * raised to a later epoch.
 */
final class ShardFetcher {

  private static final Logger LOG = LoggerFactory.getLogger(ShardFetcher.class);

  private final StreamOrigin stream;
  private final StreamOptions options;
  private final DynamoDb dynamoDb;
  private final Clocks clocks;
  private final Outbox outbox;
  private final SourceRecords records;
  private final StreamMetrics metrics;
  private final SentEnds ends;
  private final BiConsumer<ShardReader, Exception> whenGone;
  private final Consumer<String> whenEnded;
  private final ShardProgress progress;
  private final ShardHolds holds;
  private final GivenWriteTimestamps writeTimestamps;
  private final Map<String, ShardReader> readers = new LinkedHashMap<>();

  private final Map<String, PollInterval> paces = new HashMap<>();

  /** The shards that are no longer there and of which it is to be decided what becomes. */
  private final Set<String> stopped = new HashSet<>();

  /**
   * @param whenGone decides about a shard that is no longer there
   * @param whenEnded told of each shard that was read to its end
   */
  ShardFetcher(
      CommittedShards committed,
      StreamOptions options,
      DynamoDb dynamoDb,
      Outbox outbox,
      SourceRecords records,
      StreamMetrics metrics,
      SentEnds ends,
      BiConsumer<ShardReader, Exception> whenGone,
      Consumer<String> whenEnded) {
    this.stream = committed.stream();
    this.options = options;
    this.dynamoDb = dynamoDb;
    this.clocks = dynamoDb.clocks();
    this.outbox = outbox;
    this.records = records;
    this.metrics = metrics;
    this.ends = ends;
    this.whenGone = whenGone;
    this.whenEnded = whenEnded;
    this.progress = new ShardProgress(options.progressInterval(), outbox, clocks);
    this.holds = new ShardHolds(committed, outbox, clocks, metrics);
    this.writeTimestamps = new GivenWriteTimestamps(stream, options.epochs().aheadMax());
  }

  void advance() {
    progress.advance(readers.values());
    holds.confirmBarriers().forEach((shard, epoch) -> readers.get(shard).raise(epoch));
    requestReleased();
  }

  /** Whether a shard is being read, and therefore not at its end. */
  boolean reads(String shard) {
    return readers.containsKey(shard);
  }

  /** Whether every shard that is being read has given a page. */
  boolean allAnswered() {
    return readers.values().stream().allMatch(ShardReader::answered);
  }

  /** Whether a shard that has answered was read only up to so long ago. */
  boolean lagsMoreThan(Duration lag) {
    long before = Epoch.micros(clocks.now().minus(lag));
    return readers.values().stream()
        .anyMatch(
            reader ->
                reader.answered()
                    && !reader.isAtEnd()
                    && reader.position().writeClock().changeMicros() > 0
                    && reader.readUntilMicros() < before);
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
    return writeTimestamps.highestMicros();
  }

  /** Ends a hold, and raises all shards that are below an epoch. */
  void raise(long epochMicros) {
    holds.endHold();
    metrics.epoch(epochMicros);
    for (ShardReader reader : below(epochMicros)) {
      holds.awaitBarrier(reader.shard().id(), reader.position().raised(epochMicros));
    }
    requestReleased();
  }

  /** The shards that are still to be raised to an epoch. */
  List<ShardReader> below(long epochMicros) {
    return readers.values().stream()
        .filter(reader -> reader.raisedMicros() < epochMicros)
        .filter(reader -> !holds.awaitsBarrier(reader.shard().id()))
        .toList();
  }

  /** Write timestamps up to this position had been given before. */
  void known(ShardOffset position) {
    writeTimestamps.known(position);
  }

  /** Reads no further until told to go on. */
  void pause(boolean pause) {
    holds.pause(pause);
    requestReleased();
  }

  boolean isRaised(long epochMicros) {
    return !holds.isHeld()
        && !holds.awaitsBarriers()
        && readers.values().stream().allMatch(reader -> reader.raisedMicros() >= epochMicros);
  }

  /** Takes up a shard where it was left off. */
  void begin(Shard shard, ResumedShard resumed, long currentEpochMicros) {
    ShardReader reader = reader(shard, resumed.start());
    reader.applyAgain(resumed.ahead());
    if (resumed.raisedMicros() < currentEpochMicros) {
      holds.awaitBarrier(shard.id(), reader.position().raised(currentEpochMicros));
    }
    begin(reader);
  }

  /**
   * Begins a shard.
   *
   * @param later whether the position's epoch is a later one, so that it needs an epoch barrier
   */
  void beginNew(Shard shard, ShardOffset start, boolean later) {
    ShardReader reader = reader(shard, start);
    if (later) {
      holds.awaitBarrier(shard.id(), start);
    }
    begin(reader);
  }

  /** Asks for a page again that could not be had. */
  void readAgain(String shard) {
    ShardReader reader = readers.get(shard);
    if (reader != null && stopped.remove(shard)) {
      reader.reopen();
      request(reader, Duration.ZERO);
    }
  }

  /** Reads on at the trim horizon, over records that are lost. */
  void passOverLost(String shard) {
    ShardReader reader = readers.get(shard);
    stopped.remove(shard);
    reader.passOverLost();
    request(reader, Duration.ZERO);
  }

  /** Ends a shard: from now on its children wait only until this end is committed. */
  void finish(String shard, ShardOffset end) {
    leave(shard);
    ends.send(shard, end);
  }

  /** Reads a shard no further. */
  void leave(String shard) {
    readers.remove(shard);
    paces.remove(shard);
    stopped.remove(shard);
    holds.forget(shard);
    progress.forget(shard);
  }

  private ShardReader reader(Shard shard, ShardOffset start) {
    return new ShardReader(
        dynamoDb.streams(),
        stream.arn(),
        shard,
        stream.partition(shard.id()),
        stream.streamStartMicros(),
        options.stream().pageLimit(),
        start);
  }

  private void begin(ShardReader reader) {
    String shard = reader.shard().id();
    ShardOffset position = reader.position();
    readers.put(shard, reader);
    known(position);
    metrics.shardBegun(shard, reader.readUntilMicros());
    LOG.info(
        "{}: read {}",
        stream.where(shard),
        position.sequence() == null ? "from its start" : "on after " + position.sequence());
    request(reader, Duration.ZERO);
  }

  /** Says why nothing is read, if that is on purpose. */
  void tellStall() {
    holds.tellStall();
  }

  private void requestReleased() {
    holds.release().forEach(shard -> request(readers.get(shard), Duration.ZERO));
  }

  private void request(ShardReader reader, Duration delay) {
    String shard = reader.shard().id();
    if (holds.keep(shard)) {
      reader.reopen();
      holds.park(shard);
      return;
    }
    dynamoDb
        .fetches()
        .request(
            new Fetch<>(
                Fetch.Lane.STREAM,
                stream.where(shard) + ": reading a page",
                reader.nextPage(this::trimmedBeforeMicros),
                page -> whileRead(reader, () -> accept(reader, page)),
                failure -> whileRead(reader, () -> fail(reader, failure)),
                failure -> metrics.shardFailed(shard, failure)),
            delay);
  }

  /** An answer may come when its shard has been left. */
  private void whileRead(ShardReader reader, Runnable answer) {
    if (readers.get(reader.shard().id()) == reader) {
      answer.run();
    }
  }

  private void accept(ShardReader reader, StreamPage page) {
    Instant now = clocks.now();
    String shard = reader.shard().id();
    if (holds.keep(shard)) {
      request(reader, Duration.ZERO);
      return;
    }
    metrics.shardAnswered(shard);
    List<StampedChange> changes = reader.advance(page, now);
    for (StampedChange change : changes) {
      List<SourceRecord> sent =
          records.change(change.record(), reader.partition(), change.before(), change.position());
      outbox.addAll(sent);
      if (!sent.isEmpty()) {
        progress.sent(shard, change.position());
      }
    }
    tell(reader, changes);
    writeTimestamps.given(shard, reader.position(), now);
    if (reader.position().finished()) {
      LOG.info("{}: read to its end", stream.where(shard));
      end(reader, reader.position());
    } else {
      request(reader, rest(page, reader, now));
    }
  }

  private void gone(ShardReader reader, Exception failure) {
    stopped.add(reader.shard().id());
    whenGone.accept(reader, failure);
  }

  private void end(ShardReader reader, ShardOffset end) {
    String shard = reader.shard().id();
    finish(shard, end);
    whenEnded.accept(shard);
  }

  private void tell(ShardReader reader, List<StampedChange> changes) {
    String shard = reader.shard().id();
    ShardOffset position = reader.position();
    if (!changes.isEmpty()) {
      ChangeCounts counts = ChangeCounts.of(changes);
      metrics.shardRead(
          shard,
          counts.creates(),
          counts.updates(),
          counts.deletes(),
          position.writeClock().changeMicros(),
          position.writeClock().writeMicros());
    } else if (reader.isAtEnd()) {
      metrics.shardDrained(shard);
    }
  }

  private void fail(ShardReader reader, Exception failure) {
    switch (FailureKind.of(failure)) {
      case EXPIRED_ITERATOR -> {
        metrics.iteratorRefreshed();
        reader.reopen();
        request(reader, Duration.ZERO);
      }
      case TRIMMED -> {
        if (reader.reopenAtHorizon(trimmedBeforeMicros())) {
          request(reader, Duration.ZERO);
        } else if (reader.isLost()) {
          LOG.warn("{}: nothing is left of it", stream.where(reader.shard().id()));
          end(reader, reader.position().finished(0));
        } else {
          gone(reader, failure);
        }
      }
      case GONE -> gone(reader, failure);
      case THROTTLED, TRANSIENT, CREDENTIALS, CLOCK, FATAL ->
          throw StreamOrigin.stopped(
              stream.where(reader.shard().id())
                  + ": reading a page "
                  + (reader.position().sequence() == null
                      ? "at its start"
                      : "after sequence number " + reader.position().sequence()),
              failure);
    }
  }

  private Duration rest(StreamPage page, ShardReader reader, Instant now) {
    StreamSettings settings = options.stream();
    // All tables of the task share the calls; how many shards the others have is close enough.
    int shards = readers.size() * options.tables();
    return paces
        .computeIfAbsent(
            reader.shard().id(),
            shard -> new PollInterval(settings.pollIdle(), settings.pageLimit(), now))
        .after(page.records().size(), now, reader.position().writeClock().changeMicros(), shards);
  }

  private long trimmedBeforeMicros() {
    return StreamOrigin.trimmedBeforeMicros(clocks.now());
  }
}
