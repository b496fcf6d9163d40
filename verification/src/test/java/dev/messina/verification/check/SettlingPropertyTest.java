package dev.messina.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.verification.check.SimulatedLine.Rule;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** When a difference counts, under every order of changes, lag and looks. */
class SettlingPropertyTest {

  private static final int SEEDS = 3_000;

  @Property(tries = 2_000)
  void lagNeverCounts(@ForAll long seed) {
    SimulatedLine line = new SimulatedLine(seed, Rule.WHOLE);

    line.run(400);

    assertThat(line.settled()).isFalse();
  }

  @Property(tries = 2_000)
  void whatIsDamagedAndLeftAloneCounts(@ForAll long seed) {
    SimulatedLine line = new SimulatedLine(seed, Rule.WHOLE);
    line.run(200);
    line.stopWriting();

    boolean damaged = line.damage();
    line.run(400);

    assertThat(line.settled()).isEqualTo(damaged);
  }

  /** Also where the row was the item by chance when the change came. */
  @Property(tries = 2_000)
  void aChangeThatIsLostCounts(@ForAll long seed) {
    assertThat(isMissed(seed, Rule.WHOLE)).isFalse();
  }

  @Example
  void withoutAnotherLookOnceAllIsAppliedALostChangeIsMissed() {
    assertThat(LongStream.range(0, SEEDS).filter(seed -> isMissed(seed, Rule.WITHOUT_APPLIED)))
        .isNotEmpty();
  }

  /** Whether what counts in the end is anything but what differs. */
  private static boolean isMissed(long seed, Rule rule) {
    SimulatedLine line = new SimulatedLine(seed, rule, 10);
    line.run(200);
    line.stopWriting();
    line.run(400);
    return line.counts() != line.differs();
  }

  /** Each part of the rule is needed: without it some order of events is a false alarm. */
  @Example
  void withoutTheFrontierLagCounts() {
    assertThat(falseAlarms(Rule.WITHOUT_FRONTIER)).isPositive();
  }

  @Example
  void withoutTheTopicADeletedRowCounts() {
    assertThat(falseAlarms(Rule.WITHOUT_TOPIC)).isPositive();
  }

  @Example
  void withoutTheSameRowLagCounts() {
    assertThat(falseAlarms(Rule.WITHOUT_SAME_ROW)).isPositive();
  }

  private static int falseAlarms(Rule rule) {
    int alarms = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      SimulatedLine line = new SimulatedLine(seed, rule);
      line.run(400);
      alarms += line.settled() ? 1 : 0;
    }
    return alarms;
  }
}
