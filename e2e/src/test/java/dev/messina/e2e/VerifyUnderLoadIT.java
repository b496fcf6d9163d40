package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.demo.workload.ChangeWriter;
import dev.messina.cli.demo.workload.ItemGenerator;
import dev.messina.e2e.SharedStack.Services;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code messina verify} while the application writes and shards end. */
@ExtendWith(SharedStack.class)
class VerifyUnderLoadIT {

  private static final int ITEMS = 1_500;
  private static final int CHANGES = 12_000;
  private static final int CHANGES_PER_SECOND = 60;

  @Test
  void findsSevenKindsOfDamageAndNothingElse(Services services) {
    try (Migration migration = new Migration(services, "verify_under_load", ITEMS);
        ChangeWriter writer = migration.writer(ITEMS, CHANGES, CHANGES_PER_SECOND, 0)) {
      carry(migration);
      writer.start();
      findsDamage(services, migration, writer);
      writer.rethrowFailure();
    }
  }

  /** Three runs, two of which wait for the children of shards that end. */
  @Tag("soak")
  @Test
  void findsNothingBeforeTheDamageAndWhatIsLeftOfItWhenItIsMended(Services services) {
    try (Migration migration = new Migration(services, "verify_to_and_fro", ITEMS);
        ChangeWriter writer = migration.writer(ITEMS, CHANGES, CHANGES_PER_SECOND, 0)) {
      carry(migration);
      writer.start();
      endShards(services, migration);
      VerifyRun sound = VerifyRun.of(services, migration);
      assertThat(sound.differences()).isEmpty();
      assertThat(sound.exitCode()).as(sound.told()).isZero();
      assertThat(sound.summary().path("verdict").asText()).isEqualTo("verified");
      assertThat(sound.summary().path("changes").asLong()).isPositive();
      assertThat(sound.summary().at("/as_items/compared").asLong()).isGreaterThan(ITEMS);

      DamagedRows rows = findsDamage(services, migration, writer);

      VerifyRun digests = VerifyRun.of(services, migration, "--digest");
      assertThat(digests.differences()).isEqualTo(rows.expected());
      assertThat(digests.summary().at("/buckets/differing").asLong()).isPositive();

      for (int number = 0; number < 10; number++) {
        migration.put(item(number, "mended"));
      }
      services.cql().execute("DELETE FROM " + migration.targetName() + " WHERE pk = 'nobody'");
      VerifyRun mended = VerifyRun.of(services, migration);
      assertThat(mended.differences())
          .isEqualTo(Map.of(DamagedRows.name(key(7)), "target_newer [status]"));
      assertThat(mended.exitCode()).as(mended.told()).isEqualTo(1);
      writer.rethrowFailure();
    }
  }

  private static void carry(Migration migration) {
    for (int number = 0; number < 10; number++) {
      migration.put(item(number, "first"));
    }
    migration.deploy();
    migration.drain();
  }

  private static DamagedRows findsDamage(
      Services services, Migration migration, ChangeWriter writer) {
    DamagedRows rows = damaged(services, migration);
    endShards(services, migration);
    VerifyRun damaged = VerifyRun.of(services, migration);
    assertThat(writer.isDone()).as("the writer was done too early").isFalse();
    assertThat(damaged.differences()).isEqualTo(rows.expected());
    assertThat(damaged.exitCode()).as(damaged.told()).isEqualTo(1);
    assertThat(damaged.summary().at("/differences/different").asInt()).isEqualTo(5);
    assertThat(damaged.summary().path("changes").asLong()).isPositive();
    assertThat(damaged.said()).allMatch(line -> !line.toString().contains("changed"));
    return rows;
  }

  /** Each open shard ends, with two after it. */
  private static void endShards(Services services, Migration migration) {
    if (services.dynamoDbServer().own().isPresent()) {
      services.dynamoDbServer().shards(migration.name()).split();
    }
  }

  private static DamagedRows damaged(Services services, Migration migration) {
    DamagedRows rows = new DamagedRows(services.cql(), migration.targetName());
    String before = rows.read(key(6));
    migration.put(item(6, "second"));
    Eventually.isTrue(
        "the row is the second one", () -> rows.read(key(6)).contains("\"6 second\""));
    rows.remove(key(1));
    rows.add(ItemGenerator.key("nobody", "1"));
    rows.change(key(2));
    rows.clear(key(3));
    rows.swap(key(4), key(5));
    rows.turnBack(key(6), before);
    rows.writeAhead(key(7));
    return rows;
  }

  private static Map<String, AttributeValue> key(int number) {
    return ItemGenerator.key("quiet", Integer.toString(number));
  }

  private static Map<String, AttributeValue> item(int number, String status) {
    Map<String, AttributeValue> item = new HashMap<>(key(number));
    item.put("status", AttributeValue.fromS(number + " " + status));
    return item;
  }
}
