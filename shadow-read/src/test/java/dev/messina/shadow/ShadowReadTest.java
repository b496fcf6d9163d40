package dev.messina.shadow;

import static dev.messina.shadow.TestMapping.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.messina.verification.check.Difference;
import dev.messina.verification.check.DifferenceKind;
import dev.messina.verification.frontier.Frontier;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each rule of when a difference counts, and what the application sees of it. */
class ShadowReadTest {

  private static final ShadowOptions OPTIONS = ShadowOptions.named("test");

  private final SettableStores stores = new SettableStores();
  private final List<Difference> told = Collections.synchronizedList(new ArrayList<>());
  private ShadowRead shadow = shadow(OPTIONS);

  private ShadowRead shadow(ShadowOptions options) {
    return new ShadowRead(stores.stores(), () -> stores.frontier, options, told::add, stores);
  }

  private void restart(ShadowOptions options) {
    shadow.close();
    shadow = shadow(options);
  }

  @AfterEach
  void close() {
    shadow.close();
  }

  @Test
  void equalIsCountedEqual() {
    stores.putItem("a", "1");
    stores.putRow("a", "1");

    assertThat(shadow.check(key("a"))).isEqualTo(Answer.EQUAL);
    assertThat(shadow.check(key("nobody"))).isEqualTo(Answer.EQUAL);

    assertThat(shadow.counters().equal()).isEqualTo(2);
    assertThat(shadow.counters().reads()).isEqualTo(2);
    assertThat(stores.itemReads()).as("what is equal is read once").isEqualTo(2);
  }

  @Test
  void lagIsExcusedHoweverLongItTakes() {
    stores.putItem("a", "1");
    stores.putRow("a", "0");
    assertThat(shadow.check(key("a"))).isEqualTo(Answer.OPEN);
    stores.pass(Duration.ofHours(5));
    shadow.settle();
    assertThat(shadow.check(key("a"))).isEqualTo(Answer.OPEN);
    assertThat(shadow.counters().open()).isOne();
    assertThat(shadow.counters().oldestOpenSeconds()).isEqualTo(18_000);

    stores.putRow("a", "1");
    stores.passFrontier();
    shadow.settle();

    assertThat(shadow.counters().excused()).isOne();
    assertThat(shadow.counters().open()).isZero();
    assertThat(shadow.counters().differences()).isZero();
    assertThat(told).isEmpty();
  }

  @Test
  void aDifferenceCountsOnceWhenTheFrontierHasPassed() {
    stores.putItem("a", "1");
    stores.putRow("a", "0");
    shadow.check(key("a"));
    shadow.settle();
    assertThat(told).isEmpty();

    stores.passFrontier();
    shadow.settle();
    shadow.settle();
    assertThat(shadow.check(key("a"))).isEqualTo(Answer.DIFFERENT);
    stores.putItem("a", "2");
    assertThat(shadow.check(key("a"))).isEqualTo(Answer.DIFFERENT);

    assertThat(shadow.counters().different()).isOne();
    assertThat(shadow.counters().differences()).isOne();
    assertThat(shadow.counters().open()).isZero();
    assertThat(told).hasSize(1);
    assertThat(told.get(0).kind()).isEqualTo(DifferenceKind.DIFFERENT);
    assertThat(told.get(0).columns()).containsExactly("v");
    assertThat(told.get(0).settled()).isTrue();
    assertThat(told.get(0).values()).isEmpty();
    assertThat(told.get(0).pair().item()).contains(key("a"));
  }

  @Test
  void theClocksMayDifferByTheMargin() {
    stores.putItem("a", "1");
    stores.putRow("a", "0");
    shadow.check(key("a"));
    stores.frontier =
        new Frontier.Known(stores.now.plus(Frontier.CLOCK_MARGIN).minusMillis(1), "a test");
    stores.pass(Duration.ofSeconds(10));
    shadow.settle();

    assertThat(shadow.counters().open()).isOne();
    assertThat(shadow.counters().differences()).isZero();
  }

  @Test
  void anotherRowIsANewCase() {
    stores.putItem("a", "1");
    stores.putRow("a", "0");
    shadow.check(key("a"));
    stores.passFrontier();
    shadow.settle();

    stores.putRow("a", "other");
    assertThat(shadow.check(key("a"))).isEqualTo(Answer.OPEN);
    stores.passFrontier();
    shadow.settle();
    assertThat(shadow.counters().different()).isEqualTo(2);

    stores.putRow("a", "1");
    assertThat(shadow.check(key("a"))).isEqualTo(Answer.EQUAL);
    stores.putRow("a", "0");
    shadow.check(key("a"));
    stores.passFrontier();
    shadow.settle();

    assertThat(shadow.counters().different()).isEqualTo(3);
    assertThat(shadow.counters().excused()).isZero();
  }

