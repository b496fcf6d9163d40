package dev.messina.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollIntervalTest {

  private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final int PAGE_LIMIT = 1000;
  private static final long CALL_MILLIS = 10;

  private final PollInterval pace = new PollInterval(IDLE, PAGE_LIMIT, BEGIN);

  @ParameterizedTest
  @ValueSource(ints = {100, 1000})
  void readsOnAtOnceBehindAFullPage(int records) {
    assertThat(pace.after(records, BEGIN, micros(BEGIN), 1)).isZero();
  }

  @Test
  void aPageIsFullAtItsLimit() {
    PollInterval small = new PollInterval(IDLE, 20, BEGIN);

    assertThat(small.after(20, BEGIN, micros(BEGIN), 1)).isZero();
    assertThat(small.after(19, BEGIN, micros(BEGIN), 1)).isPositive();
  }

  @Test
  void readsOnAtOnceWhileTheChangesAreOld() {
    assertThat(pace.after(1, BEGIN, micros(BEGIN.minusSeconds(11)), 1)).isZero();
    assertThat(pace.after(1, BEGIN, micros(BEGIN.minusSeconds(9)), 1)).isPositive();
  }

  @Test
  void anEmptyPageIsNeverFollowedAtOnceHoweverOldTheLastChange() {
    assertThat(pace.after(0, BEGIN, 0, 1)).isPositive();
  }

  @Test
  void aClockThatIsSetBackDoesNotStopTheReading() {
    pace.after(1, BEGIN, micros(BEGIN), 1);

    assertThat(pace.after(0, BEGIN.minusSeconds(3600), micros(BEGIN), 1))
        .isPositive()
        .isLessThan(IDLE);
  }

  @Test
  void neverRestsLongerThanSaid() {
    PollInterval quick = new PollInterval(Duration.ofMillis(10), PAGE_LIMIT, BEGIN);

    assertThat(pace.after(0, BEGIN.plusSeconds(86_400), 0, 1)).isEqualTo(IDLE);
    assertThat(quick.after(0, BEGIN.plusSeconds(86_400), 0, 1)).hasMillis(10);
  }

  /** Changes at random gaps around the mean; the half of them must be read within the bound. */
  @ParameterizedTest
  @CsvSource({"450, 100", "1000, 100", "4000, 110", "20000, 520"})
  void aChangeWaitsShortlyAndTheShardIsReadLessThanFourteenTimesASecond(int gapMillis, int bound) {
    Reading reading = new Reading(pace, 1);

    reading.run(changesAbout(gapMillis, 300));

    assertThat(reading.medianWaitMillis()).isLessThan(bound);
    assertThat(reading.readsPerSecond()).isLessThan(14);
  }

  @Test
  void aShardWithoutChangesIsSoonReadOnceASecond() {
    Reading reading = new Reading(pace, 1);

    reading.run(List.of(Duration.ofMinutes(10).toMillis()));

    assertThat(reading.reads()).isBetween(590L, 670L);
  }

  @Test
  void aStreamOfChangesIsReadInPagesAndNotOneByOne() {
    Reading reading = new Reading(pace, 1);
    List<Long> everyMillisecond = new ArrayList<>();
    for (long at = 1; at <= 60_000; at++) {
      everyMillisecond.add(at);
    }

    reading.run(everyMillisecond);

    assertThat(reading.medianWaitMillis()).isLessThan(100);
    assertThat(reading.readsPerSecond()).isLessThan(20);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "100, 100", "200, 100", "700, 100"})
  void idleShardsTogetherMakeAtMostAHundredReadsASecond(int shards, double bound) {
    Duration rest = pace.after(0, BEGIN.plusSeconds(86_400), 0, shards);

    assertThat(shards * 1000.0 / rest.toMillis()).isLessThanOrEqualTo(bound);
  }

  @ParameterizedTest
  @CsvSource({"1, 14", "40, 400", "200, 400", "700, 400"})
  void busyShardsTogetherMakeAtMostFourHundredReadsASecond(int shards, double bound) {
    Duration rest = pace.after(1, BEGIN, micros(BEGIN), shards);

    assertThat(shards * 1000.0 / rest.toMillis()).isLessThanOrEqualTo(bound);
  }

  private static long micros(Instant instant) {
    return instant.toEpochMilli() * 1_000;
  }

  private static List<Long> changesAbout(int gapMillis, int count) {
    Random random = new Random(11);
    List<Long> changes = new ArrayList<>();
    long at = 0;
    for (int i = 0; i < count; i++) {
      at += gapMillis * 2 / 3 + random.nextInt(gapMillis * 2 / 3);
      changes.add(at);
    }
    return changes;
  }

  /**
   * A shard that is read at this pace from the beginning until its last change, in virtual time.
   */
  private static final class Reading {

    private final PollInterval pace;
    private final int shards;
    private final List<Long> waits = new ArrayList<>();
    private long millis;
    private long reads;

    private Reading(PollInterval pace, int shards) {
      this.pace = pace;
      this.shards = shards;
    }

    /**
     * @param changes the milliseconds from the beginning at which they are written
     */
    private void run(List<Long> changes) {
      int next = 0;
      while (next < changes.size()) {
        int first = next;
        while (next < changes.size() && changes.get(next) <= millis) {
          next++;
        }
        reads++;
        millis += CALL_MILLIS;
        for (int i = first; i < next; i++) {
          waits.add(millis - changes.get(i));
        }
        long lastChange = next == 0 ? 0 : micros(BEGIN.plusMillis(changes.get(next - 1)));
        millis += pace.after(next - first, BEGIN.plusMillis(millis), lastChange, shards).toMillis();
      }
    }

    private long reads() {
      return reads;
    }

    private double readsPerSecond() {
      return reads * 1000.0 / millis;
    }

    private long medianWaitMillis() {
      return waits.stream().sorted().skip(waits.size() / 2).findFirst().orElseThrow();
    }
  }
}
