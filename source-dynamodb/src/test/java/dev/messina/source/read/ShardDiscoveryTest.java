package dev.messina.source.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.MutableClock;
import dev.messina.source.aws.FakeDynamoDb;
import dev.messina.source.aws.FakeShardList.ChildFilter;
import dev.messina.source.aws.Shard;
import dev.messina.source.aws.ShardListPage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

class ShardDiscoveryTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofMillis(50);

  private final MutableClock clock = new MutableClock(START);
  private final Random random = new Random(3);
  private final List<Long> calls = new ArrayList<>();
  private long nanos;
  private final DiscoveryBudget budget = new DiscoveryBudget(5, () -> nanos);
  private final Table table = new Table(0);

  @Test
  void listsAllPagesAndEveryShardOnce() throws InterruptedException {
    table.shards(7);
    table.dynamo.shardList().distort(ShardDiscoveryTest::twice);

    run(Duration.ofSeconds(5));

    assertThat(table.heard).hasSize(1);
    assertThat(table.last().whole()).isTrue();
    assertThat(table.last().shards()).extracting(Shard::id).containsExactlyElementsOf(table.ids);
    assertThat(table.asked).containsOnly("listing").hasSize(4);
  }

  @Test
  void listsAgainWithinTheIntervalAndNotAlwaysAfterTheSameTime() throws InterruptedException {
    table.shards(1);

    run(INTERVAL.multipliedBy(20));

    List<Long> gaps =
        IntStream.range(1, calls.size())
            .mapToObj(i -> TimeUnit.NANOSECONDS.toMillis(calls.get(i) - calls.get(i - 1)))
            .toList();
    assertThat(gaps).allMatch(gap -> gap > INTERVAL.toMillis() * 0.7);
    assertThat(gaps).allMatch(gap -> gap <= INTERVAL.plus(STEP).toMillis());
    assertThat(gaps.stream().distinct().count()).isGreaterThan(gaps.size() / 2);
  }

  @Test
  void listsAtOnceWhenAskedTo() throws InterruptedException {
    table.shards(1);
    run(Duration.ofSeconds(1));

    table.discovery.listSoon();
    run(Duration.ofSeconds(1));

    assertThat(table.heard).hasSize(2);
  }

  @Test
  void goesOnAtThePageThatWasThrottled() throws InterruptedException {
    table.shards(9);
    List<Integer> failing = new ArrayList<>(List.of(3, 4, 6));
    table.dynamo.beforeCall(
        call -> {
          if (failing.remove((Object) table.asked.size())) {
            throw LimitExceededException.builder().message("10 a second").build();
          }
        });

    run(Duration.ofSeconds(20));

    assertThat(table.asked).as("five pages and three that failed").hasSize(8);
    assertThat(table.last().shards()).extracting(Shard::id).containsExactlyElementsOf(table.ids);
    assertThat(table.repeated).isEqualTo(3);
  }

  @Test
  void convergesWhenEveryThirdCallFails() throws InterruptedException {
    table.shards(700);
    table.dynamo.shardList().pageSize(100);
    table.dynamo.beforeCall(
        call -> {
          if (table.asked.size() % 3 == 0) {
            throw LimitExceededException.builder().message("10 a second").build();
          }
        });

    run(Duration.ofSeconds(30));

    assertThat(table.last().shards()).hasSize(700);
  }

  @Test
  void endsAListThatGoesRoundInACircleWithWhatItHas() throws InterruptedException {
    table.shards(7);
    String second = table.ids.get(1);
    table
        .dynamo
        .shardList()
        .distort(page -> new ShardListPage(page.createdAt(), page.shards(), second));

    run(Duration.ofSeconds(5));

    assertThat(table.asked).hasSize(2);
    assertThat(table.last().whole()).isFalse();
    assertThat(table.last().shards()).hasSize(4);
  }

  @Test
  void endsAListWithoutAnEndWithWhatItHas() throws InterruptedException {
    table.shards(2);
    table
        .dynamo
        .shardList()
        .distort(page -> new ShardListPage(page.createdAt(), page.shards(), "s" + calls.size()));

    run(Duration.ofSeconds(9));

    assertThat(table.heard).hasSize(1);
    assertThat(table.last().whole()).isFalse();
    assertThat(table.last().shards()).hasSize(2);
  }

  @Test
  void keepsThePagesItHasWhenTheShardBetweenThemVanishes() throws InterruptedException {
    table.shards(5);
    table.dynamo.beforeCall(
        call -> {
          if (table.asked.size() == 2) {
            throw ResourceNotFoundException.builder().message("no such shard").build();
          }
        });

    run(Duration.ofSeconds(5));

    assertThat(table.failed).isEmpty();
    assertThat(table.last().whole()).isFalse();
    assertThat(table.last().shards()).hasSize(2);
  }

  @Test
  void saysSoWhenTheStreamIsGone() throws InterruptedException {
    table.dynamo.beforeCall(
        call -> {
          throw ResourceNotFoundException.builder().message("no such stream").build();
        });

    run(Duration.ofSeconds(5));

    assertThat(table.failed).hasSize(1);
    assertThat(table.failed.get(0)).isInstanceOf(ResourceNotFoundException.class);
    assertThat(table.heard).isEmpty();
  }

  @Test
  void listsOnlyTheChildrenOfAShardThatHasEnded() throws InterruptedException {
    table.shards(20);
    run(Duration.ofSeconds(5));
    table.asked.clear();

    String parent = table.ids.get(19);
    List<String> children = table.dynamo.split(parent, List.of(key -> true, key -> false));
    table.discovery.seekChildrenOf(parent);
    run(Duration.ofSeconds(5));

    assertThat(table.asked).containsExactly("children");
    assertThat(table.last().whole()).isFalse();
    assertThat(table.last().shards()).extracting(Shard::id).containsExactlyElementsOf(children);
  }

  @Test
  void asksAgainForAChildThatIsNotListedYetButNotForEver() throws InterruptedException {
    table.shards(20);
    run(Duration.ofSeconds(5));
    String parent = table.ids.get(19);
    String child = table.dynamo.rollOver(parent);
    table.dynamo.list(child, false);
    table.discovery.seekChildrenOf(parent);
    run(Duration.ofMillis(1500));
    assertThat(table.last().shards()).isEmpty();

    table.dynamo.list(child, true);
    run(Duration.ofSeconds(5));
    assertThat(table.last().shards()).extracting(Shard::id).containsExactly(child);

    table.asked.clear();
    table.discovery.seekChildrenOf(child);
    run(Duration.ofSeconds(60));
    assertThat(table.asked).filteredOn("children"::equals).hasSizeBetween(2, 6);
  }

  @Test
  void listsAllShardsOnceWhenManyHaveEnded() throws InterruptedException {
    table.shards(4);
    run(Duration.ofSeconds(5));
    table.asked.clear();

    for (String parent : table.ids) {
      table.discovery.seekChildrenOf(parent);
    }
    String child = table.dynamo.rollOver(table.ids.get(3));
    run(Duration.ofMillis(300));

    assertThat(table.asked).as("the pages of one").containsExactly("listing", "listing", "listing");
    assertThat(table.last().shards()).extracting(Shard::id).contains(child);
  }

  @Test
  void noticesOnceThatAllShardsAreListedInPlaceOfTheChildren() throws InterruptedException {
    table.shards(5);
    table.dynamo.shardList().childFilter(ChildFilter.IGNORED);
    run(Duration.ofSeconds(5));
    table.asked.clear();

    String child = table.dynamo.rollOver(table.ids.get(4));
    table.discovery.seekChildrenOf(table.ids.get(4));
    run(Duration.ofSeconds(5));
    assertThat(table.asked)
        .as("what it was answered is the first page of all shards")
        .containsExactly("children", "listing", "listing");
    assertThat(table.last().whole()).isTrue();
    assertThat(table.last().shards()).hasSize(6);

    table.dynamo.rollOver(child);
    table.discovery.seekChildrenOf(child);
    table.asked.clear();
    run(Duration.ofSeconds(5));
    assertThat(table.asked).containsOnly("listing").isNotEmpty();
  }

  @Test
  void noticesOnceThatListingChildrenIsRefused() throws InterruptedException {
    table.shards(3);
    table.dynamo.shardList().childFilter(ChildFilter.REFUSED);
    run(Duration.ofSeconds(5));
    table.asked.clear();

    table.discovery.seekChildrenOf(table.dynamo.rollOver(table.ids.get(2)));
    run(Duration.ofSeconds(2));
    assertThat(table.asked).startsWith("children", "listing", "listing", "listing");
    assertThat(table.asked.subList(1, table.asked.size())).containsOnly("listing");
    assertThat(table.failed).isEmpty();
  }

  @Test
  void reportsARefusalThatIsNotAboutTheChildren() throws InterruptedException {
    table.shards(3);
    run(Duration.ofSeconds(5));
    table.dynamo.beforeCall(
        call -> {
          throw DynamoDbException.builder().message("not authorized").build();
        });

    table.discovery.seekChildrenOf(table.ids.get(2));
    run(Duration.ofSeconds(5));

    assertThat(table.failed).isNotEmpty();
  }

  @Test
  void goesOnWhenTheClockIsSetBack() throws InterruptedException {
    table.shards(1);
    run(Duration.ofSeconds(5));

    clock.advance(Duration.ofHours(-2));
    run(Duration.ofSeconds(5));

    assertThat(table.heard).hasSize(2);
  }

  @Test
  void hundredTablesOf700ShardsStayUnderTheLimitAndAllGetTheirTurn() throws InterruptedException {
    List<Table> tables = IntStream.range(0, 100).mapToObj(Table::new).toList();
    for (Table each : tables) {
      each.shards(700);
      each.dynamo.shardList().pageSize(100);
    }

    for (int step = 0; step < Duration.ofMinutes(8).dividedBy(STEP); step++) {
      if (step % 40 == 0) {
        Table rolled = tables.get(random.nextInt(tables.size()));
        rolled.discovery.seekChildrenOf(rolled.dynamo.rollOver(rolled.ids.get(699)));
      }
      for (Table each : tables) {
        each.turn();
      }
      pass();
    }

    assertThat(BusiestSecond.of(calls)).isLessThan(10);
    assertThat(calls).hasSizeLessThanOrEqualTo(5 * 8 * 60 + 3);
    assertThat(calls.size() / (double) Duration.ofMinutes(8).toSeconds())
        .as("what may be used is used")
        .isGreaterThan(4);
    List<Long> whole =
        tables.stream()
            .map(each -> each.heard.stream().filter(ListedShards::whole).count())
            .toList();
    assertThat(whole).as("nobody waits for ever").allMatch(count -> count >= 2 && count <= 4);
  }

  private void run(Duration duration) throws InterruptedException {
    for (long step = 0; step <= duration.dividedBy(STEP); step++) {
      table.turn();
      pass();
    }
  }

  private void pass() {
    clock.advance(STEP);
    nanos += STEP.toNanos();
  }

  private static ShardListPage twice(ShardListPage page) {
    List<Shard> shards = new ArrayList<>(page.shards());
    shards.addAll(page.shards());
    return new ShardListPage(page.createdAt(), shards, page.lastShard());
  }

  /** A table with a stream of its own, and the part of a task that finds its shards. */
  private final class Table implements DiscoveryListener {

    private final FakeDynamoDb dynamo = new FakeDynamoDb(clock);
    private final List<String> ids = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<ListedShards> heard = new ArrayList<>();
    private final List<Exception> failed = new ArrayList<>();
    private int repeated;
    private final Fetches fetches = new Fetches(Runnable::run, clock, new Backoff(random), 2);
    private final ShardDiscovery discovery;

    private Table(int number) {
      discovery =
          new ShardDiscovery(
              "table-" + number,
              new ShardLister(new CountedStream(dynamo, this::called), "arn"),
              fetches,
              budget,
              clock,
              random,
              INTERVAL,
              this);
    }

    private void called(String call) {
      asked.add(call);
      calls.add(nanos);
    }

    private void shards(int count) {
      ids.add(dynamo.enableStream());
      while (ids.size() < count) {
        ids.add(dynamo.rollOver(ids.get(ids.size() - 1)));
      }
    }

    private void turn() throws InterruptedException {
      discovery.advance();
      fetches.handleNext(0);
    }

    private ListedShards last() {
      return heard.get(heard.size() - 1);
    }

    @Override
    public void listed(ListedShards listed) {
      heard.add(listed);
    }

    @Override
    public void repeated(Exception failure) {
      repeated++;
    }

    @Override
    public void failed(String what, Exception failure) {
      failed.add(failure);
    }
  }
}