  @Test
  void eachKindHasItsCounter() {
    stores.putItem("missing", "1");
    stores.putRow("extra", "1");
    stores.putItem("different", "1");
    stores.putRow("different", "0");
    stores.putItem("newer", "1");
    stores.putRow("newer", "0", Duration.ofDays(1));
    stores.putUnwritableItem("refused");
    for (String key : List.of("missing", "extra", "different", "newer", "refused")) {
      assertThat(shadow.check(key(key))).as(key).isEqualTo(Answer.OPEN);
    }
    stores.passFrontier();
    shadow.settle();

    ShadowCounters counters = shadow.counters();
    assertThat(counters.missing()).isOne();
    assertThat(counters.extra()).isOne();
    assertThat(counters.different()).isOne();
    assertThat(counters.targetNewer()).isOne();
    assertThat(counters.deadLettered()).isOne();
    assertThat(counters.differences()).isEqualTo(5);
    assertThat(told.toString()).contains("'no column'").doesNotContain("2\"");
  }

  @Test
  void aReadOfTheItemFromBeforeTheRowProvesNothing() {
    stores.putItem("a", "1");
    stores.putRow("a", "2");
    stores.afterRowRead = () -> stores.putItem("a", "2");

    assertThat(shadow.check(key("a"))).isEqualTo(Answer.EQUAL);
    assertThat(shadow.counters().open()).isZero();
  }

  /** Its row is looked at whatever the item is now. */
  @Test
  void aRowIsRememberedWhenItsItemIsGone() {
    stores.putItem("a", "1");
    stores.putRow("a", "0");
    shadow.check(key("a"));
    stores.deleteItem("a");
    stores.passFrontier();
    shadow.settle();

    assertThat(shadow.counters().extra()).isOne();
    stores.deleteRow("a");
    assertThat(shadow.check(key("a"))).isEqualTo(Answer.EQUAL);
  }

  @Test
  void aMissingRowMayHaveComeAndGoneWhereTheItemChanges() {
    stores.putItem("a", "1");
    shadow.check(key("a"));
    stores.putItem("a", "2");
    stores.passFrontier();
    shadow.settle();
    assertThat(shadow.counters().missing()).isZero();
    assertThat(shadow.counters().open()).isOne();

    stores.passFrontier();
    shadow.settle();
    assertThat(shadow.counters().missing()).isOne();
  }

  @Test
  void anUnknownFrontierExcusesNothingBeyondALimit() {
    stores.frontier = new Frontier.Unknown("nobody answers");
    stores.putItem("a", "1");
    stores.putRow("a", "0");
    stores.putItem("b", "1");
    shadow.check(key("a"));
    shadow.check(key("b"));
    stores.pass(Duration.ofSeconds(60));
    shadow.settle();
    assertThat(shadow.counters().unsettled()).isZero();

    stores.putRow("b", "1");
    stores.pass(Duration.ofSeconds(1));
    shadow.settle();
    shadow.settle();
    shadow.check(key("a"));

    assertThat(shadow.counters().unsettled()).isOne();
    assertThat(shadow.counters().excused()).isOne();
    assertThat(shadow.counters().differences()).isZero();
    assertThat(told).extracting(Difference::settled).containsExactly(false);
  }

  @Test
  void theLimitBeginsWhenTheFrontierIsLost() {
    stores.putItem("a", "1");
    stores.putRow("a", "0");
    shadow.settle();
    shadow.check(key("a"));
    stores.pass(Duration.ofHours(1));
    stores.frontier = new Frontier.Unknown("nobody answers");
    shadow.settle();
    stores.pass(Duration.ofSeconds(60));
    shadow.settle();
    assertThat(shadow.counters().unsettled()).isZero();

    stores.frontier = new Frontier.Known(stores.now.minus(Duration.ofHours(2)), "a test");
    shadow.settle();
    stores.frontier = new Frontier.Unknown("nobody answers again");
    shadow.settle();
    stores.pass(Duration.ofSeconds(60));
    shadow.settle();
    assertThat(shadow.counters().unsettled()).isZero();

    stores.pass(Duration.ofSeconds(1));
    shadow.settle();
    assertThat(shadow.counters().unsettled()).isOne();
  }

  @Test
  void aFrontierThatFailsIsUnknown() {
    shadow.close();
    shadow =
        new ShadowRead(
            stores.stores(),
            () -> {
              throw new IllegalStateException("no frontier");
            },
            OPTIONS.withUnknownLimit(Duration.ZERO),
            told::add,
            stores);
    stores.putItem("a", "1");
    shadow.check(key("a"));
    stores.pass(Duration.ofSeconds(1));
    shadow.settle();

    assertThat(shadow.counters().unsettled()).isOne();
  }

  @Test
  void aSideThatIsDownIsCountedAndNothingElse() {
    stores.putItem("a", "1");
    stores.rowsDown = true;
    assertThat(shadow.check(key("a"))).isEqualTo(Answer.FAILED);
    stores.rowsDown = false;
    stores.itemsDown = true;
    assertThat(shadow.check(key("a"))).isEqualTo(Answer.FAILED);
    stores.itemsDown = false;
    assertThat(shadow.check(key("a"))).isEqualTo(Answer.OPEN);

    stores.rowsDown = true;
    stores.passFrontier();
    shadow.settle();
    assertThat(shadow.counters().failed()).isEqualTo(3);
    assertThat(shadow.counters().open()).isOne();

    stores.rowsDown = false;
    shadow.settle();
    assertThat(shadow.counters().missing()).isOne();
  }

