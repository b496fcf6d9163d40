package dev.messina.dynamodb.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.dynamodb.error.ApiException;
import dev.messina.dynamodb.error.ErrorType;
import dev.messina.dynamodb.item.AttributeValue;
import dev.messina.dynamodb.item.Item;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Random writes, splits, merges, roll-overs and jumps of the clock, and readers that read parents
 * before their children: each change is read once unless it was trimmed before, in order by key,
 * with images that follow from each other.
 */
class StreamPropertyTest {

  private static final int STEPS = 300;
  private static final int KEYS = 12;
  private static final int DEEDS = 20;

  /** A change as the model knows it. */
  private record Written(long at, String before, String after) {}

  /** A record, and when it was read. */
  private record Found(long at, StreamRecord record) {}

  @Property(tries = 60)
  void eachChangeIsReadOnceAndInOrder(@ForAll long seed) {
    Random random = new Random(seed);
    Orders orders = new Orders(settings(random), StreamViewType.NEW_AND_OLD_IMAGES, seed);
    Map<String, List<Written>> written = new HashMap<>();
    Map<String, Integer> values = new HashMap<>();
    List<Follower> followers = List.of(new Follower(orders), new Follower(orders));
    for (int step = 0; step < STEPS; step++) {
      int deed = random.nextInt(DEEDS);
      if (deed < 10) {
        write(orders, written, values, "key" + random.nextInt(KEYS), step, random);
      } else if (deed < 14) {
        followers.get(random.nextInt(2)).read(random, 1 + random.nextInt(10));
      } else if (deed < 16) {
        orders.pass(Duration.ofMinutes(random.nextInt(180)));
      } else if (deed == 16) {
        orders.pass(Duration.ofHours(random.nextInt(random.nextInt(10) == 0 ? 72 : 6)));
      } else {
        reshape(orders, followers, random, deed);
      }
      assertThat(orders.openShards()).isNotEmpty();
      assertListed(orders);
    }
    followers.forEach(follower -> follower.readToTheEnd());
    followers.forEach(follower -> follower.check(written));
  }

  private static StreamSettings settings(Random random) {
    return StreamSettings.defaults()
        .shards(
            ShardSettings.defaults()
                .count(1 + random.nextInt(5))
                .slip(Duration.ofSeconds(random.nextInt(3)))
                .busy(random.nextBoolean() ? 0 : 5))
        .listing(ListingSettings.defaults().lingering(Duration.ofMinutes(random.nextInt(300))))
        .iterators(IteratorSettings.defaults().emptyPages(random.nextInt(3)));
  }

  private static void write(
      Orders orders,
      Map<String, List<Written>> written,
      Map<String, Integer> values,
      String key,
      int step,
      Random random) {
    Integer before = values.get(key);
    Integer after = before != null && random.nextInt(4) == 0 ? null : Integer.valueOf(step);
    orders.write(key, after);
    values.put(key, after);
    written
        .computeIfAbsent(key, any -> new ArrayList<>())
        .add(new Written(orders.now().toEpochMilli(), image(key, before), image(key, after)));
  }

  private static String image(String key, Integer value) {
    return value == null ? null : key + "=" + value;
  }

  private static void reshape(Orders orders, List<Follower> followers, Random random, int deed) {
    List<ListedShard> open = orders.openShards();
    String id = open.get(random.nextInt(open.size())).id();
    if (deed == 17) {
      orders.stream.rollOver(id, orders.now());
    } else if (deed == 18 && open.size() < 20) {
      orders.stream.split(id, orders.now());
    } else if (deed == 19) {
      Optional<String> next = orders.stream.neighbour(id, orders.now());
      // The records of the second shard have no child that names it, so they are read before.
      followers.forEach(follower -> next.ifPresent(any -> follower.readToTheEnd()));
      next.ifPresent(second -> orders.stream.merge(id, second, orders.now()));
    }
  }

