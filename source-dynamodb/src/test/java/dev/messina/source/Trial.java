package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.record.ChangeOperation;
import dev.messina.record.ChangeRecord;
import dev.messina.record.ChangeRecordReader;
import dev.messina.record.ChangeSource;
import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.control.ControlRecords;
import dev.messina.source.position.CommittedPositions;
import dev.messina.source.position.SourcePartition;
import dev.messina.source.read.Backoff;
import dev.messina.source.read.Fetches;
import dev.messina.source.read.StreamSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.source.SourceRecord;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;

/**
 * One life of a table, chosen by a seed, with the real source reading it: writes in bursts, clocks
 * that disagree, stale scans, shards that split and roll over, calls that fail, a worker that dies
 * at any point and commits any part of what was sent. At the end all that reached Kafka is applied,
 * twice and in any order, to a table by CQL's rules.
 */
final class Trial {

  /** What is broken on purpose, to see that the model notices. */
  enum Flaw {
    NONE,
    CHILD_DOES_NOT_INHERIT,
    WRITE_TIME_NOT_PERSISTED,
    SNAPSHOT_STAMPED_WHEN_READ
  }

  private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
  private static final double STALENESS_SECONDS = 1.5;
  private static final int QUIET_TURNS = 30;
  private static final int TURNS_MAX = 4_000;

  private final Random random;
  private final Flaw flaw;
  private final Duration grain;
  private final Duration overlap;
  private final MutableClock clock = new MutableClock(START);
  private final FakeDynamoDb dynamoDb = new FakeDynamoDb(clock);
  private final FakeWorker worker = new FakeWorker();
  private final ChangingTable table;
  private final DynamoDbSourceConfig config;
  private final Clock workerClock;
  private int crashesLeft;
  private HeldExecutor executor;
  private RunningSource running;

  Trial(long seed, boolean minuteClock, Flaw flaw) {
    this.random = new Random(seed);
    this.flaw = flaw;
    this.grain = minuteClock ? Duration.ofMinutes(1) : Duration.ofSeconds(1);
    this.overlap = minuteClock ? Duration.ofSeconds(150) : Duration.ofSeconds(10);
    this.config = config();
    this.table = new ChangingTable(dynamoDb, random);
    this.workerClock = Clock.offset(clock, table.skew());
    this.crashesLeft = random.nextInt(4);
    worker.whenRead(this::flawed);
    dynamoDb.grain(grain);
    dynamoDb.serverSkew(table.skew());
    dynamoDb.staleness(() -> ChangingTable.seconds(random.nextDouble() * STALENESS_SECONDS));
    dynamoDb.beforePage(this::requireFinishedParent);
  }

  /** Lives through it all. */
  Trial run() {
    boolean youngStream = random.nextInt(4) == 0;
    if (!youngStream) {
      table.enableStream();
    }
    liveFor(overlap.multipliedBy(2), 60);
    if (youngStream) {
      table.enableStream();
      liveFor(Duration.ofSeconds(random.nextInt(5)), 5);
    }
    dynamoDb.beforeCall(this::failSometimes);
    start();
    liveFor(Duration.ofSeconds(20), 150);
    drain();
    return this;
  }

  /** Whether every item is its row, and every row an item, after a delivery in any order. */
  boolean converged() {
    List<SourceRecord> delivered = new ArrayList<>(changes());
    delivered.addAll(delivered.subList(0, delivered.size() / 2));
    Collections.shuffle(delivered, random);
    return Rows.of(delivered, this::writeTime).equals(table.items());
  }

  /** Every change has one write time, and the changes of an item have increasing ones. */
  void requireIncreasingWriteTimes() {
    Map<String, Long> writeTimes = new HashMap<>();
    for (SourceRecord record : changes()) {
      ChangeSource source = ChangeRecordReader.read(record).source();
      if (source.position() instanceof ChangeSource.StreamShard shard) {
        Long known = writeTimes.putIfAbsent(shard.sequence(), source.writeTimeMicros());
        assertThat(source.writeTimeMicros())
            .as("write time of %s, read again", shard.sequence())
            .isEqualTo(known == null ? source.writeTimeMicros() : known);
      }
    }
    for (String key : table.keys()) {
      List<Long> inOrder =
          dynamoDb.sequencesOf(key).stream().map(writeTimes::get).filter(w -> w != null).toList();
      assertThat(inOrder).as("write times of %s", key).isSorted().doesNotHaveDuplicates();
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
      if (running != null) {
        turn();
      }
    }
  }

