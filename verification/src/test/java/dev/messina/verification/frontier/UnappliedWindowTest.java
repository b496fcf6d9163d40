package dev.messina.verification.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A window beside a list of all records, for commits of any order, set back ones included. */
class UnappliedWindowTest {

  private static final int STEPS = 500;
  private static final int TIMES = 20;

  private enum Kind {
    CHANGE,
    ITEM,
    UNTIMED
  }

  private record Sent(Kind kind, long millis) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void tellsTheOldestOfWhatIsNotCommitted(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Sent> topic = new ArrayList<>();
    UnappliedWindow window = new UnappliedWindow(0);
    int committed = 0;
    for (int step = 0; step < STEPS; step++) {
      int fresh = random.nextInt(4);
      for (int i = 0; i < fresh; i++) {
        topic.add(sent(random));
      }
      boolean setBack = random.nextInt(20) == 0;
      int least = setBack ? 0 : committed;
      committed = least + random.nextInt(topic.size() - least + 1);
      if (!window.covers(committed)) {
        window = new UnappliedWindow(committed);
      }
      window.advance(committed);
      readSome(topic, window, random);
      requireTruth(window, topic, committed);
    }
  }

  private static Sent sent(SplittableRandom random) {
    int dice = random.nextInt(30);
    Kind kind = dice == 0 ? Kind.ITEM : dice == 1 ? Kind.UNTIMED : Kind.CHANGE;
    return new Sent(kind, random.nextInt(TIMES));
  }

  private static void readSome(List<Sent> topic, UnappliedWindow window, SplittableRandom random) {
    int end = topic.size() - (int) Math.min(topic.size() - window.next(), random.nextInt(3));
    for (int offset = (int) window.next(); offset < end; offset++) {
      Sent sent = topic.get(offset);
      switch (sent.kind()) {
        case CHANGE -> window.change(offset, sent.millis());
        case ITEM -> window.item(offset);
        case UNTIMED -> window.untimed(offset);
      }
    }
    window.readTo(end);
  }

  private static void requireTruth(UnappliedWindow window, List<Sent> topic, int committed) {
    List<Sent> left = topic.subList(committed, (int) window.next());
    OptionalLong oldest =
        left.stream().filter(sent -> sent.kind() == Kind.CHANGE).mapToLong(Sent::millis).min();
    assertThat(window.oldestMillis()).isEqualTo(oldest);
    assertThat(window.hasItems()).isEqualTo(holds(left, Kind.ITEM));
    assertThat(window.hasUntimed()).isEqualTo(holds(left, Kind.UNTIMED));
  }

  private static boolean holds(List<Sent> left, Kind kind) {
    return left.stream().anyMatch(sent -> sent.kind() == kind);
  }
}