  @Test
  void aListenerThatFailsIsNotTheApplicationsTrouble() {
    shadow.close();
    shadow =
        new ShadowRead(
            stores.stores(),
            () -> stores.frontier,
            OPTIONS,
            difference -> {
              throw new IllegalStateException("a listener of no use");
            },
            stores);
    stores.putItem("a", "1");
    shadow.check(key("a"));
    stores.passFrontier();
    shadow.settle();

    assertThat(shadow.counters().missing()).isOne();
  }

  @Test
  void tooManyOpenKeysDropTheOldest() {
    restart(OPTIONS.withOpenMost(2));
    for (String key : List.of("a", "b", "c")) {
      stores.putItem(key, "1");
      shadow.check(key(key));
    }
    assertThat(shadow.counters().dropped()).isOne();
    assertThat(shadow.counters().open()).isEqualTo(2);

    stores.passFrontier();
    shadow.settle();

    assertThat(told)
        .extracting(difference -> difference.pair().item())
        .containsExactly(Optional.of(key("b")), Optional.of(key("c")));
  }

  @Test
  void offersAreSampledAndNeverWait() {
    restart(OPTIONS.withQueueMost(1));
    assertThat(shadow.offer(key("a"))).isTrue();
    assertThat(shadow.offer(key("a"))).isFalse();
    assertThat(shadow.counters().skipped()).isOne();
    assertThat(shadow.counters().reads()).isZero();

    restart(OPTIONS.withSampleRate(0));
    assertThat(shadow.offer(key("a"))).isFalse();
    assertThat(shadow.counters().skipped()).isZero();
  }

  @Test
  void valuesAreToldWhereTheyAreAskedFor() {
    restart(OPTIONS.withValues());
    stores.putItem("a", "1");
    stores.putRow("a", "0");
    shadow.check(key("a"));
    stores.passFrontier();
    shadow.settle();

    assertThat(told.get(0).values()).isEqualTo(Map.of("v", List.of("1", "0")));
  }

  @Test
  void whereNoRowIsToldNothingIsCompared() {
    shadow.close();
    Stores elsewhere =
        new Stores(
            key -> Optional.of(TestMapping.item("a", "1")),
            row -> {
              throw new IllegalStateException("no row is to be read");
            },
            TestMapping.into("ks.other"));
    shadow = new ShadowRead(elsewhere, () -> stores.frontier, OPTIONS, told::add, stores);

    assertThat(shadow.check(key("a"))).isEqualTo(Answer.UNCOMPARED);
    assertThat(shadow.counters().uncompared()).isOne();
  }

  @Test
  void theCountersAreInJmx() throws Exception {
    stores.putItem("a", "1");
    shadow.check(key("a"));
    ObjectName name = new ObjectName("dev.messina:type=shadow-read,name=test");
    var server = ManagementFactory.getPlatformMBeanServer();

    assertThat(server.getAttribute(name, "Reads")).isEqualTo(1L);
    assertThat(server.getAttribute(name, "Open")).isEqualTo(1L);
    assertThat(server.getMBeanInfo(name).getAttributes())
        .hasSameSizeAs(ShadowCounters.class.getRecordComponents());
    assertThatThrownBy(() -> shadow(OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'test'")
        .hasMessageContaining("another name");

    shadow.close();
    assertThat(server.isRegistered(name)).isFalse();
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> OPTIONS.withSampleRate(1.1))
        .hasMessage("Options of a shadow read: sampleRate is 1.1, not 0 to 1.");
    assertThatThrownBy(() -> OPTIONS.withQueueMost(0)).hasMessageContaining("queueMost is 0");
  }

  /** Many threads, the thread of its own and the whole way: one difference, one count. */
  @Test
  void manyThreadsCountOnce() throws InterruptedException {
    stores.putItem("a", "1");
    stores.putRow("a", "0");
    stores.frontier = new Frontier.Known(Instant.now().plus(Duration.ofDays(1)), "a test");
    shadow.close();
    shadow =
        ShadowRead.start(
            stores.stores(), () -> stores.frontier, OPTIONS.withQueueMost(50_000), told::add);
    CountDownLatch done = new CountDownLatch(4);
    for (int thread = 0; thread < 4; thread++) {
      new Thread(
              () -> {
                for (int read = 0; read < 2_000; read++) {
                  shadow.check(key("a"));
                  shadow.offer(key("a"));
                }
                done.countDown();
              })
          .start();
    }
    done.await();
    await("all is read").until(() -> shadow.counters().reads() >= 16_000);

    assertThat(shadow.counters().different()).isOne();
    assertThat(told).hasSize(1);
    assertThat(shadow.counters().failed()).isZero();
  }
}
