package dev.messina.dynamodb.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.error.ErrorType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableStreamTest {

  private static final IteratorStart HORIZON = new IteratorStart.TrimHorizon();

  @Test
  void aNewStreamHasFourOpenShardsWithoutParents() {
    Orders orders = new Orders(StreamSettings.defaults());

    assertThat(orders.shards()).hasSize(4);
    assertThat(orders.shards()).allMatch(shard -> shard.parent().isEmpty());
    assertThat(orders.openShards()).hasSize(4);
    assertThat(orders.shards())
        .allMatch(shard -> shard.id().matches("shardId-\\d{20}-[0-9a-f]{8}"))
        .allMatch(shard -> shard.id().startsWith("shardId-00000001772323200000-"));
  }

  @Test
  void sequenceNumbersHave21To40DigitsAndGrowWithGaps() {
    Orders orders = new Orders(Orders.oneShard());
    for (int i = 0; i < 500; i++) {
      orders.write("a", i);
    }

    List<StreamRecord> records = orders.read(orders.shards().get(0).id());

    assertThat(records).hasSize(500);
    assertThat(records)
        .allMatch(each -> each.sequence().toString().matches("[1-9][0-9]{20,39}"))
        .isSortedAccordingTo((a, b) -> a.sequence().compareTo(b.sequence()));
    assertThat(records.stream().map(StreamRecord::sequence).distinct()).hasSize(500);
  }

  @Test
  void aChangeHasTheImagesThatTheViewAsksFor() {
    for (StreamViewType view : StreamViewType.values()) {
      Orders orders = new Orders(Orders.oneShard(), view, 1);
      orders.write("a", 1);
      orders.write("a", 2);
      orders.write("a", null);

      List<StreamRecord> records = orders.read(orders.shards().get(0).id());

      assertThat(records)
          .extracting(StreamRecord::name)
          .containsExactly(EventName.INSERT, EventName.MODIFY, EventName.REMOVE);
      boolean news = view == StreamViewType.NEW_IMAGE || view == StreamViewType.NEW_AND_OLD_IMAGES;
      boolean olds = view == StreamViewType.OLD_IMAGE || view == StreamViewType.NEW_AND_OLD_IMAGES;
      assertThat(records)
          .extracting(record -> record.after() != null)
          .containsExactly(news, news, false);
      assertThat(records)
          .extracting(record -> record.before() != null)
          .containsExactly(false, olds, olds);
      assertThat(records)
          .extracting(record -> new String(record.keys(), StandardCharsets.UTF_8))
          .containsOnly("{\"id\":{\"S\":\"a\"}}");
    }
  }

  @Test
  void everyShardIsRolledOverAfterFourHoursOneAfterTheOther() {
    Orders orders = new Orders(StreamSettings.defaults());
    List<String> first = orders.shards().stream().map(ListedShard::id).toList();

    orders.pass(Duration.ofHours(1));
    assertThat(orders.shards()).hasSize(5);
    orders.pass(Duration.ofHours(1));
    assertThat(orders.shards()).hasSize(6);
    orders.pass(Duration.ofHours(2).minusMillis(1));
    assertThat(orders.shards()).hasSize(7);
    orders.pass(Duration.ofMillis(1));

    assertThat(orders.shards()).hasSize(8);
    assertThat(orders.openShards())
        .extracting(shard -> shard.parent().orElseThrow())
        .containsExactlyInAnyOrderElementsOf(first);
    assertThat(first).allMatch(id -> orders.shard(id).ending().isPresent());
  }

  @Test
  void aShardIsMadeWhenItWasDueHoweverLateItIsAskedFor() {
    Orders orders = new Orders(Orders.oneShard());
    orders.pass(Duration.ofHours(13));

    assertThat(orders.shards())
        .extracting(shard -> shard.id().substring(8, 28))
        .containsExactly(
            millis(Orders.START),
            millis(Orders.START.plus(Duration.ofHours(4))),
            millis(Orders.START.plus(Duration.ofHours(8))),
            millis(Orders.START.plus(Duration.ofHours(12))));
  }

  @Test
  void yearsWithoutACallCostNothing() {
    Orders orders = new Orders(StreamSettings.defaults());
    orders.write("a", 1);
    orders.pass(Duration.ofDays(3650));

    assertThat(orders.openShards()).hasSize(4);
    assertThat(orders.shards()).hasSizeBetween(4, 32);
    assertThat(orders.shards()).allMatch(shard -> shard.parent().isPresent());
  }

  @Test
  void aClosedShardEndsWithItsLastRecordOrBehindIt() {
    Orders orders = new Orders(Orders.oneShard());
    String shard = orders.shards().get(0).id();
    for (int i = 0; i < 3; i++) {
      orders.write("a", i);
    }
    orders.pass(Duration.ofHours(4));

    SequenceNumber ending = orders.shard(shard).ending().orElseThrow();
    List<StreamRecord> records = orders.read(shard);
    assertThat(records).hasSize(3);
    assertThat(ending).isGreaterThanOrEqualTo(records.get(2).sequence());
  }

  @Test
  void theLastPageOfAClosedShardHasNoNextOne() {
    Orders orders = new Orders(Orders.oneShard());
    String shard = orders.shards().get(0).id();
    orders.write("a", 1);
    orders.write("a", 2);
    ShardPosition position = orders.position(shard, HORIZON);

    RecordPage open = orders.stream.read(shard, position, 2, orders.now());
    assertThat(open.records()).hasSize(2);
    assertThat(open.next()).isPresent();
    assertThat(orders.stream.read(shard, open.next().get(), 2, orders.now()).next()).isPresent();

    orders.pass(Duration.ofHours(4));
    assertThat(orders.stream.read(shard, position, 1, orders.now()).next()).isPresent();
    assertThat(orders.stream.read(shard, position, 2, orders.now()).next()).isEmpty();
    assertThat(orders.stream.read(shard, open.next().get(), 2, orders.now()).next()).isEmpty();
  }

  @Test
  void aPageEndsBeforeItHasMoreThanAMegabyte() {
    Orders orders = new Orders(Orders.oneShard());
    String big = "x".repeat(300_000);
    for (int i = 0; i < 3; i++) {
      orders.write(big + i, i);
    }
    String shard = orders.shards().get(0).id();

    RecordPage page =
        orders.stream.read(shard, orders.position(shard, HORIZON), 1000, orders.now());

    // The key counts twice: as the key and in the image.
    assertThat(page.records()).hasSize(1);
    assertThat(orders.read(shard)).hasSize(3);
  }

  @Test
  void recordsAreTrimmedAfterADayAndTheirShardLeavesTheListAnHourLater() {
    Orders orders = new Orders(Orders.oneShard());
    String shard = orders.shards().get(0).id();
    orders.write("a", 1);
    SequenceNumber first = orders.read(shard).get(0).sequence();
    orders.pass(Duration.ofHours(3));
    orders.write("a", 2);
    SequenceNumber second = orders.read(shard).get(1).sequence();
    ShardPosition stale = orders.position(shard, HORIZON);

    orders.pass(Duration.ofHours(21).plusMillis(1));
    assertThat(orders.read(shard)).extracting(StreamRecord::sequence).containsExactly(second);
    assertThatThrownBy(() -> orders.stream.read(shard, stale, 10, orders.now()))
        .satisfies(failure -> assertType(failure, ErrorType.TRIMMED_DATA_ACCESS));
    assertThatThrownBy(() -> orders.position(shard, new IteratorStart.At(first)))
        .satisfies(failure -> assertType(failure, ErrorType.TRIMMED_DATA_ACCESS));
    assertThat(orders.position(shard, new IteratorStart.After(first)).index()).isEqualTo(1);
    assertThat(orders.position(shard, new IteratorStart.At(second)).index()).isEqualTo(1);

    orders.pass(Duration.ofHours(4));
    assertThat(orders.read(shard)).isEmpty();
    assertThat(orders.shards()).extracting(ListedShard::id).contains(shard);

    orders.pass(Duration.ofHours(1));
    assertThat(orders.shards()).extracting(ListedShard::id).doesNotContain(shard);
    assertThat(orders.shards().get(0).parent()).contains(shard);
    assertThatThrownBy(() -> orders.position(shard, HORIZON))
        .satisfies(failure -> assertType(failure, ErrorType.RESOURCE_NOT_FOUND));
  }

  @Test
  void aSequenceNumberOfAnotherShardIsRefused() {
    Orders orders = new Orders(Orders.oneShard());
    String shard = orders.shards().get(0).id();
    orders.write("a", 1);

    for (String foreign : List.of("1" + "0".repeat(20), "9".repeat(40))) {
      assertThatThrownBy(
              () -> orders.position(shard, new IteratorStart.At(SequenceNumber.parse(foreign))))
          .satisfies(failure -> assertType(failure, ErrorType.VALIDATION));
    }
  }

  @Test
  void aSplitGoesOnInTwoShardsThatShareTheKeys() {
    Orders orders = new Orders(Orders.oneShard());
    String parent = orders.shards().get(0).id();
    orders.write("a", 1);
    List<String> children = orders.stream.split(parent, orders.now());
    for (int i = 0; i < 100; i++) {
      orders.write("key" + i, i);
    }

    assertThat(children).hasSize(2);
    assertThat(orders.shard(parent).ending()).isPresent();
    assertThat(orders.shards()).hasSize(3);
    assertThat(orders.openShards())
        .allMatch(shard -> shard.parent().equals(Optional.of(parent)))
        .extracting(ListedShard::id)
        .containsExactlyInAnyOrderElementsOf(children);
    assertThat(orders.read(parent)).hasSize(1);
    assertThat(orders.read(children.get(0))).hasSizeBetween(20, 80);
    assertThat(orders.read(children.get(0)).size() + orders.read(children.get(1)).size())
        .isEqualTo(100);
  }

  @Test
  void aBusyShardIsSplitByItself() {
    Orders orders =
        new Orders(StreamSettings.defaults().shards(ShardSettings.defaults().count(1).busy(100)));
    for (int i = 0; i < 100; i++) {
      orders.write("key" + i, i);
    }
    assertThat(orders.shards()).hasSize(1);
    orders.write("one more", 1);
    assertThat(orders.openShards()).hasSize(2);
  }

  @Test
  void idleShardsAreMergedOnceNothingOfThemCanBeRead() {
    Orders orders = new Orders(Orders.oneShard());
    String parent = orders.shards().get(0).id();
    orders.stream.split(parent, orders.now());
    orders.write("a", 1);

    orders.pass(Duration.ofHours(23));
    assertThat(orders.openShards()).hasSize(2);
    orders.pass(Duration.ofHours(8));
    assertThat(orders.openShards()).hasSize(1);
  }

  @Test
  void aListingCanBeOldAndThenIncomplete() {
    ListingSettings listing =
        ListingSettings.defaults().stale(Duration.ofSeconds(10)).incomplete(Duration.ofSeconds(10));
    Orders orders = new Orders(StreamSettings.defaults().listing(listing));
    orders.pass(Duration.ofMinutes(1));
    List<String> before = orders.shards().stream().map(ListedShard::id).toList();
    for (String id : before) {
      orders.stream.split(id, orders.now());
    }

    orders.pass(Duration.ofSeconds(9));
    assertThat(orders.openShards()).extracting(ListedShard::id).containsExactlyElementsOf(before);
    orders.pass(Duration.ofSeconds(2));
    assertThat(orders.shards()).hasSizeBetween(4 + 1, 4 + 7);
    assertThat(before).allMatch(id -> orders.shard(id).ending().isPresent());
    orders.pass(Duration.ofSeconds(10));
    assertThat(orders.shards()).hasSize(4 + 8);
  }

  @Test
  void aStreamThatIsSwitchedOffStaysReadableForADay() {
    Orders orders = new Orders(StreamSettings.defaults());
    orders.write("a", 1);
    orders.stream.disable(orders.now());
    orders.write("a", 2);

    assertThat(orders.stream.status(orders.now())).isEqualTo(StreamStatus.DISABLED);
    assertThat(orders.openShards()).isEmpty();
    orders.pass(Duration.ofHours(24).minusMillis(1));
    assertThat(orders.streams.all(orders.now())).hasSize(1);
    assertThat(orders.shards().stream().mapToInt(shard -> orders.read(shard.id()).size()).sum())
        .isEqualTo(1);
    orders.pass(Duration.ofMillis(1));
    assertThatThrownBy(() -> orders.streams.get(orders.stream.arn(), orders.now()))
        .satisfies(failure -> assertType(failure, ErrorType.RESOURCE_NOT_FOUND));
    assertThat(orders.streams.all(orders.now())).isEmpty();
  }

  @Test
  void aStreamThatIsSwitchedOnAgainIsAnother() {
    Orders orders = new Orders(StreamSettings.defaults());
    orders.stream.disable(orders.now());

    TableStream again =
        orders.streams.enable(Orders.source(StreamViewType.KEYS_ONLY), orders.now());

    assertThat(again.arn()).isNotEqualTo(orders.stream.arn()).endsWith("T00:00:00.001");
    assertThat(orders.streams.all(orders.now())).hasSize(2);
  }

  @Test
  void aStreamRecordsNothingAsLongAsItIsEnabling() {
    SwitchSettings slowly =
        SwitchSettings.defaults().enabling(Duration.ofSeconds(10)).disabling(Duration.ofSeconds(5));
    Orders orders = new Orders(Orders.oneShard().switching(slowly));
    String shard = orders.shards().get(0).id();

    orders.write("a", 1);
    assertThat(orders.stream.status(orders.now())).isEqualTo(StreamStatus.ENABLING);
    orders.pass(Duration.ofSeconds(10));
    orders.write("a", 2);
    orders.stream.hold(Optional.of(StreamStatus.ENABLING));
    orders.write("a", 3);
    orders.stream.hold(Optional.empty());
    orders.write("a", 4);
    orders.stream.disable(orders.now());

    assertThat(orders.read(shard)).hasSize(2);
    assertThat(orders.stream.status(orders.now())).isEqualTo(StreamStatus.DISABLING);
    orders.pass(Duration.ofSeconds(5));
    assertThat(orders.stream.status(orders.now())).isEqualTo(StreamStatus.DISABLED);
  }

  @Test
  void aChildsTimesCanBeBehindThoseOfItsParent() {
    ShardSettings shards = ShardSettings.defaults().count(1).slip(Duration.ofSeconds(30));
    Orders orders = new Orders(StreamSettings.defaults().shards(shards));
    int back = 0;
    for (int i = 0; i < 20; i++) {
      String parent = orders.openShards().get(0).id();
      orders.write("a", 2 * i);
      orders.pass(Duration.ofHours(4));
      orders.write("a", 2 * i + 1);
      String child = orders.openShards().get(0).id();
      long difference =
          orders.read(child).get(0).at()
              - orders.read(parent).get(0).at()
              - Duration.ofHours(4).toMillis();
      assertThat(difference).isBetween(-30_000L, 30_000L);
      back += difference < 0 ? 1 : 0;
    }
    assertThat(back).isPositive();
  }

  @Test
  void emptyPagesCanComeBeforeOneWithRecords() {
    Orders orders =
        new Orders(Orders.oneShard().iterators(IteratorSettings.defaults().emptyPages(3)));
    String shard = orders.shards().get(0).id();
    for (int i = 0; i < 50; i++) {
      orders.write("a", i);
    }
    int empty = 0;
    int records = 0;
    ShardPosition next = orders.position(shard, HORIZON);
    while (records < 50) {
      RecordPage page = orders.stream.read(shard, next, 1, orders.now());
      records += page.records().size();
      empty += page.records().isEmpty() ? 1 : 0;
      next = page.next().orElseThrow();
    }
    assertThat(empty).isBetween(10, 150);
  }

  private static void assertType(Throwable failure, ErrorType type) {
    assertThat(failure).isInstanceOf(ApiException.class);
    assertThat(((ApiException) failure).type()).isEqualTo(type);
  }

  private static String millis(Instant time) {
    return String.format("%020d", time.toEpochMilli());
  }
}
