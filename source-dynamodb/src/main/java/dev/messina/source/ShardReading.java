package dev.messina.source;

import dev.messina.source.aws.FailureKind;
import dev.messina.source.aws.Shard;
import dev.messina.source.aws.StreamPage;
import dev.messina.source.change.Epoch;
import dev.messina.source.metrics.StallCause;
import dev.messina.source.metrics.StreamMetrics;
import dev.messina.source.position.ResumedShard;
import dev.messina.source.position.ShardPosition;
import dev.messina.source.position.SourcePartition;
import dev.messina.source.read.ChangeCounts;
import dev.messina.source.read.Fetch;
import dev.messina.source.read.ShardPace;
import dev.messina.source.read.ShardReader;
import dev.messina.source.read.StampedChange;
import dev.messina.source.read.StreamSettings;
import dev.messina.source.record.SourceRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the shards that have been begun, each to its end. All of them can be held, so that no write
 * time is given, and each can be raised to a later epoch: its floor is sent, and it reads on only
 * when the floor is committed, since what is sent above a floor that got lost would be sent below
 * it the next time.
 */
final class ShardReading {

  private static final Logger LOG = LoggerFactory.getLogger(ShardReading.class);

  private static final Duration FLOOR_CHECK_INTERVAL = Duration.ofMillis(500);

  private final TaskScope scope;
  private final StreamOrigin stream;
  private final SourceRecords records;
  private final StreamMetrics metrics;
  private final BiConsumer<ShardReader, Exception> whenGone;
  private final Consumer<String> whenEnded;
  private final ShardProgress progress;
  private final Map<String, ShardReader> readers = new LinkedHashMap<>();

  private final Map<String, ShardPace> paces = new HashMap<>();

  /** The shards that wait for their floor, each with the position that it is to have there. */
  private final Map<String, ShardPosition> raising = new LinkedHashMap<>();

  /** The shards that would read on but for a hold or a floor. */
  private final Set<String> parked = new LinkedHashSet<>();

  /** The shards that are no longer there and of which it is to be decided what becomes. */
  private final Set<String> stopped = new HashSet<>();

  private boolean held;
  private boolean paused;
  private long highestMicros;
  private Instant nextFloorCheck = Instant.MIN;

  /**
   * @param whenGone decides about a shard that is no longer there
   * @param whenEnded told of each shard that was read to its end
   */
  ShardReading(
      TaskScope scope,
      StreamOrigin stream,
      SourceRecords records,
      StreamMetrics metrics,
      BiConsumer<ShardReader, Exception> whenGone,
      Consumer<String> whenEnded) {
    this.scope = scope;
    this.stream = stream;
    this.records = records;
    this.metrics = metrics;
    this.whenGone = whenGone;
    this.whenEnded = whenEnded;
    this.progress = new ShardProgress(scope);
  }

