package dev.messina.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.shadow.SimulatedLine.Rule;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What counts, under every order of changes, lag and looks. */
class ShadowReadPropertyTest {

  private static final int SEEDS = 1_000;

  @Property(tries = 500)
  void lagNeverCounts(@ForAll long seed) {
    try (SimulatedLine line = new SimulatedLine(seed, Rule.WHOLE)) {
      line.run(400);

      assertThat(line.counters().differences()).isZero();
      assertThat(line.counters().unsettled()).isZero();
      assertThat(line.counters().reads()).isPositive();
    }
  }

  @Property(tries = 200)
  void eachDamageCountsOnce(@ForAll long seed) {
    try (SimulatedLine line = new SimulatedLine(seed, Rule.WHOLE)) {
      line.run(200);
      line.stopWriting();
      int damages = 0;
      for (int damage = 0; damage < 3; damage++) {
        damages += line.damage() ? 1 : 0;
        line.run(300);

        assertThat(line.counters().differences()).isEqualTo(damages);
      }
      assertThat(line.counters().unsettled()).isZero();
      assertThat(line.counters().open()).isZero();
    }
  }

  @Property(tries = 150)
  void withoutAFrontierNothingIsADifferenceAndEachDamageIsUnsettledOnce(@ForAll long seed) {
    try (SimulatedLine line = new SimulatedLine(seed, Rule.WHOLE)) {
      line.run(200);
      line.stopWriting();
      line.loseFrontier();
      line.run(10);
      boolean damaged = line.damage();
      line.run(150);
      assertThat(line.counters().unsettled()).isZero();
      line.run(400);

      assertThat(line.counters().differences()).isZero();
      assertThat(line.counters().unsettled()).isEqualTo(damaged ? 1 : 0);
    }
  }

  /** Each part of the rule is needed: without it some order of events is a false alarm. */
  @Example
  void withoutTheFrontierLagCounts() {
    assertThat(falseAlarms(Rule.WITHOUT_FRONTIER)).isPositive();
  }

  @Example
  void withoutTheSameRowLagCounts() {
    assertThat(falseAlarms(Rule.WITHOUT_SAME_ROW)).isPositive();
  }

  @Example
  void withoutTheSecondReadOfTheItemLagCounts() {
    assertThat(falseAlarms(Rule.WITHOUT_SECOND_READ)).isPositive();
  }

  /**
   * The one limit, which the documentation names: such a change leaves no trace in either store.
   */
  @Example
  void anItemThatIsDeletedAndPutAgainAsItWasMayCount() {
    assertThat(falseAlarms(Rule.WITH_ITEMS_PUT_AGAIN)).isPositive();
  }

  private static int falseAlarms(Rule rule) {
    int alarms = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      try (SimulatedLine line = new SimulatedLine(seed, rule)) {
        line.run(400);
        alarms += line.counters().differences() > 0 ? 1 : 0;
      }
    }
    return alarms;
  }
}
