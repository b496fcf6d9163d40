package dev.messina.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.source.aws.FakeShardList.ChildFilter;
import dev.messina.source.aws.ShardDescription;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** What is done to find the children of a shard that has ended. */
class ChildDiscoveryTest {

  private final DiscoveryRun run = new DiscoveryRun();
  private final DiscoveryRun.Table table = run.table(0);

  @Test
  void listsOnlyTheChildrenOfAShardThatHasEnded() throws InterruptedException {
    table.shards(20);
    run.turns(table, Duration.ofSeconds(5));
    table.asked.clear();

    String parent = table.ids.get(19);
    List<String> children = table.dynamo.split(parent, List.of(key -> true, key -> false));
    table.discovery.seekChildrenOf(parent);
    run.turns(table, Duration.ofSeconds(5));

    assertThat(table.asked).containsExactly("children");
    assertThat(table.last().whole()).isFalse();
    assertThat(table.last().shards())
        .extracting(ShardDescription::id)
        .containsExactlyElementsOf(children);
  }

  @Test
  void asksAgainForAChildThatIsNotListedYetButNotForEver() throws InterruptedException {
    table.shards(20);
    run.turns(table, Duration.ofSeconds(5));
    String parent = table.ids.get(19);
    String child = table.dynamo.rollOver(parent);
    table.dynamo.list(child, false);
    table.discovery.seekChildrenOf(parent);
    run.turns(table, Duration.ofMillis(1500));
    assertThat(table.last().shards()).isEmpty();

    table.dynamo.list(child, true);
    run.turns(table, Duration.ofSeconds(5));
    assertThat(table.last().shards()).extracting(ShardDescription::id).containsExactly(child);

    table.asked.clear();
    table.discovery.seekChildrenOf(child);
    run.turns(table, Duration.ofSeconds(60));
    assertThat(table.asked).filteredOn("children"::equals).hasSizeBetween(2, 6);
  }

  @Test
  void listsAllShardsOnceWhenManyHaveEnded() throws InterruptedException {
    table.shards(4);
    run.turns(table, Duration.ofSeconds(5));
    table.asked.clear();

    for (String parent : table.ids) {
      table.discovery.seekChildrenOf(parent);
    }
    String child = table.dynamo.rollOver(table.ids.get(3));
    run.turns(table, Duration.ofMillis(300));

    assertThat(table.asked).as("the pages of one").containsExactly("listing", "listing", "listing");
    assertThat(table.last().shards()).extracting(ShardDescription::id).contains(child);
  }

  @Test
  void noticesOnceThatAllShardsAreListedInPlaceOfTheChildren() throws InterruptedException {
    table.shards(5);
    table.dynamo.shardList().childFilter(ChildFilter.IGNORED);
    run.turns(table, Duration.ofSeconds(5));
    table.asked.clear();

    String child = table.dynamo.rollOver(table.ids.get(4));
    table.discovery.seekChildrenOf(table.ids.get(4));
    run.turns(table, Duration.ofSeconds(5));
    assertThat(table.asked)
        .as("what it was answered is the first page of all shards")
        .containsExactly("children", "listing", "listing");
    assertThat(table.last().whole()).isTrue();
    assertThat(table.last().shards()).hasSize(6);

    table.dynamo.rollOver(child);
    table.discovery.seekChildrenOf(child);
    table.asked.clear();
    run.turns(table, Duration.ofSeconds(5));
    assertThat(table.asked).containsOnly("listing").isNotEmpty();
  }

  @Test
  void noticesOnceThatListingChildrenIsRefused() throws InterruptedException {
    table.shards(3);
    table.dynamo.shardList().childFilter(ChildFilter.REFUSED);
    run.turns(table, Duration.ofSeconds(5));
    table.asked.clear();

    table.discovery.seekChildrenOf(table.dynamo.rollOver(table.ids.get(2)));
    run.turns(table, Duration.ofSeconds(2));
    assertThat(table.asked).startsWith("children", "listing", "listing", "listing");
    assertThat(table.asked.subList(1, table.asked.size())).containsOnly("listing");
    assertThat(table.failed).isEmpty();
  }

  @Test
  void reportsARefusalThatIsNotAboutTheChildren() throws InterruptedException {
    table.shards(3);
    run.turns(table, Duration.ofSeconds(5));
    table.dynamo.beforeCall(
        call -> {
          throw DynamoDbException.builder().message("not authorized").build();
        });

    table.discovery.seekChildrenOf(table.ids.get(2));
    run.turns(table, Duration.ofSeconds(5));

    assertThat(table.failed).isNotEmpty();
  }
}
