package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.record.ChangeOperation;
import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordReader;
import dev.messina.record.ChangeSource;
import dev.messina.source.OddStream.Oddity;
import dev.messina.source.assignment.TableAssignment;
import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.aws.LearntClock;
import dev.messina.source.offset.PartitionCodec;
import dev.messina.source.offset.SourcePartition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;

/**
 * One life of a table, chosen by a seed, with the real source reading it in one to three tasks:
 * writes in bursts, clocks that disagree or are an hour off, stale scans, shards that split and
 * roll over, calls that fail, workers that die at any point and commit any part of what was sent,
 * some of them late. At the end all that reached Kafka is applied, twice and in any order, to a
 * table by CQL's rules.
 */
final class Trial {

  /** What is broken on purpose, to see that the model notices. */
  enum Flaw {
    NONE,
    CHILD_DOES_NOT_INHERIT,
    WRITE_TIMESTAMP_NOT_PERSISTED,
    SNAPSHOT_STAMPED_WHEN_READ,
    /** The source does not see whether a stream records. */
    STATUS_NOT_SEEN,
    /** A shard counts as read to its end when it is taken up. */
    CHECKED_BUT_NOT_READ,
    /** What was trimmed of an unread shard is skipped. */
    HORIZON_TAKEN_FOR_THE_START
  }

  private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
  private static final double STALENESS_SECONDS = 1.5;
  private static final int LAST_CRASH_TURN = 60;
  private static final int QUIET_TURNS = 120;

  /** Longer than it takes until what went back is said again. */
  private static final int QUIET_TURNS_AFTER_LATE_COMMITS = 250;

  private static final int QUIET_TURNS_ODD = 400;
  private static final int TURNS_MAX = 4_000;
  private static final int HOURS_OF_A_SHARD = 4;
  private static final int SHARDS_IN_A_PAGE = 30;

  /** By how much a worker's clock may be off, in which case it is corrected by DynamoDB's. */
  private static final Duration WORKER_OFF = Duration.ofHours(1);

  private final Random random;
  private final Flaw flaw;
  private final Duration grain;
  private final Duration overlap;
  private final MutableClock clock = new MutableClock(START);
  private final Duration dynamoDbSkew;
  private final FakeDynamoDb dynamoDb = new FakeDynamoDb(clock);
  private final FakeWorker worker = new FakeWorker();
  private final ChangingTable table;
  private final DynamoDbSourceConfig config;
  private final TrialTasks tasks;
  private final OlderDataLosses olderGaps;
  private final int laterEpochs;
  private final boolean standstill;
  private final boolean odd;
  private final OddStream stream;
  private final Set<String> sequences = new HashSet<>();
  private int epochsAskedFor;
  private boolean nothingLost;
  private Runnable afterTurn = () -> {};

  /**
   * @param laterEpochs how many times the table is to be scanned again
   */
  Trial(long seed, boolean minuteClock, int laterEpochs, Flaw flaw) {
    this(seed, minuteClock, laterEpochs, flaw, false, Oddity.NONE);
  }

  /** A life in which no task runs for more than a day. */
  static Trial withStandstill(long seed) {
    return withStandstill(seed, Flaw.NONE);
  }

  static Trial withStandstill(long seed, Flaw flaw) {
    return new Trial(seed, false, 0, flaw, true, Oddity.NONE);
  }

  /** A life whose stream does what may be taken for something else. */
  static Trial withOdd(long seed, Oddity oddity, Flaw flaw) {
    return new Trial(seed, false, 0, flaw, false, oddity);
  }