  private void drain() {
    int quiet = 0;
    for (int turn = 0; quiet < QUIET_TURNS; turn++) {
      assertThat(turn).as("turns until everything is read").isLessThan(TURNS_MAX);
      clock.advance(ChangingTable.seconds(1 + random.nextDouble()));
      int before = worker.inKafka().size();
      turn();
      worker.commitAll();
      boolean moved =
          worker.inKafka().subList(before, worker.inKafka().size()).stream()
              .anyMatch(record -> !isIdleProgress(record));
      quiet = moved ? 0 : quiet + 1;
    }
  }

  private void turn() {
    executor.runSome(random, 0.7);
    try {
      worker.send(running.poll());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (random.nextInt(4) == 0) {
      worker.commit(pending -> random.nextInt(pending + 1));
    }
    if (crashesLeft > 0 && random.nextInt(40) == 0) {
      crashesLeft--;
      worker.crash(pending -> random.nextInt(pending + 1));
      start();
    }
  }

  private void start() {
    executor = new HeldExecutor();
    running =
        new RunningSource(
            new TaskScope(
                config,
                "eu-west-1",
                dynamoDb,
                dynamoDb,
                new Fetches(executor, workerClock, new Backoff(random), 4),
                new CommittedPositions(worker),
                new ControlRecords("shop", "shop.control", workerClock),
                new Outbox(),
                workerClock),
            Duration.ZERO);
  }

  private void failSometimes(String call) {
    if (random.nextInt(30) == 0) {
      throw LimitExceededException.builder().message("too fast").build();
    }
    if (call.equals("page") && random.nextInt(30) == 0) {
      throw ExpiredIteratorException.builder().message("expired").build();
    }
  }

  /** Invariant: a child is never read before its parent is finished. */
  private void requireFinishedParent(String shard) {
    String parent = dynamoDb.parentOf(shard);
    if (parent != null) {
      SourcePartition.Shard partition =
          new SourcePartition.Shard(FakeDynamoDb.TABLE, "2026-01-01T00:00:00.000", parent);
      assertThat(new CommittedPositions(worker).shards(List.of(partition)).get(partition))
          .as("committed position of %s, the parent of %s", parent, shard)
          .matches(position -> position.finished());
    }
  }

  private Map<String, Object> flawed(Map<String, Object> offset) {
    boolean finished = Boolean.TRUE.equals(offset.get("finished"));
    boolean shard = offset.containsKey("write_ts_us");
    if ((flaw == Flaw.CHILD_DOES_NOT_INHERIT && finished)
        || (flaw == Flaw.WRITE_TIME_NOT_PERSISTED && shard && !finished)) {
      offset.put("write_ts_us", offset.get("epoch_us"));
    }
    return offset;
  }

  private long writeTime(ChangeRecord change) {
    return flaw == Flaw.SNAPSHOT_STAMPED_WHEN_READ && change.operation() == ChangeOperation.SNAPSHOT
        ? change.source().changeTimeMicros()
        : change.source().writeTimeMicros();
  }

  private static boolean isIdleProgress(SourceRecord record) {
    return record.topic().equals("shop.control")
        && record.sourcePartition().get("kind").equals("shard")
        && Boolean.FALSE.equals(record.sourceOffset().get("finished"));
  }

  private DynamoDbSourceConfig config() {
    DynamoDbSourceConfig parsed =
        DynamoDbSourceConfig.parse(
            Map.of(
                "name", "shop",
                "topic.prefix", "shop",
                "tables", FakeDynamoDb.TABLE,
                "snapshot.segments", Integer.toString(1 + random.nextInt(3)),
                "snapshot.page.limit", Integer.toString(1 + random.nextInt(6)),
                "control.interval.ms", "1000",
                "control.kafka.bootstrap.servers", "nowhere:9092"));
    // An overlap of seconds, which no user may set, lets a trial pass in little time.
    StreamSettings stream =
        new StreamSettings(
            overlap, Duration.ofMillis(100), 1 + random.nextInt(20), Duration.ofSeconds(2), 4);
    return new DynamoDbSourceConfig(
        parsed.connector(),
        parsed.topics(),
        parsed.aws(),
        parsed.snapshot(),
        stream,
        parsed.control());
  }
}
