package dev.messina.source.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.source.aws.Shard;
import dev.messina.source.change.Lineage;
import dev.messina.source.position.ShardPosition;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShardGraphTest {

  private static final long EPOCH = 1_000_000_000;
  private static final Shard ROOT = new Shard("root", null, "1");
  private static final Shard LEFT = new Shard("left", "root", "5");
  private static final Shard RIGHT = new Shard("right", "root", "5");

  private final ShardGraph graph = new ShardGraph();

  @Test
  void beginsRootsAtTheEpoch() {
    graph.merge(List.of(ROOT, LEFT));

    assertThat(graph.readable()).containsExactly(ROOT);
    assertThat(graph.begin("root", EPOCH)).isEqualTo(Lineage.root(EPOCH));
  }

  @Test
  void aChildIsNeverReadBeforeItsParentIsFinished() {
    graph.merge(List.of(ROOT, LEFT));
    assertThatThrownBy(() -> graph.begin("left", EPOCH))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Shard 'left' must wait for its parent 'root'");

    graph.begin("root", EPOCH);
    graph.ended("root");

    assertThat(graph.endedParents()).containsExactly("root");
    assertThat(graph.readable()).isEmpty();
  }

  @Test
  void aChildTakesOverTheWriteTimesOfItsParent() {
    graph.merge(List.of(ROOT, LEFT, RIGHT));
    graph.begin("root", EPOCH);
    graph.ended("root");
    Lineage end = new Lineage(EPOCH + 700, true, 5);
    graph.finished("root", new ShardPosition("9", end, EPOCH, true, 0));

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
  void forgetsAFinishedShardThatIsNotListedAndThatNothingWaitsFor() {
    graph.merge(List.of(ROOT, LEFT));
    graph.begin("root", EPOCH);
    graph.ended("root");
    graph.finished("root", ShardPosition.start(Lineage.root(EPOCH), EPOCH).finished(0));

    graph.merge(List.of(LEFT));
    assertThat(graph.knows("root")).as("left waits").isTrue();

    graph.begin("left", EPOCH);
    graph.merge(List.of(LEFT));
    assertThat(graph.knows("root")).isFalse();
    assertThat(graph.size()).isEqualTo(1);
  }
}