  private Trial(
      long seed,
      boolean minuteClock,
      int laterEpochs,
      Flaw flaw,
      boolean standstill,
      Oddity oddity) {
    this.random = new Random(seed);
    this.flaw = flaw;
    this.laterEpochs = laterEpochs;
    this.standstill = standstill;
    this.grain = minuteClock ? Duration.ofMinutes(1) : Duration.ofSeconds(1);
    this.overlap = minuteClock ? Duration.ofSeconds(150) : Duration.ofSeconds(10);
    this.odd = oddity != Oddity.NONE;
    this.config = TrialConfig.of(random, overlap, policy(standstill, oddity));
    this.table = new ChangingTable(dynamoDb, random);
    this.olderGaps = new OlderDataLosses(worker, random);
    this.stream = new OddStream(oddity, dynamoDb, table, clock, random);
    dynamoDb.statusHidden(flaw == Flaw.STATUS_NOT_SEEN);
    dynamoDb.startForgiven(flaw == Flaw.HORIZON_TAKEN_FOR_THE_START);
    worker.whenRead(this::flawed);
    dynamoDb.grain(grain);
    this.dynamoDbSkew = table.skew();
    dynamoDb.serverSkew(dynamoDbSkew);
    dynamoDb.staleness(() -> ChangingTable.seconds(random.nextDouble() * STALENESS_SECONDS));
    dynamoDb.beforePage(this::requireFinishedParent);
    boolean leadersLiveOn = laterEpochs == 0 && !standstill && !odd;
    this.tasks = new TrialTasks(this::task, leadersLiveOn, flaw == Flaw.NONE, random);
  }

  /** Looks after every turn of the tasks. */
  Trial watchedBy(FrontierWatch watch) {
    afterTurn = () -> watch.look(dynamoDb, worker, clock.instant());
    return this;
  }

  /** Lives through it all. */
  Trial run() {
    boolean youngStream = random.nextInt(4) == 0 || stream.isYoung();
    if (!youngStream) {
      table.enableStream(Duration.ZERO);
    }
    liveFor(overlap.multipliedBy(2), 60);
    if (youngStream) {
      table.enableStream(stream.recordsAfter());
      liveFor(Duration.ofSeconds(random.nextInt(5)), 5);
    }
    stream.prepare();
    dynamoDb.beforeCall(this::failSometimes);
    tasks.start();
    for (int i = 0; i <= laterEpochs; i++) {
      liveFor(Duration.ofSeconds(20), 150 / (laterEpochs + 1));
      if (i < laterEpochs) {
        epochsAskedFor += worker.askForLaterEpoch() ? 1 : 0;
      }
    }
    while (odd && worker.committed("first").isEmpty()) {
      liveFor(Duration.ofSeconds(1), 1);
    }
    stream.happen(seconds -> liveFor(Duration.ofSeconds(seconds), 2 * seconds));
    if (standstill) {
      standStill();
      liveFor(Duration.ofSeconds(20), 30);
      if (random.nextInt(3) == 0) {
        // Or else listing the many shards of two such times takes longer than a quiet end.
        dynamoDb.shardList().pageSize(SHARDS_IN_A_PAGE);
        standStill();
        nothingLost = false;
        liveFor(Duration.ofSeconds(20), 30);
      }
    }
    drain();
    return this;
  }

  /** Whether every item is its row, and every row an item, after a delivery in any order. */
  boolean converged() {
    return rows().equals(table.items());
  }

  /**
   * Whether every item is its row. An item that was deleted in a data loss keeps its row, until a
   * sweep; without a data loss there are no such rows.
   */
  boolean convergedButForGaps() {
    Map<String, Map<String, Integer>> rows = rows();
    if (hasDataLoss()) {
      rows.keySet().retainAll(table.items().keySet());
    }
    return rows.equals(table.items());
  }

  /**
   * Whether nothing was trimmed that had not been read, so that a data loss would be a false one.
   * What was read before a position went back may look unread.
   */
  boolean nothingLost() {
    return nothingLost && !tasks.committedLate();
  }

  /** Whether a data loss was found and the table scanned again. */
  boolean hasDataLoss() {
    Map<String, Object> committed = worker.committed("table").values().iterator().next();
    return committed.get("epochs").toString().contains(",");
  }

  /** Whether the offsets say that the stream was switched off. */
  boolean lossIsTold() {
    return worker.committed("data-loss").values().stream().anyMatch(OddStream::isTold);
  }

  private static String policy(boolean standstill, Oddity oddity) {
    return switch (oddity) {
      case NONE -> standstill ? "resnapshot" : "fail";
      case SWITCHED_OFF, STAYS_OFF, UNREACHABLE -> "resnapshot";
      case BEGINS_LATE, EMPTY_PAGES -> "fail";
    };
  }

  private Map<String, Map<String, Integer>> rows() {
    List<SourceRecord> delivered = new ArrayList<>(changes());
    delivered.addAll(delivered.subList(0, delivered.size() / 2));
    Collections.shuffle(delivered, random);
    return Rows.of(delivered, this::writeTimestamp);
  }

