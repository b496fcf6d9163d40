package dev.messina.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.aws.ShardDescription;
import dev.messina.source.aws.ShardListPage;
import dev.messina.source.fetch.BusiestSecond;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

class ShardDiscoveryTest {

  private final DiscoveryRun run = new DiscoveryRun();
  private final DiscoveryRun.Table table = run.table(0);

  @Test
  void listsAllPagesAndEveryShardOnce() throws InterruptedException {
    table.shards(7);
    table.dynamo.shardList().distort(ShardDiscoveryTest::twice);

    run.turns(table, Duration.ofSeconds(5));

    assertThat(table.heard).hasSize(1);
    assertThat(table.last().whole()).isTrue();
    assertThat(table.last().shards())
        .extracting(ShardDescription::id)
        .containsExactlyElementsOf(table.ids);
    assertThat(table.asked).containsOnly("listing").hasSize(4);
  }

  @Test
  void listsAgainWithinTheIntervalAndNotAlwaysAfterTheSameTime() throws InterruptedException {
    table.shards(1);

    run.turns(table, DiscoveryRun.INTERVAL.multipliedBy(20));

    List<Long> losses =
        IntStream.range(1, run.calls.size())
            .mapToObj(i -> TimeUnit.NANOSECONDS.toMillis(run.calls.get(i) - run.calls.get(i - 1)))
            .toList();
    assertThat(losses).allMatch(loss -> loss > DiscoveryRun.INTERVAL.toMillis() * 0.7);
    assertThat(losses)
        .allMatch(loss -> loss <= DiscoveryRun.INTERVAL.plus(DiscoveryRun.STEP).toMillis());
    assertThat(losses.stream().distinct().count()).isGreaterThan(losses.size() / 2);
  }

  @Test
  void listsAtOnceWhenAskedTo() throws InterruptedException {
    table.shards(1);
    run.turns(table, Duration.ofSeconds(1));

    table.discovery.listSoon();
    run.turns(table, Duration.ofSeconds(1));

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

    run.turns(table, Duration.ofSeconds(20));

    assertThat(table.asked).as("five pages and three that failed").hasSize(8);
    assertThat(table.last().shards())
        .extracting(ShardDescription::id)
        .containsExactlyElementsOf(table.ids);
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

    run.turns(table, Duration.ofSeconds(30));

    assertThat(table.last().shards()).hasSize(700);
  }

  @Test
  void endsAListThatGoesRoundInACircleWithWhatItHas() throws InterruptedException {
    table.shards(7);
    String second = table.ids.get(1);
    table
        .dynamo
        .shardList()
        .distort(page -> new ShardListPage(page.createdAt(), page.status(), page.shards(), second));

    run.turns(table, Duration.ofSeconds(5));

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
        .distort(
            page ->
                new ShardListPage(
                    page.createdAt(), page.status(), page.shards(), "s" + run.calls.size()));

    run.turns(table, Duration.ofSeconds(9));

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

    run.turns(table, Duration.ofSeconds(5));

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

    run.turns(table, Duration.ofSeconds(5));

    assertThat(table.failed).hasSize(1);
    assertThat(table.failed.get(0)).isInstanceOf(ResourceNotFoundException.class);
    assertThat(table.heard).isEmpty();
  }

  @Test
  void goesOnWhenTheClockIsSetBack() throws InterruptedException {
    table.shards(1);
    run.turns(table, Duration.ofSeconds(5));

    run.clock.advance(Duration.ofHours(-2));
    run.turns(table, Duration.ofSeconds(5));

    assertThat(table.heard).hasSize(2);
  }

  @Test
  void hundredTablesOf700ShardsStayUnderTheLimitAndAllGetTheirTurn() throws InterruptedException {
    List<DiscoveryRun.Table> tables = IntStream.range(0, 100).mapToObj(run::table).toList();
    for (DiscoveryRun.Table each : tables) {
      each.shards(700);
      each.dynamo.shardList().pageSize(100);
    }

    for (int step = 0; step < Duration.ofMinutes(8).dividedBy(DiscoveryRun.STEP); step++) {
      if (step % 40 == 0) {
        DiscoveryRun.Table rolled = tables.get(run.random.nextInt(tables.size()));
        rolled.discovery.seekChildrenOf(rolled.dynamo.rollOver(rolled.ids.get(699)));
      }
      for (DiscoveryRun.Table each : tables) {
        each.turn();
      }
      run.pass();
    }

    assertThat(BusiestSecond.of(run.calls)).isLessThan(10);
    assertThat(run.calls).hasSizeLessThanOrEqualTo(5 * 8 * 60 + 3);
    assertThat(run.calls.size() / (double) Duration.ofMinutes(8).toSeconds())
        .as("what may be used is used")
        .isGreaterThan(4);
    List<Long> whole =
        tables.stream()
            .map(each -> each.heard.stream().filter(ListedShards::whole).count())
            .toList();
    assertThat(whole).as("nobody waits indefinitely").allMatch(count -> count >= 2 && count <= 4);
  }

  private static ShardListPage twice(ShardListPage page) {
    List<ShardDescription> shards = new ArrayList<>(page.shards());
    shards.addAll(page.shards());
    return new ShardListPage(page.createdAt(), page.status(), shards, page.lastShard());
  }
}
