package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import dev.messina.cli.demo.workload.ChangeWriter;
import dev.messina.cli.demo.workload.ItemGenerator;
import dev.messina.e2e.SharedStack.Services;
import dev.messina.shadow.Answer;
import dev.messina.shadow.FrontierUrl;
import dev.messina.shadow.ShadowOptions;
import dev.messina.shadow.ShadowRead;
import dev.messina.shadow.Stores;
import dev.messina.verification.check.Difference;
import dev.messina.verification.check.DifferenceKind;
import dev.messina.verification.expect.Deployed;
import dev.messina.verification.frontier.Frontier;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.item.SourceItems;
import dev.messina.verification.row.TargetRows;
import dev.messina.verification.row.TargetTable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A shadow read beside an application that writes, with the frontier that the command serves. */
@ExtendWith(SharedStack.class)
class ShadowReadIT {

  private static final int ITEMS = 300;
  private static final int CHANGES = 12_000;
  private static final int CHANGES_PER_SECOND = 60;
  private static final ItemKey DAMAGED = new ItemKey(key(1));
  private static final ItemKey DELETED = new ItemKey(key(2));

  private final List<Difference> told = new CopyOnWriteArrayList<>();
  private volatile boolean isCutOff;

  @Test
  void excusesLagAndCountsADifferenceOnce(Services services) throws InterruptedException {
    try (Migration migration = new Migration(services, "shadow_read", ITEMS);
        ChangeWriter writer = migration.writer(ITEMS, CHANGES, CHANGES_PER_SECOND, 0)) {
      migration.put(item(1));
      migration.put(item(2));
      migration.deploy();
      migration.drain();
      try (ServedFrontier served = new ServedFrontier(services, migration)) {
        URI ofTable = served.address().resolve("/frontier/shadow_read");
        Frontier frontier = new FrontierUrl(ofTable, Duration.ofSeconds(1));
        try (ShadowRead shadow = shadow(services, migration, frontier)) {
          writer.start();
          excusesLag(services, migration, shadow);
          countsOnce(services, migration, shadow, frontier);
          writer.rethrowFailure();
        }
      }
      assertThat(writer.isDone()).as("the writer was done too early").isFalse();
    }
  }

  private ShadowRead shadow(Services services, Migration migration, Frontier frontier) {
    TargetTable table = TargetTable.find(services.cql(), migration.targetName()).orElseThrow();
    Stores stores =
        Stores.of(
            new SourceItems(services.dynamoDb(), migration.name()),
            new TargetRows(services.cql(), table, ConsistencyLevel.LOCAL_QUORUM),
            new Deployed(migration.sink().name(), migration.sink().config()),
            migration.topic());
    return ShadowRead.start(
        stores,
        () -> isCutOff ? new Frontier.Unknown("it is cut off") : frontier.read(),
        ShadowOptions.named(migration.name()).withUnknownLimit(Duration.ofSeconds(3)),
        told::add);
  }

  /** The sink stands still for a while, so that there is lag however fast the machine is. */
  private static void excusesLag(Services services, Migration migration, ShadowRead shadow) {
    List<ItemKey> keys = keys(services, migration);
    services.connect().stop(migration.sink().name());
    Eventually.isTrue(
        "many keys are open",
        () -> {
          keys.forEach(shadow::offer);
          return shadow.counters().open() >= 20;
        });
    services.connect().resume(migration.sink().name());
    Eventually.isTrue(
        "lag is excused, what was open before is closed",
        () -> shadow.counters().excused() >= 20 && shadow.counters().open() == 0);
    assertThat(shadow.counters().differences()).isZero();
    assertThat(shadow.counters().unsettled()).isZero();
    assertThat(shadow.counters().failed()).isZero();
    assertThat(shadow.counters().equal()).isPositive();
  }

  private static List<ItemKey> keys(Services services, Migration migration) {
    SourceItems items = new SourceItems(services.dynamoDb(), migration.name());
    return items.scan(0, 1, Map.of(), ITEMS).items().stream().map(items::keyOf).toList();
  }

  private void countsOnce(
      Services services, Migration migration, ShadowRead shadow, Frontier frontier) {
    DamagedRows rows = new DamagedRows(services.cql(), migration.targetName());
    assertThat(shadow.check(DAMAGED)).isEqualTo(Answer.EQUAL);
    rows.change(key(1));
    assertThat(shadow.check(DAMAGED)).isEqualTo(Answer.OPEN);
    Eventually.isTrue("it counts", () -> shadow.counters().different() == 1);
    Instant counted = Instant.now();
    Eventually.isTrue(
        "the frontier has passed it again",
        () -> {
          shadow.check(DAMAGED);
          return frontier.read() instanceof Frontier.Known known
              && known.appliedUntil().isAfter(counted);
        });
    assertThat(shadow.counters().differences()).isOne();

    assertThat(shadow.check(DELETED)).isEqualTo(Answer.EQUAL);
    isCutOff = true;
    rows.remove(key(2));
    assertThat(shadow.check(DELETED)).isEqualTo(Answer.OPEN);
    Eventually.isTrue("it is not settled", () -> shadow.counters().unsettled() == 1);
    assertThat(shadow.check(DELETED)).isEqualTo(Answer.DIFFERENT);
    assertThat(shadow.counters().unsettled()).isOne();
    assertThat(shadow.counters().differences()).isOne();

    assertThat(told).extracting(Difference::kind).containsExactly(kinds());
    assertThat(told).extracting(Difference::settled).containsExactly(true, false);
    assertThat(told.get(0).columns()).containsExactly("status");
    assertThat(told).allMatch(difference -> difference.values().isEmpty());
  }

  private static DifferenceKind[] kinds() {
    return new DifferenceKind[] {DifferenceKind.DIFFERENT, DifferenceKind.MISSING};
  }

  private static Map<String, AttributeValue> key(int number) {
    return ItemGenerator.key("quiet", Integer.toString(number));
  }

  private static Map<String, AttributeValue> item(int number) {
    Map<String, AttributeValue> item = new HashMap<>(key(number));
    item.put("status", AttributeValue.fromS("first"));
    return item;
  }
}