  /**
   * The changes of an item have increasing write timestamps. Without a later epoch every change has
   * one; what was sent and not committed before a later one may have been sent again above it.
   */
  void requireIncreasingWriteTimestamps() {
    Map<String, Long> writeTimestamps = new HashMap<>();
    for (SourceRecord record : changes()) {
      ChangeSource source = ChangeRecordReader.read(record).source();
      if (source.position() instanceof ChangeSource.StreamShard shard) {
        Long known =
            writeTimestamps.merge(shard.sequence(), source.writeTimestampMicros(), Math::max);
        if (laterEpochs == 0 && !standstill && !hasDataLoss()) {
          assertThat(source.writeTimestampMicros())
              .as("write timestamp of %s, read again", shard.sequence())
              .isEqualTo(known);
        }
      }
    }
    for (String key : table.keys()) {
      List<Long> inOrder =
          dynamoDb.sequencesOf(key).stream()
              .map(writeTimestamps::get)
              .filter(w -> w != null)
              .toList();
      assertThat(inOrder).as("write timestamps of %s", key).isSorted().doesNotHaveDuplicates();
    }
  }

  /** Every later epoch that was asked for has been fixed, and scanned to its end. */
  void requireLaterEpochs() {
    Map<String, Object> committed = worker.committed("table").values().iterator().next();
    assertThat(committed.get("request")).isNull();
    // Two that are asked for at the same time are one.
    assertThat(committed.get("epochs").toString().split(","))
        .hasSizeBetween(Math.min(2, epochsAskedFor + 1), epochsAskedFor + 1);
    for (int index = 0; index < tasks.count(); index++) {
      SourcePartition.Task share =
          new SourcePartition.Task(FakeDynamoDb.TABLE, index, tasks.count());
      assertThat(worker.committed("task").get(PartitionCodec.encode(share)))
          .as("%s has scanned its segments", share)
          .containsEntry("scanned_us", committed.get("epoch_us"));
    }
  }

  List<SourceRecord> changes() {
    return worker.inKafka().stream()
        .filter(record -> record.topic().equals("shop.orders"))
        .toList();
  }

  private void liveFor(Duration duration, int writes) {
    Instant end = clock.instant().plus(duration);
    double meanPause = duration.toMillis() / 1000.0 / Math.max(1, writes);
    while (clock.instant().isBefore(end)) {
      double pause = random.nextBoolean() ? 0.001 : random.nextDouble() * meanPause * 4;
      clock.advance(ChangingTable.seconds(pause));
      table.write();
      table.changeShards();
      tasks.turn();
      afterTurn.run();
      olderGaps();
    }
  }

  private void olderGaps() {
    if (standstill) {
      olderGaps.turn();
    }
  }

  /**
   * All workers are down for more than a day. The table may be written to all the time, or only so
   * late that nothing of it is trimmed.
   */
  private void standStill() {
    boolean allRead = random.nextBoolean();
    if (allRead) {
      drain();
    }
    tasks.crashAll();
    boolean quietAtFirst = random.nextBoolean();
    boolean forgets = random.nextInt(4) == 0;
    // After two hours a shard that was being read is there still, though all it had is trimmed.
    int atFirst = 2 + random.nextInt(random.nextBoolean() ? 1 : random.nextBoolean() ? 3 : 30);
    // A shard that went without a change read may have had some, for all that anybody can tell.
    nothingLost =
        allRead
            && quietAtFirst
            && !forgets
            && atFirst <= HOURS_OF_A_SHARD
            && dynamoDb.openShards().stream().noneMatch(dynamoDb::isEmpty);
    boolean shortLivedShards = !nothingLost && random.nextBoolean();
    liveForHours(atFirst, quietAtFirst ? 0 : 2, shortLivedShards);
    liveForHours(23, random.nextInt(3), shortLivedShards);
    dynamoDb.trim(() -> forgets && random.nextBoolean());
    tasks.startAgain();
  }