  void advance() {
    progress.advance(readers.values());
    Instant now = scope.timer().instant();
    if (!raising.isEmpty() && !now.isBefore(nextFloorCheck)) {
      nextFloorCheck = now.plus(FLOOR_CHECK_INTERVAL);
      confirmFloors();
    }
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
  boolean isBehind(Duration lag) {
    long before = Epoch.micros(scope.clock().instant().minus(lag));
    return readers.values().stream()
        .anyMatch(
            reader ->
                reader.answered()
                    && !reader.isAtEnd()
                    && reader.position().lineage().changeMicros() > 0
                    && reader.readUntilMicros() < before);
  }

  boolean isHeld() {
    return held;
  }

  /**
   * Gives no write times from now on. Pages that are under way are read again later.
   *
   * @return the highest write time that was given, in microseconds since 1970
   */
  long hold() {
    held = true;
    tellStall();
    return highestMicros;
  }

  /** Ends a hold, and raises all shards that are below an epoch. */
  void raise(long epochMicros) {
    held = false;
    tellStall();
    metrics.epoch(epochMicros);
    for (ShardReader reader : readers.values()) {
      if (reader.raisedMicros() < epochMicros && !raising.containsKey(reader.shard().id())) {
        awaitFloor(reader, reader.position().raised(epochMicros));
      }
    }
    releaseParked();
  }

  /** Write times up to this position have been given. */
  void given(ShardPosition position) {
    highestMicros = Math.max(highestMicros, position.lineage().writeMicros());
  }

  /** Reads no further until told to go on. */
  void pause(boolean pause) {
    paused = pause;
    tellStall();
    releaseParked();
  }

  boolean isRaised(long epochMicros) {
    return !held
        && raising.isEmpty()
        && readers.values().stream().allMatch(reader -> reader.raisedMicros() >= epochMicros);
  }

  /** Takes up a shard where it was left off. */
  void begin(Shard shard, ResumedShard resumed, long floorMicros) {
    ShardReader reader = reader(shard, resumed.start());
    reader.applyAgain(resumed.ahead());
    if (resumed.raisedMicros() < floorMicros) {
      awaitFloor(reader, reader.position().raised(floorMicros));
    }
    begin(reader);
  }

  /**
   * Begins a shard.
   *
   * @param later whether the position's epoch is a later one, so that it needs a floor
   */
  void beginNew(Shard shard, ShardPosition start, boolean later) {
    ShardReader reader = reader(shard, start);
    if (later) {
      awaitFloor(reader, start);
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
  void finish(String shard, ShardPosition end) {
    readers.remove(shard);
    paces.remove(shard);
    stopped.remove(shard);
    raising.remove(shard);
    parked.remove(shard);
    progress.forget(shard);
    scope.outbox().add(scope.control().carrier(stream.partition(shard), end));
  }

  private ShardReader reader(Shard shard, ShardPosition start) {
    return new ShardReader(
        scope.streams(),
        stream.arn(),
        shard,
        stream.partition(shard.id()),
        stream.cutMicros(),
        scope.config().stream().pageLimit(),
        start);
  }

  private void begin(ShardReader reader) {
    String shard = reader.shard().id();
    ShardPosition position = reader.position();
    readers.put(shard, reader);
    given(position);
    metrics.shardBegun(shard, reader.readUntilMicros());
    LOG.info(
        "{}: read {}",
        stream.where(shard),
        position.sequence() == null ? "from its start" : "on behind " + position.sequence());
    request(reader, Duration.ZERO);
  }

  private void awaitFloor(ShardReader reader, ShardPosition floor) {
    String shard = reader.shard().id();
    raising.put(shard, floor);
    scope
        .outbox()
        .add(scope.control().carrier(stream.partition(shard).floor(floor.epochMicros()), floor));
  }

  private void confirmFloors() {
    List<SourcePartition.Floor> floors =
        raising.entrySet().stream()
            .map(entry -> stream.partition(entry.getKey()).floor(entry.getValue().epochMicros()))
            .toList();
    for (SourcePartition partition : scope.committed().all(floors).keySet()) {
      String shard = ((SourcePartition.Floor) partition).shard();
      readers.get(shard).raise(raising.remove(shard).epochMicros());
    }
    releaseParked();
  }

  private void releaseParked() {
    if (held || paused) {
      return;
    }
    for (String shard : Set.copyOf(parked)) {
      if (!raising.containsKey(shard)) {
        parked.remove(shard);
        request(readers.get(shard), Duration.ZERO);
      }
    }
  }

  /** Says why nothing is read, if that is on purpose. */
  void tellStall() {
    metrics.stall(held ? StallCause.HELD_FOR_EPOCH : paused ? StallCause.PAUSED : StallCause.NONE);
  }

  private boolean isParked(String shard) {
    return held || paused || raising.containsKey(shard);
  }

  private void request(ShardReader reader, Duration delay) {
    String shard = reader.shard().id();
    if (isParked(shard)) {
      reader.reopen();
      parked.add(shard);
      return;
    }
    scope
        .fetches()
        .request(
            new Fetch<>(
                Fetch.Lane.STREAM,
                stream.where(shard) + ": reading a page",
                reader.nextPage(trimmedBeforeMicros()),
                page -> accept(reader, page),
                failure -> fail(reader, failure),
                failure -> metrics.shardFailed(shard, failure)),
            delay);
  }

  private void accept(ShardReader reader, StreamPage page) {
    Instant now = scope.clock().instant();
    String shard = reader.shard().id();
    if (isParked(shard)) {
      request(reader, Duration.ZERO);
      return;
    }
    metrics.shardAnswered(shard);
    List<StampedChange> changes = reader.advance(page, now);
    for (StampedChange change : changes) {
      List<SourceRecord> sent =
          records.change(change.record(), reader.partition(), change.before(), change.position());
      scope.outbox().addAll(sent);
      if (!sent.isEmpty()) {
        progress.sent(shard, change.position());
      }
    }
    tell(reader, changes);
    limitAhead(reader, now);
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

  private void end(ShardReader reader, ShardPosition end) {
    String shard = reader.shard().id();
    finish(shard, end);
    whenEnded.accept(shard);
  }

  private void tell(ShardReader reader, List<StampedChange> changes) {
    String shard = reader.shard().id();
    ShardPosition position = reader.position();
    if (!changes.isEmpty()) {
      ChangeCounts counts = ChangeCounts.of(changes);
      metrics.shardRead(
          shard,
          counts.creates(),
          counts.updates(),
          counts.deletes(),
          position.lineage().changeMicros(),
          position.lineage().writeMicros());
    } else if (reader.isAtEnd()) {
      metrics.shardDrained(shard);
    }
  }

  private void limitAhead(ShardReader reader, Instant now) {
    long writeMicros = reader.position().lineage().writeMicros();
    Duration limit = scope.config().epochs().aheadMax();
    if (writeMicros > Epoch.micros(now.plus(limit))) {
      throw stream.tooFarAhead(reader.shard().id(), writeMicros, limit);
    }
    highestMicros = Math.max(highestMicros, writeMicros);
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
      case THROTTLED, TRANSIENT, CREDENTIALS, FATAL ->
          throw StreamOrigin.stopped(
              stream.where(reader.shard().id()) + ": reading a page", failure);
    }
  }

  private Duration rest(StreamPage page, ShardReader reader, Instant now) {
    StreamSettings settings = scope.config().stream();
    // All tables of the task share the calls; how many shards the others have is close enough.
    int shards = readers.size() * scope.shares().size();
    return paces
        .computeIfAbsent(
            reader.shard().id(),
            shard -> new ShardPace(settings.pollIdle(), settings.pageLimit(), now))
        .after(page.records().size(), now, reader.position().lineage().changeMicros(), shards);
  }

  private long trimmedBeforeMicros() {
    return StreamOrigin.trimmedBeforeMicros(scope.clock().instant());
  }
}
