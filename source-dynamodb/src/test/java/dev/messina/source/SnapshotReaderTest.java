package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.source.aws.TableDescription.TableSize;
import dev.messina.source.snapshot.SnapshotProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.Random;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class SnapshotReaderTest {

  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void eachTaskScansItsOwnSegments() {
    SnapshotRun run = new SnapshotRun(5, 25).start(2);
    run.runToEnd(LONG);

    assertThat(run.keys()).hasSize(5 * 25).doesNotHaveDuplicates();
    assertThat(run.sentBy(0))
        .extracting(record -> String.valueOf(record.sourcePartition().get("segment")))
        .containsOnly("0", "2", "4");
    assertThat(run.task(1).progress().segmentsDone()).isEqualTo(2);
  }

  @Test
  void goesOnBehindTheLastCommittedPageWithAnyNumberOfTasks() {
    Random random = new Random(3);
    SnapshotRun run = new SnapshotRun(7, 100);
    for (int tasks : new int[] {1, 3, 2, 9}) {
      run.start(tasks).run(Duration.ofMillis(300));
      run.worker.commit(pending -> random.nextInt(pending + 1));
    }
    long committed = 0;
    for (int segment = 0; segment < 7; segment++) {
      committed += run.committed(segment).items();
    }
    run.start(4).runToEnd(LONG);
    run.worker.commitAll();

    assertThat(committed).isBetween(1L, 699L);
    assertThat(run.keys())
        .as("nothing that was committed is read again")
        .hasSize((int) (700 - committed))
        .doesNotHaveDuplicates();
    assertThat(run.worker.inKafka().stream().map(SourceRecord::key).distinct()).hasSize(700);
    for (int segment = 0; segment < 7; segment++) {
      assertThat(run.committed(segment).done()).isTrue();
      assertThat(run.committed(segment).items()).isEqualTo(100);
    }
  }

  @Test
  void anEmptySegmentAndAnEmptyLastPageAreCarriedByTheControlTopic() {
    SnapshotRun run = new SnapshotRun(3, 0).start(2);
    run.runToEnd(MINUTE);

    assertThat(run.sentBy(0)).hasSize(2).allMatch(record -> record.topic().equals("shop.control"));
    assertThat(run.sentBy(1)).hasSize(1);
    assertThat(run.task(0).isDone()).isTrue();
  }

  @Test
  void aTaskWithoutASegmentIsDoneAtOnce() {
    SnapshotRun run = new SnapshotRun(1, 10).start(2);

    assertThat(run.task(1).isDone()).isTrue();
    assertThat(run.task(1).progress().percent()).hasValue(100);
  }

  @Test
  void allTasksTogetherKeepToTheBudgetOfTheTable() {
    SnapshotRun run = new SnapshotRun(6, 100_000).forgetful();
    run.table.size(new TableSize(0, 0, 400));
    run.start(4).run(MINUTE.multipliedBy(2));

    assertUnitsPerSecond(run, run.clock.instant().minus(MINUTE), MINUTE, 200);
  }

  @Test
  void worksOutTheCostWhereTheServiceDoesNotSay() {
    SnapshotRun run = new SnapshotRun(2, 100_000).forgetful().option("snapshot.max.rcu", "10");
    run.table.sayNoUnits();
    run.start(1).run(MINUTE);

    // Ten small items are less than 4 KB, which is half a unit: twenty pages a second.
    Instant from = run.clock.instant().minusSeconds(40);
    assertThat(run.table.charges().stream().filter(charge -> charge.at().isAfter(from)))
        .hasSizeBetween(760, 840);
  }

  @Test
  void followsTheProvisionedCapacity() {
    SnapshotRun run = new SnapshotRun(4, 1_000_000).forgetful();
    run.table.size(new TableSize(0, 0, 100));
    run.start(1).run(MINUTE);
    run.table.size(new TableSize(0, 0, 1000));
    run.run(MINUTE.multipliedBy(6));

    assertUnitsPerSecond(run, run.clock.instant().minus(MINUTE), MINUTE, 500);
  }

  @Test
  void aSignalReplacesTheBudgetUntilItIsTakenBack() {
    SnapshotRun run =
        new SnapshotRun(4, 1_000_000).forgetful().option("snapshot.max.rcu", "100").start(1);
    run.run(MINUTE);
    run.task(0).throttle(OptionalDouble.of(20));
    run.run(MINUTE);
    assertUnitsPerSecond(run, run.clock.instant().minusSeconds(50), Duration.ofSeconds(50), 20);

    run.task(0).throttle(OptionalDouble.empty());
    run.run(MINUTE);
    assertUnitsPerSecond(run, run.clock.instant().minusSeconds(50), Duration.ofSeconds(50), 100);
    assertThatThrownBy(() -> run.task(0).throttle(OptionalDouble.of(0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void asksForNothingWhileItIsPausedAndLosesNothing() {
    SnapshotRun run = new SnapshotRun(2, 2_000).start(1);
    run.run(Duration.ofSeconds(1));
    run.task(0).pause(true);
    run.run(Duration.ofSeconds(1));
    int before = run.table.charges().size();
    run.run(MINUTE);
    assertThat(run.table.charges()).hasSize(before);
    assertThat(run.task(0).progress().heldBy()).hasValue("a pause");

    run.task(0).pause(false);
    run.runToEnd(LONG);
    assertThat(run.keys()).hasSize(4_000).doesNotHaveDuplicates();
  }

  @Test
  void repeatsNothingWhileItIsPaused() {
    SnapshotRun run = new SnapshotRun(1, 100);
    run.table.throttle(call -> true);
    run.start(1).run(Duration.ofSeconds(1));
    run.task(0).pause(true);
    run.run(Duration.ofSeconds(1));
    run.table.throttle(call -> false);
    run.run(MINUTE);

    assertThat(run.keys()).isEmpty();
  }

  @Test
  void waitsWhileTheStreamIsFarBehind() {
    SnapshotRun run = new SnapshotRun(1, 1_000).start(1);
    run.task(0).yieldToStream(true);
    run.run(MINUTE);
    assertThat(run.keys()).isEmpty();

    run.task(0).yieldToStream(false);
    run.runToEnd(LONG);
    assertThat(run.keys()).hasSize(1_000);
  }

  @Test
  void handsOutNothingMoreOnceItIsAbandoned() {
    SnapshotRun run = new SnapshotRun(4, 1_000_000).start(1);
    run.run(Duration.ofSeconds(1));
    int sent = run.keys().size();
    assertThat(run.table.underWay()).as("answers that are still to come").isPositive();
    run.task(0).abandon();
    run.run(MINUTE);

    assertThat(run.keys()).hasSize(sent);
    assertThat(run.table.underWay()).isZero();
    assertThat(run.task(0).isDone()).isFalse();
  }

  @Test
  void slowsDownWhereItIsThrottledAndRecovers() {
    SnapshotRun run =
        new SnapshotRun(4, 10_000_000).forgetful().option("snapshot.page.limit", "1").start(1);
    run.run(MINUTE);
    double free = unitsPerSecond(run, Duration.ofSeconds(20));
    Instant until = run.clock.instant().plusSeconds(20);
    run.table.throttle(call -> run.clock.instant().isBefore(until) && overLimit(run, free / 8));
    run.run(Duration.ofSeconds(20));

    assertThat(run.task(0).progress().throttles()).isPositive();
    assertThat(run.task(0).progress().heldBy()).hasValue("throttling by DynamoDB");
    assertThat(unitsPerSecond(run, Duration.ofSeconds(10))).isLessThan(free / 4);
    run.run(MINUTE.multipliedBy(5));
    assertThat(unitsPerSecond(run, Duration.ofSeconds(20))).isGreaterThan(free * 0.9);
  }

  /** The proof that the scan does not hurt the application: it gives way, and comes back. */
  @Test
  void givesWayToTheApplicationWhenTheTableAnswersSlowly() {
    SnapshotRun run =
        new SnapshotRun(8, 100_000_000)
            .forgetful()
            .option("snapshot.page.limit", "1")
            .option("snapshot.max.threads", "8")
            .start(1);
    run.run(MINUTE);
    double alone = unitsPerSecond(run, Duration.ofSeconds(30));
    assertThat(run.table.takeWidest()).isEqualTo(8);

    run.table.applicationCalls(9);
    run.run(MINUTE);
    double besideIt = unitsPerSecond(run, Duration.ofSeconds(30));
    run.table.takeWidest();
    run.run(Duration.ofSeconds(20));
    assertThat(run.table.takeWidest()).as("beside the application").isLessThanOrEqualTo(3);
    assertThat(besideIt).as("slower").isLessThan(alone / 2);
    assertThat(besideIt).as("but not at a standstill").isGreaterThan(alone / 100);

    run.table.applicationCalls(0);
    run.run(MINUTE);
    assertThat(unitsPerSecond(run, Duration.ofSeconds(20))).isGreaterThan(alone * 0.9);
  }

  @Test
  void restsBetweenPagesWhereOnePageAtATimeIsTooMuch() {
    SnapshotRun run =
        new SnapshotRun(4, 100_000_000).forgetful().option("snapshot.page.limit", "1").start(1);
    run.run(MINUTE);
    double alone = unitsPerSecond(run, Duration.ofSeconds(30));

    run.table.applicationCalls(20);
    run.run(MINUTE);
    // One page at a time would take 1.1 s each; it does so for a part of the time only.
    assertThat(run.task(0).progress().heldBy().orElseThrow()).startsWith("response times of");
    assertThat(unitsPerSecond(run, Duration.ofSeconds(40))).isBetween(0.01, 2.0);

    run.table.applicationCalls(0);
    run.run(MINUTE.multipliedBy(2));
    assertThat(unitsPerSecond(run, Duration.ofSeconds(20))).isGreaterThan(alone * 0.9);
  }

  @Test
  void canBeToldNotToMindTheResponseTime() {
    SnapshotRun run =
        new SnapshotRun(4, 100_000_000)
            .forgetful()
            .option("snapshot.page.limit", "1")
            .option("snapshot.max.latency.ms", "0")
            .start(1);
    run.table.applicationCalls(20);
    run.run(MINUTE);

    assertThat(run.table.takeWidest()).isEqualTo(4);
  }

  @Test
  void saysHowFarItIs() {
    SnapshotRun run = new SnapshotRun(4, 10_000).option("snapshot.max.rcu", "100");
    run.table.size(new TableSize(40_000, 400_000, 0));
    run.start(2).run(MINUTE.plusSeconds(40));
    SnapshotProgress progress = run.task(0).progress();

    // A hundred units are 200 items a second, half of them this task's.
    assertThat(progress.items()).isBetween(9_500L, 10_500L);
    assertThat(progress.segmentsOwn()).isEqualTo(2);
    assertThat(progress.percent().orElseThrow()).isBetween(47.0, 53.0);
    assertThat(progress.remaining().orElseThrow())
        .isBetween(Duration.ofSeconds(90), Duration.ofSeconds(112));
    assertThat(progress.readUnits()).isEqualTo(progress.items() * 0.5);

    run.worker.commitAll();
    run.start(1);
    assertThat(run.task(0).progress().items()).as("goes on counting").isGreaterThan(18_000);
    run.runToEnd(LONG);
    assertThat(run.task(0).progress().percent()).hasValue(100);
    assertThat(run.task(0).progress().remaining()).hasValue(Duration.ZERO);
  }

  private static boolean overLimit(SnapshotRun run, double unitsPerSecond) {
    Instant now = run.clock.instant();
    return run.table.unitsBetween(now.minusSeconds(1), now) > unitsPerSecond;
  }

  private static double unitsPerSecond(SnapshotRun run, Duration last) {
    Instant now = run.clock.instant();
    return run.table.unitsBetween(now.minus(last), now) / last.toSeconds();
  }

  private static void assertUnitsPerSecond(
      SnapshotRun run, Instant from, Duration duration, double expected) {
    double units = run.table.unitsBetween(from, from.plus(duration)) / duration.toSeconds();
    assertThat(units).isBetween(expected * 0.95, expected * 1.05);
  }
}