  private void liveForHours(int hours, int writesPerHour, boolean shortLivedShards) {
    for (int hour = 0; hour < hours; hour++) {
      clock.advance(Duration.ofHours(1));
      if (hour % HOURS_OF_A_SHARD == 0) {
        table.rollOver();
        if (shortLivedShards && random.nextInt(3) == 0) {
          clock.advance(Duration.ofMinutes(20));
          table.rollOver();
        }
      }
      for (int i = 0; i < writesPerHour; i++) {
        table.write();
      }
    }
  }

  private void drain() {
    int quiet = 0;
    for (int turn = 0; quiet < quietTurns(); turn++) {
      if (turn < LAST_CRASH_TURN) {
        olderGaps();
      }
      if (turn == LAST_CRASH_TURN) {
        tasks.crashNoMore();
        quiet = 0;
      }
      assertThat(turn).as("turns until everything is read").isLessThan(TURNS_MAX);
      clock.advance(ChangingTable.seconds(1 + random.nextDouble()));
      int before = worker.inKafka().size();
      tasks.turn();
      tasks.commitAll();
      afterTurn.run();
      boolean moved =
          worker.inKafka().subList(before, worker.inKafka().size()).stream()
              .anyMatch(this::saysMore);
      quiet = moved ? 0 : quiet + 1;
    }
  }

  private int quietTurns() {
    if (odd) {
      return QUIET_TURNS_ODD;
    }
    return tasks.committedLate() || olderGaps.committed() > 0
        ? QUIET_TURNS_AFTER_LATE_COMMITS
        : QUIET_TURNS;
  }

  private TrialTask task(TableAssignment share) {
    Duration off =
        random.nextBoolean() ? table.skew() : WORKER_OFF.multipliedBy(random.nextInt(3) - 1);
    LearntClock learnt =
        new LearntClock(Clock.offset(clock, off), Clock.offset(clock, dynamoDbSkew), clock);
    return new TrialTask(share, worker.another(), dynamoDb, config, learnt, clock, random);
  }

  private void failSometimes(String call) {
    stream.call();
    if (random.nextInt(30) == 0) {
      throw LimitExceededException.builder().message("too fast").build();
    }
    if (call.equals("page") && random.nextInt(30) == 0) {
      throw ExpiredIteratorException.builder().message("expired").build();
    }
  }

  /**
   * Invariant: a child is never read before its parent is finished, or has been read to its end by
   * a task that has not said so yet.
   */
  private void requireFinishedParent(String shard) {
    String parent = dynamoDb.parentOf(shard);
    if (parent != null) {
      SourcePartition.Shard partition =
          new SourcePartition.Shard(FakeDynamoDb.TABLE, dynamoDb.streamOf(parent), parent);
      Map<String, String> place = PartitionCodec.encode(partition);
      Map<String, Object> offset = worker.offset(place);
      boolean atEnd = offset != null && dynamoDb.endsWith(parent, offset.get("sequence"));
      assertThat(atEnd || worker.wasFinished(place))
          .as("whether %s, the parent of %s, has been committed as finished", parent, shard)
          .isTrue();
    }
  }

  private Map<String, Object> flawed(Map<String, Object> offset) {
    boolean finished = Boolean.TRUE.equals(offset.get("finished"));
    boolean shard = offset.containsKey("write_ts_us");
    if ((flaw == Flaw.CHILD_DOES_NOT_INHERIT && finished)
        || (flaw == Flaw.WRITE_TIMESTAMP_NOT_PERSISTED && shard && !finished)) {
      offset.put("write_ts_us", offset.get("epoch_us"));
    }
    if (flaw == Flaw.CHECKED_BUT_NOT_READ && shard && !finished) {
      offset.put("checked_ms", clock.millis());
    }
    return offset;
  }

  private long writeTimestamp(ChangeRecord change) {
    return flaw == Flaw.SNAPSHOT_STAMPED_WHEN_READ && change.operation() == ChangeOperation.SNAPSHOT
        ? change.source().changeTimeMicros()
        : change.source().writeTimestampMicros();
  }

  /** Progress of a shard without changes says more only where it comes further. */
  private boolean saysMore(SourceRecord record) {
    return !record.topic().equals("shop.control")
        || !record.sourcePartition().get("kind").equals("shard")
        || record.sourceOffset() == null
        || Boolean.TRUE.equals(record.sourceOffset().get("finished"))
        || sequences.add(String.valueOf(record.sourceOffset().get("sequence")));
  }
}
