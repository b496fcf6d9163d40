package dev.messina.dynamodb.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.Item;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.item.KeyAttribute;
import dev.messina.dynamodb.item.KeyRange;
import dev.messina.dynamodb.item.KeySchema;
import dev.messina.dynamodb.item.KeyType;
import dev.messina.dynamodb.stream.Change;
import dev.messina.dynamodb.stream.UserIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TableTest {

  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final KeySchema SCHEMA =
      new KeySchema(new KeyAttribute("pk", KeyType.S), Optional.empty());

  private TableTiming timing = TableTiming.defaults();
  private final List<Change> changes = new ArrayList<>();
  private final Table table =
      new Table(
          new TableIdentity("things", new UUID(1, 1), "arn", NOON),
          new TableDefinition(
              SCHEMA,
              Map.of("pk", KeyType.S),
              new Indexes(List.of(), List.of()),
              new Billing(Billing.PAY_PER_REQUEST, Throughput.ON_DEMAND, Optional.empty()),
              Map.of()),
          new TableRules() {
            @Override
            public TableTiming timing() {
              return timing;
            }

            @Override
            public Throttle throttle() {
              return Throttle.NONE;
            }
          });

  @Test
  void aWriteThatChangesNothingIsNoChange() {
    table.listen(changes::add);
    write("a", "1", NOON);
    write("a", "1", NOON);
    write("a", "2", NOON);
    delete("a", NOON);
    delete("a", NOON);
    assertThat(changes).hasSize(3);
    assertThat(changes.get(1).before().same(item("a", "1"))).isTrue();
    assertThat(changes.get(1).after().same(item("a", "2"))).isTrue();
    assertThat(changes.get(2).after()).isNull();
    assertThat(table.itemCount()).isZero();
    assertThat(table.itemBytes()).isZero();
  }

  @Test
  void anItemExpiresAnHourAfterItsTimeAndTheServiceDeletesIt() {
    table.listen(changes::add);
    table.expireBy(Optional.of("ttl"));
    writeExpiring("a", NOON.plusSeconds(60));
    table.settle(NOON.plus(Duration.ofMinutes(60)));
    assertThat(table.itemCount()).isEqualTo(1);
    table.settle(NOON.plus(Duration.ofMinutes(61)));
    assertThat(table.itemCount()).isZero();
    assertThat(changes.get(1).by()).contains(UserIdentity.TIME_TO_LIVE);
  }

  @Test
  void anItemWhoseTimeWasPutOffDoesNotExpire() {
    table.expireBy(Optional.of("ttl"));
    writeExpiring("a", NOON.plusSeconds(60));
    writeExpiring("a", NOON.plus(Duration.ofDays(2)));
    table.settle(NOON.plus(Duration.ofDays(1)));
    assertThat(table.itemCount()).isEqualTo(1);
    table.settle(NOON.plus(Duration.ofDays(3)));
    assertThat(table.itemCount()).isZero();
  }

  @Test
  void itemsThatAreThereAlreadyExpireAsWell() {
    writeExpiring("a", NOON.plusSeconds(60));
    table.expireBy(Optional.of("ttl"));
    table.settle(NOON.plus(Duration.ofHours(2)));
    assertThat(table.itemCount()).isZero();
  }

  @Test
  void whatExpiredOverFiveYearsAgoStays() {
    table.expireBy(Optional.of("ttl"));
    writeExpiring("a", NOON.minus(Duration.ofDays(6 * 365)));
    table.settle(NOON.plus(Duration.ofHours(2)));
    assertThat(table.itemCount()).isEqualTo(1);
  }

  @Test
  void aReadOfTheRecentPastSeesWhatWasThere() {
    timing = timing.staleness(Duration.ofSeconds(1));
    write("kept", "1", NOON);
    write("changed", "1", NOON);
    write("deleted", "1", NOON);
    Instant later = NOON.plusMillis(500);
    write("changed", "2", later);
    write("changed", "3", later.plusMillis(100));
    delete("deleted", later);
    write("new", "1", later);

    assertThat(read(later.minusMillis(1))).containsExactlyInAnyOrder("1", "1", "1");
    assertThat(read(later.plusMillis(50))).containsExactlyInAnyOrder("1", "2", "1");
    assertThat(read(later.plusMillis(150))).containsExactlyInAnyOrder("1", "3", "1");
    assertThat(get("deleted", later.minusMillis(1))).isNotNull();
    assertThat(get("deleted", later.plusMillis(1))).isNull();
    assertThat(get("new", later.minusMillis(1))).isNull();
  }

  @Test
  void aTableIsCreatingForAsLongAsItsTimingSays() {
    timing = timing.transition(Duration.ofSeconds(20));
    assertThat(table.lifecycle().status(NOON.plusSeconds(19))).isEqualTo(TableStatus.CREATING);
    assertThat(table.lifecycle().status(NOON.plusSeconds(20))).isEqualTo(TableStatus.ACTIVE);
    table.lifecycle().hold(Optional.of(TableStatus.ARCHIVED));
    assertThat(table.lifecycle().status(NOON.plusSeconds(99))).isEqualTo(TableStatus.ARCHIVED);
  }

  private List<String> read(Instant asOf) {
    List<String> values = new ArrayList<>();
    Iterator<Item> all = table.range(KeyRange.all(), true, new ReadTime(Optional.of(asOf)));
    all.forEachRemaining(
        item -> values.add(((AttributeValue.StringValue) item.attributes().get("v")).value()));
    return values;
  }

  private Item get(String key, Instant asOf) {
    return table.get(key(key), new ReadTime(Optional.of(asOf)));
  }

  private void write(String key, String value, Instant at) {
    table.locked(() -> table.write(key(key), item(key, value), at, Optional.empty()));
  }

  private void delete(String key, Instant at) {
    table.locked(() -> table.write(key(key), null, at, Optional.empty()));
  }

  private void writeExpiring(String key, Instant expiry) {
    Item item =
        Item.of(
            Map.of(
                "pk",
                AttributeValue.string(key),
                "ttl",
                AttributeValue.number(Long.toString(expiry.getEpochSecond()))));
    table.locked(() -> table.write(key(key), item, NOON, Optional.empty()));
  }

  private static ItemKey key(String value) {
    return ItemKey.of(AttributeValue.string(value), Optional.empty());
  }

  private static Item item(String key, String value) {
    return Item.of(Map.of("pk", AttributeValue.string(key), "v", AttributeValue.string(value)));
  }
}
