package dev.messina.source.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.messina.source.aws.ShardDescription;
import dev.messina.source.change.WriteClock;
import dev.messina.source.offset.ShardOffset;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShardLineageTest {

  private static final long EPOCH = 1_000_000_000;
  private static final ShardDescription ROOT = new ShardDescription("root", null, "1");
  private static final ShardDescription LEFT = new ShardDescription("left", "root", "5");
  private static final ShardDescription RIGHT = new ShardDescription("right", "root", "5");

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final ShardLineage lineage = new ShardLineage(shard -> !shard.startsWith("other"));

  @Test
  void beginsRootsAtTheEpoch() {
    lineage.merge(List.of(ROOT, LEFT));

    assertThat(lineage.readable()).containsExactly(ROOT);
    assertThat(lineage.begin("root", EPOCH)).isEqualTo(WriteClock.root(EPOCH));
  }

  @Test
  void aChildIsNeverReadBeforeItsParentIsFinished() {
    lineage.merge(List.of(ROOT, LEFT));
    assertThatThrownBy(() -> lineage.begin("left", EPOCH))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Shard 'left' must wait for its parent 'root'");

    lineage.begin("root", EPOCH);
    lineage.shard("root").end(end(0), NOW);

    assertThat(lineage.awaitedParents()).containsExactly("root");
    assertThat(lineage.readable()).isEmpty();
  }

  @Test
  void aChildTakesOverTheWriteTimestampsOfItsParent() {
    lineage.merge(List.of(ROOT, LEFT, RIGHT));
    lineage.begin("root", EPOCH);
    lineage.shard("root").end(end(0), NOW);
    WriteClock end = new WriteClock(EPOCH + 700, true, 5);
    lineage.shard("root").finish(new ShardOffset("9", end, EPOCH, true, 0));

    assertThat(lineage.readable()).containsExactly(LEFT, RIGHT);
    assertThat(lineage.begin("left", EPOCH)).isEqualTo(end);
  }

  @Test
  void anInconsistentListingNeverMakesAChildARoot() {
    lineage.merge(List.of(LEFT));

    assertThat(lineage.readable()).isEmpty();
    assertThat(lineage.unlistedParents()).containsExactly("root");
    assertThatThrownBy(() -> lineage.begin("left", EPOCH))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void keepsWhatAListingForgetsAndTakesNothingTwice() {
    assertThat(lineage.merge(List.of(ROOT, LEFT, ROOT))).containsExactly(ROOT, LEFT);
    lineage.begin("root", EPOCH);

    assertThat(lineage.merge(List.of(RIGHT, LEFT))).containsExactly(RIGHT);
    assertThat(lineage.knows("root")).isTrue();
    assertThat(lineage.unlistedParents()).isEmpty();
  }

  @Test
  void aFinishedShardIsOutlivedWhenItIsNotListedAndNothingWaitsForIt() {
    lineage.merge(List.of(ROOT, LEFT));
    lineage.begin("root", EPOCH);
    lineage.shard("root").end(end(0), NOW);
    lineage.shard("root").finish(end(0));
    assertThat(lineage.outlived(List.of(LEFT), NOW)).as("left waits").isEmpty();

    lineage.begin("left", EPOCH);
    assertThat(lineage.outlived(List.of(ROOT, LEFT), NOW)).as("root is listed").isEmpty();
    assertThat(lineage.outlived(List.of(LEFT), Instant.EPOCH)).as("it may be there").isEmpty();
    assertThat(lineage.outlived(List.of(LEFT), NOW)).isEqualTo(Map.of("root", List.of(LEFT)));
  }

  @Test
  void aShardOfAnotherTaskIsWaitedForAndNeverRead() {
    lineage.merge(
        List.of(
            new ShardDescription("other", null, "1"), new ShardDescription("child", "other", "5")));
    assertThat(lineage.readable()).isEmpty();
    assertThat(lineage.awaitedParents()).containsExactly("other");
    assertThat(lineage.unfinished()).hasSize(2);

    lineage.shard("other").finish(end(700));
    assertThat(lineage.readable()).extracting(ShardDescription::id).containsExactly("child");
    assertThat(lineage.begin("child", EPOCH).writeMicros()).isEqualTo(EPOCH + 700);

    lineage.forgetOthers(List.of());
    assertThat(lineage.knows("other")).isFalse();
    assertThat(lineage.knows("child")).isTrue();
  }

  @Test
  void keepsTheChildrenOfItsOwnShardsAndRemembersThatTheyHaveBegun() {
    ShardDescription child = new ShardDescription("other", "root", "5");
    lineage.merge(List.of(ROOT, child));
    lineage.begin("root", EPOCH);
    lineage.shard("root").end(end(0), NOW);
    lineage.shard("root").finish(end(0));
    lineage.shard("root").childrenHaveBegun();
    lineage.forgetOthers(List.of());
    assertThat(lineage.children("root")).containsExactly(child);
    assertThat(lineage.shard("root").haveChildrenBegun()).isTrue();

    lineage.merge(List.of(RIGHT));
    assertThat(lineage.shard("root").haveChildrenBegun()).as("one more child").isFalse();

    lineage.remove("root");
    lineage.forgetOthers(List.of());
    assertThat(lineage.knows("other")).isFalse();
  }

  private static ShardOffset end(long micros) {
    return ShardOffset.start(WriteClock.root(EPOCH + micros), EPOCH).finished(0);
  }
}
