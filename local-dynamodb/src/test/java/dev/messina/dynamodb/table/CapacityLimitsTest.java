package dev.messina.dynamodb.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.error.ErrorType;
import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.ItemKey;
import dev.messina.dynamodb.item.KeyAttribute;
import dev.messina.dynamodb.item.KeySchema;
import dev.messina.dynamodb.item.KeyType;
import dev.messina.dynamodb.table.CapacityUse.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CapacityLimitsTest {

  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

  private final CapacityLimits limits = new CapacityLimits();

  @Test
  void aProvisionedTableSavesUpFiveMinutes() {
    Table table = table(new Billing(Billing.PROVISIONED, new Throughput(5, 10), Optional.empty()));
    assertThat(admitted(table, Kind.WRITE, 10, 1_000, NOON)).isEqualTo(300);
    assertThat(admitted(table, Kind.WRITE, 10, 1_000, NOON.plusSeconds(7))).isEqualTo(7);
    assertThat(admitted(table, Kind.READ, 5, 1_000, NOON)).isEqualTo(300);
    ApiException refusal = refusal(table, Kind.WRITE, NOON.plusSeconds(7));
    assertThat(refusal.type()).isEqualTo(ErrorType.PROVISIONED_THROUGHPUT_EXCEEDED);
    assertThat(body(refusal)).contains("\"reason\":\"TableWriteProvisionedThroughputExceeded\"");
  }

  @Test
  void oneKeyOfATableOnDemandTakesAThousandWritesASecond() {
    Table table = table(onDemand());
    for (int i = 0; i < 1_000; i++) {
      limits.admit(use(table, Kind.WRITE, "hot", 1, NOON));
    }
    ApiException refusal = refusal(table, Kind.WRITE, NOON);
    assertThat(refusal.type()).isEqualTo(ErrorType.THROTTLING);
    assertThat(body(refusal)).contains("\"reason\":\"TableWriteKeyRangeThroughputExceeded\"");
    limits.admit(use(table, Kind.WRITE, "other", 1, NOON));
    limits.admit(use(table, Kind.WRITE, "hot", 1, NOON.plusMillis(2)));
  }

  @Test
  void aTableOnDemandBeginsWithFourThousandWritesASecond() {
    assertThat(admitted(table(onDemand()), Kind.WRITE, 1, 10_000, NOON)).isEqualTo(4_000);
  }

  @Test
  void aTableOnDemandTakesWhatItWasWarmedUpTo() {
    Table table = table(onDemand(), Map.of("WarmThroughput", Map.of("WriteUnitsPerSecond", 9_000)));
    assertThat(admitted(table, Kind.WRITE, 1, 10_000, NOON)).isEqualTo(9_000);
    assertThat(admitted(table, Kind.READ, 1, 20_000, NOON)).isEqualTo(12_000);
    assertThat(body(refusal(table, Kind.WRITE, NOON)))
        .contains("\"reason\":\"TableWriteKeyRangeThroughputExceeded\"");
  }

  @Test
  void aTableOnDemandTakesNoMoreThanItsOwnMaximum() {
    Table table =
        table(onDemand(), Map.of("OnDemandThroughput", Map.of("MaxWriteRequestUnits", 50)));
    assertThat(admitted(table, Kind.WRITE, 1, 10_000, NOON)).isEqualTo(50);
    assertThat(body(refusal(table, Kind.WRITE, NOON)))
        .contains("\"reason\":\"TableWriteMaxOnDemandThroughputExceeded\"");
  }

  @Test
  void oneRequestMayOverdrawAndIsTakenAsAWhole() {
    Table table = table(onDemand());
    List<CapacityUse> together =
        IntStream.range(0, 10).mapToObj(i -> use(table, Kind.WRITE, "key" + i, 800, NOON)).toList();
    assertThat(limits.admit(together)).isEmpty();
    CapacityUse other = use(table, Kind.WRITE, "other", 1, NOON.plusMillis(900));
    assertThat(limits.admit(List.of(other))).containsOnlyKeys(other);
    CapacityUse later = use(table, Kind.WRITE, "other", 1, NOON.plusSeconds(2));
    assertThat(limits.admit(List.of(later))).isEmpty();
  }

  private static String body(ApiException refusal) {
    return new String(refusal.body(), StandardCharsets.UTF_8);
  }

  private static Billing onDemand() {
    return new Billing(Billing.PAY_PER_REQUEST, Throughput.ON_DEMAND, Optional.of(NOON));
  }

  /** How many of so many uses get through, each of another key. */
  private int admitted(Table table, Kind kind, double units, int attempts, Instant at) {
    int admitted = 0;
    try {
      for (; admitted < attempts; admitted++) {
        limits.admit(use(table, kind, "key" + admitted, units, at));
      }
    } catch (ApiException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
    return admitted;
  }

  private ApiException refusal(Table table, Kind kind, Instant at) {
    try {
      limits.admit(use(table, kind, "hot", 1, at));
    } catch (ApiException e) {
      return e;
    }
    throw new AssertionError("admitted");
  }

  private static CapacityUse use(Table table, Kind kind, String key, double units, Instant at) {
    ItemKey place = ItemKey.of(AttributeValue.string(key), Optional.empty());
    return new CapacityUse(table, kind, place, units, at);
  }

  private static Table table(Billing billing) {
    return table(billing, Map.of());
  }

  private static Table table(Billing billing, Map<String, Object> options) {
    return new Table(
        new TableIdentity("things", UUID.randomUUID(), "arn", NOON),
        new TableDefinition(
            new KeySchema(new KeyAttribute("pk", KeyType.S), Optional.empty()),
            Map.of("pk", KeyType.S),
            new Indexes(List.of(), List.of()),
            billing,
            options),
        new Tables(TableTiming.defaults(), Throttle.NONE));
  }
}
