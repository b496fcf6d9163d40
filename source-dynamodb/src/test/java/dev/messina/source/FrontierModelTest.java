package dev.messina.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The frontier, computed all through the lives of {@link WriteTimestampModelTest}, never passes a
 * change that is not on the topic: over splits, killed tasks, late commits, hidden shards, data
 * losses.
 */
class FrontierModelTest {

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void theFrontierNeverPassesAChangeThatIsNotOnTheTopic(@ForAll long seed) {
    FrontierWatch watch = new FrontierWatch(seed, FrontierWatch.Flaw.NONE);
    new Trial(seed, false, 0, Trial.Flaw.NONE).watchedBy(watch).run();

    assertThat(watch.wrong()).isEmpty();
    assertThat(watch.known())
        .as("looks that gave a frontier; last: %s", watch.reason())
        .isPositive();
  }

  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void theFrontierNeverPassesAChangeThatWasLost(@ForAll long seed) {
    FrontierWatch watch = new FrontierWatch(seed, FrontierWatch.Flaw.NONE);
    Trial.withStandstill(seed).watchedBy(watch).run();

    assertThat(watch.wrong()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void everyPartOfTheRuleIsMissedWhereItIsLeftOut(FrontierWatch.Flaw flaw) {
    assertThat(LongStream.range(0, 300).anyMatch(seed -> isWrong(seed, flaw)))
        .as("a life in which %s lets the frontier pass a change", flaw)
        .isTrue();
  }

  private static boolean isWrong(long seed, FrontierWatch.Flaw flaw) {
    FrontierWatch watch = new FrontierWatch(seed, flaw);
    Trial trial =
        seed % 2 == 0 ? new Trial(seed, false, 0, Trial.Flaw.NONE) : Trial.withStandstill(seed);
    trial.watchedBy(watch).run();
    return !watch.wrong().isEmpty();
  }
}
