package dev.messina.source.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.source.aws.Shard;
import dev.messina.source.change.WriteClock;
import dev.messina.source.offset.ShardOffset;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShardLineageTest {

  private static final long EPOCH = 1_000_000_000;
  private static final Shard ROOT = new Shard("root", null, "1");
  private static final Shard LEFT = new Shard("left", "root", "5");
  private static final Shard RIGHT = new Shard("right", "root", "5");

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final ShardLineage graph = new ShardLineage(shard -> !shard.startsWith("other"));

  @Test
  void beginsRootsAtTheEpoch() {
    graph.merge(List.of(ROOT, LEFT));

    assertThat(graph.readable()).containsExactly(ROOT);
    assertThat(graph.begin("root", EPOCH)).isEqualTo(WriteClock.root(EPOCH));
  }

  @Test
  void aChildIsNeverReadBeforeItsParentIsFinished() {
    graph.merge(List.of(ROOT, LEFT));
    assertThatThrownBy(() -> graph.begin("left", EPOCH))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Shard 'left' must wait for its parent 'root'");

    graph.begin("root", EPOCH);
    graph.ended("root");

    assertThat(graph.awaitedParents()).containsExactly("root");
    assertThat(graph.readable()).isEmpty();
  }

  @Test
  void aChildTakesOverTheWriteTimestampsOfItsParent() {
    graph.merge(List.of(ROOT, LEFT, RIGHT));
    graph.begin("root", EPOCH);
    graph.ended("root");
    WriteClock end = new WriteClock(EPOCH + 700, true, 5);
    graph.finished("root", new ShardOffset("9", end, EPOCH, true, 0));

    assertThat(graph.readable()).containsExactly(LEFT, RIGHT);
    assertThat(graph.begin("left", EPOCH)).isEqualTo(end);
  }

  @Test
  void anInconsistentListingNeverMakesAChildARoot() {
    graph.merge(List.of(LEFT));

    assertThat(graph.readable()).isEmpty();
    assertThat(graph.unlistedParents()).containsExactly("root");
    assertThatThrownBy(() -> graph.begin("left", EPOCH)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void keepsWhatAListingForgetsAndTakesNothingTwice() {
    assertThat(graph.merge(List.of(ROOT, LEFT, ROOT))).containsExactly(ROOT, LEFT);
    graph.begin("root", EPOCH);

    assertThat(graph.merge(List.of(RIGHT, LEFT))).containsExactly(RIGHT);
    assertThat(graph.knows("root")).isTrue();
    assertThat(graph.unlistedParents()).isEmpty();
  }

  @Test
  void aFinishedShardIsOutlivedWhenItIsNotListedAndNothingWaitsForIt() {
    graph.merge(List.of(ROOT, LEFT));
    graph.begin("root", EPOCH);
    graph.ended("root");
    graph.finished("root", end(0));
    assertThat(graph.outlived(List.of(LEFT), NOW)).as("left waits").isEmpty();

    graph.begin("left", EPOCH);
    assertThat(graph.outlived(List.of(ROOT, LEFT), NOW)).as("root is listed").isEmpty();
    assertThat(graph.outlived(List.of(LEFT), Instant.EPOCH)).as("it may be there").isEmpty();
    assertThat(graph.outlived(List.of(LEFT), NOW)).isEqualTo(Map.of("root", List.of(LEFT)));
  }

  @Test
  void aShardOfAnotherTaskIsWaitedForAndNeverRead() {
    graph.merge(List.of(new Shard("other", null, "1"), new Shard("child", "other", "5")));
    assertThat(graph.readable()).isEmpty();
    assertThat(graph.awaitedParents()).containsExactly("other");
    assertThat(graph.unfinished()).hasSize(2);

    graph.finished("other", end(700));
    assertThat(graph.readable()).extracting(Shard::id).containsExactly("child");
    assertThat(graph.begin("child", EPOCH).writeMicros()).isEqualTo(EPOCH + 700);

    graph.forgetOthers(List.of());
    assertThat(graph.knows("other")).isFalse();
    assertThat(graph.knows("child")).isTrue();
  }

  @Test
  void keepsTheChildrenOfItsOwnShardsAndRemembersThatTheyHaveBegun() {
    Shard child = new Shard("other", "root", "5");
    graph.merge(List.of(ROOT, child));
    graph.begin("root", EPOCH);
    graph.ended("root");
    graph.finished("root", end(0));
    graph.childrenHaveBegun("root");
    graph.forgetOthers(List.of());
    assertThat(graph.children("root")).containsExactly(child);
    assertThat(graph.haveChildrenBegun("root")).isTrue();

    graph.merge(List.of(RIGHT));
    assertThat(graph.haveChildrenBegun("root")).as("one more child").isFalse();

    graph.remove("root");
    graph.forgetOthers(List.of());
    assertThat(graph.knows("other")).isFalse();
  }

  private static ShardOffset end(long micros) {
    return ShardOffset.start(WriteClock.root(EPOCH + micros), EPOCH).finished(0);
  }
}