  private static void assertListed(Orders orders) {
    List<ListedShard> shards = orders.shards();
    assertThat(shards).extracting(ListedShard::id).isSorted().doesNotHaveDuplicates();
    for (ListedShard shard : shards) {
      shard.parent().ifPresent(parent -> assertThat(parent).isLessThan(shard.id()));
      shard
          .ending()
          .ifPresent(ending -> assertThat(ending).isGreaterThanOrEqualTo(shard.starting()));
    }
  }

  /** Reads along the lineage: a shard once its parent is read, or is there no more. */
  private static final class Follower {

    private final Orders orders;
    private final Map<String, Optional<ShardPosition>> positions = new HashMap<>();
    private final Map<String, List<Found>> read = new HashMap<>();
    private final Set<String> events = new HashSet<>();

    Follower(Orders orders) {
      this.orders = orders;
    }

    void read(Random random, int pages) {
      for (int i = 0; i < pages; i++) {
        List<String> ready = ready();
        if (ready.isEmpty()) {
          return;
        }
        page(ready.get(random.nextInt(ready.size())), 1 + random.nextInt(4));
      }
    }

    void readToTheEnd() {
      boolean more = true;
      while (more) {
        more = false;
        for (String shard : ready()) {
          more |= page(shard, 1000);
        }
      }
    }

    private List<String> ready() {
      List<ListedShard> listed = orders.shards();
      Set<String> ids = new HashSet<>(listed.stream().map(ListedShard::id).toList());
      return listed.stream()
          .filter(
              shard ->
                  shard.parent().isEmpty()
                      || !ids.contains(shard.parent().get())
                      || isFinished(shard.parent().get()))
          .map(ListedShard::id)
          .filter(id -> !isFinished(id))
          .toList();
    }

    private boolean isFinished(String shard) {
      return positions.containsKey(shard) && positions.get(shard).isEmpty();
    }

    /** Whether there may be more. */
    private boolean page(String shard, int most) {
      ShardPosition from =
          positions
              .computeIfAbsent(
                  shard, id -> Optional.of(orders.position(id, new IteratorStart.TrimHorizon())))
              .orElseThrow();
      RecordPage page;
      try {
        page = orders.stream.read(shard, from, most, orders.now());
      } catch (ApiException e) {
        assertThat(e.type()).isEqualTo(ErrorType.TRIMMED_DATA_ACCESS);
        positions.remove(shard);
        return true;
      }
      page.records().forEach(record -> add(shard, record));
      positions.put(shard, page.next());
      return page.next().isEmpty() || !page.records().isEmpty() || from.emptyPages() > 0;
    }

    private void add(String shard, StreamRecord record) {
      assertThat(events.add(shard + record.sequence())).as("read once").isTrue();
      String keys = new String(record.keys(), StandardCharsets.UTF_8);
      String key = keys.substring(keys.indexOf("key"), keys.lastIndexOf('"'));
      read.computeIfAbsent(key, any -> new ArrayList<>())
          .add(new Found(orders.now().toEpochMilli(), record));
    }

    /** What was read is what was written, but for what a day had trimmed when it was read. */
    void check(Map<String, List<Written>> written) {
      written.forEach(
          (key, changes) -> {
            List<Found> found = read.getOrDefault(key, List.of());
            int at = 0;
            for (Written change : changes) {
              if (at < found.size() && isSame(key, change, found.get(at).record())) {
                at++;
              } else {
                long passed = at < found.size() ? found.get(at).at() : orders.now().toEpochMilli();
                assertThat(passed - change.at())
                    .as("age of a change that was passed unread")
                    .isGreaterThan(Duration.ofHours(24).toMillis());
              }
            }
            assertThat(at).as("records that a change explains, of " + key).isEqualTo(found.size());
          });
    }

    private static boolean isSame(String key, Written change, StreamRecord record) {
      return Objects.equals(change.before(), text(key, record.before()))
          && Objects.equals(change.after(), text(key, record.after()))
          && Math.abs(change.at() - record.at()) <= 3000;
    }

    private static String text(String key, Item image) {
      return image == null
          ? null
          : key + "=" + ((AttributeValue.NumberValue) image.attributes().get("value")).value();
    }
  }
}
