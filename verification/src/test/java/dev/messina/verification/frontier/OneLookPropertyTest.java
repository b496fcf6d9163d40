package dev.messina.verification.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * The frontier of one look beside the truth: several shards on several partitions, clocks that
 * disagree, records that come again, and a sink that commits each partition as it likes. Each part
 * of the rule, left out, is found.
 */
class OneLookPropertyTest {

  private static final int LIVES = 300;
  private static final int STEPS = 150;
  private static final int PARTITIONS = 3;
  private static final Instant BEGAN = Instant.parse("2026-03-01T12:00:00Z");

  /** What is left out on purpose. */
  private enum Flaw {
    NONE,
    /** What the sink has not committed is not looked at. */
    SINK_FORGOTTEN,
    /** The first of what is left is taken for the oldest. */
    FIRST_TAKEN_FOR_OLDEST,
    /** One partition is not looked at. */
    PARTITION_FORGOTTEN,
    /** The clock that stamps changes is taken for right. */
    CLOCK_TAKEN_FOR_RIGHT
  }

  /**
   * @param made when, in milliseconds since the beginning
   * @param stamped the stream's time of it, likewise
   */
  private record Change(int number, long made, long stamped, int partition) {}

  @Test
  void neverPassesAChangeThatIsNotApplied() {
    assertThat(LongStream.range(0, LIVES).map(seed -> new Life(seed, Flaw.NONE).wrong()).sum())
        .isZero();
    assertThat(LongStream.range(0, LIVES).map(seed -> new Life(seed, Flaw.NONE).moved()))
        .as("it moves in each life")
        .allSatisfy(moved -> assertThat(moved).isPositive());
  }

  @ParameterizedTest
  @EnumSource(value = Flaw.class, names = "NONE", mode = Mode.EXCLUDE)
  void eachPartIsMissed(Flaw flaw) {
    assertThat(LongStream.range(0, LIVES).map(seed -> new Life(seed, flaw).wrong()).sum())
        .isPositive();
  }

  private static final class Life {

    private final SplittableRandom random;
    private final Flaw flaw;
    private final List<Change> made = new ArrayList<>();
    private final List<List<Change>> topic = new ArrayList<>();
    private final Map<Integer, Integer> committed = new HashMap<>();
    private final List<UnappliedWindow> windows = new ArrayList<>();
    private final List<Change> waiting = new ArrayList<>();
    private long now;
    private long wrong;
    private long moved;

    Life(long seed, Flaw flaw) {
      this.random = new SplittableRandom(seed);
      this.flaw = flaw;
      for (int partition = 0; partition < PARTITIONS; partition++) {
        topic.add(new ArrayList<>());
        committed.put(partition, 0);
        windows.add(new UnappliedWindow(0));
      }
      live();
    }

    long wrong() {
      return wrong;
    }

    long moved() {
      return moved;
    }

    private void live() {
      Instant last = Instant.MIN;
      for (int step = 0; step < STEPS; step++) {
        now += random.nextInt(2_000);
        if (random.nextInt(3) > 0) {
          change();
        }
        deliver();
        commit();
        Instant frontier = look();
        moved += frontier.isAfter(last) ? 1 : 0;
        last = frontier;
        wrong += made.stream().filter(change -> isPassed(change, frontier)).count();
      }
    }

    /** Stamps are whole seconds, and off by no more than the rule grants. */
    private void change() {
      long stamped = Math.floorDiv(now + random.nextInt(4_000) - 2_000, 1_000) * 1_000;
      Change change = new Change(made.size(), now, stamped, random.nextInt(PARTITIONS));
      made.add(change);
      waiting.add(change);
    }

    /** Shards are read each at its own pace, and a task that was killed sends again. */
    private void deliver() {
      for (Change change : List.copyOf(waiting)) {
        if (random.nextInt(4) == 0) {
          waiting.remove(change);
          topic.get(change.partition()).add(change);
        }
      }
      if (!made.isEmpty() && random.nextInt(10) == 0) {
        Change again = made.get(random.nextInt(made.size()));
        if (!waiting.contains(again)) {
          topic.get(again.partition()).add(again);
        }
      }
    }

    private void commit() {
      int partition = random.nextInt(PARTITIONS);
      int from = committed.get(partition);
      committed.put(partition, from + random.nextInt(topic.get(partition).size() - from + 1));
    }

    private Instant look() {
      Frontier.Known onTopic =
          new Frontier.Known(
              BEGAN.plusMillis(waiting.stream().mapToLong(Change::made).min().orElse(now)), "");
      OptionalLong oldest =
          windows.stream()
              .map(window -> oldest(windows.indexOf(window), window))
              .filter(OptionalLong::isPresent)
              .mapToLong(OptionalLong::getAsLong)
              .min();
      if (flaw == Flaw.SINK_FORGOTTEN || oldest.isEmpty()) {
        return onTopic.appliedUntil();
      }
      long slack =
          flaw == Flaw.CLOCK_TAKEN_FOR_RIGHT ? Assumptions.DEFAULT.clockError().toMillis() : 0;
      return CommittedFrontier.applied(
              onTopic, Optional.of(BEGAN.plusMillis(oldest.getAsLong() + slack)))
          .appliedUntil();
    }

    private OptionalLong oldest(int partition, UnappliedWindow window) {
      if (flaw == Flaw.PARTITION_FORGOTTEN && partition == 0) {
        return OptionalLong.empty();
      }
      int from = committed.get(partition);
      List<Change> records = topic.get(partition);
      if (flaw == Flaw.FIRST_TAKEN_FOR_OLDEST) {
        return from < records.size()
            ? OptionalLong.of(records.get(from).stamped())
            : OptionalLong.empty();
      }
      window.advance(from);
      for (int offset = (int) window.next(); offset < records.size(); offset++) {
        window.change(offset, records.get(offset).stamped());
      }
      return window.oldestMillis();
    }

    private boolean isPassed(Change change, Instant frontier) {
      int applied = committed.get(change.partition());
      return BEGAN.plusMillis(change.made()).isBefore(frontier)
          && !topic.get(change.partition()).subList(0, applied).contains(change);
    }
  }
}
