package dev.messina.cli.demo.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ChangePlanTest {

  private static final int LANES = 4;
  private static final int CHANGES = 3_000;

  private final ItemGenerator items = new ItemGenerator(1, Catalogues.ofEveryType());

  @Test
  void givesTheSameChangesForTheSameSeed() {
    assertThat(changes(5, 0)).isEqualTo(changes(5, 0));
    assertThat(changes(6, 0)).isNotEqualTo(changes(5, 0));
    assertThat(changes(5, 1)).isNotEqualTo(changes(5, 0));
  }

  @Test
  void leavesEveryKeyToOneLane() {
    Set<Object> before = new HashSet<>();
    for (int lane = 0; lane < LANES; lane++) {
      Set<Object> keys = new HashSet<>();
      changes(5, lane).forEach(planned -> keys.add(key(planned.change())));
      assertThat(Collections.disjoint(keys, before)).isTrue();
      before.addAll(keys);
    }
  }

  @Test
  void makesChangesOfEveryKindAndHitsHotKeysInBursts() {
    Map<ChangeKind, Integer> kinds = new EnumMap<>(ChangeKind.class);
    List<ChangePlan.Planned> changes = changes(5, 0);
    changes.forEach(planned -> kinds.merge(planned.kind(), 1, Integer::sum));
    assertThat(kinds).containsOnlyKeys(ChangeKind.values());
    assertThat(kinds.values()).allMatch(count -> count > CHANGES / 50);
    assertThat(changes.stream().filter(ChangePlan.Planned::hot).count())
        .isBetween(CHANGES / 8L, CHANGES / 2L);
  }

  @Test
  void reinsertsOnlyWhatItHasDeletedAndInsertsOnlyWhatIsNew() {
    Set<Object> deleted = new HashSet<>();
    Set<Object> known = new HashSet<>();
    for (long number = 0; number < 1_000; number++) {
      known.add(items.key(number));
    }
    for (ChangePlan.Planned planned : changes(5, 2)) {
      Object key = key(planned.change());
      switch (planned.kind()) {
        case REINSERT -> assertThat(deleted.remove(key)).isTrue();
        case INSERT -> assertThat(known.add(key)).isTrue();
        case DELETE -> assertThat(deleted.add(key)).isTrue();
        case REPLACE, UPDATE, REMOVE_ATTRIBUTES -> assertThat(deleted).doesNotContain(key);
      }
    }
  }

  @Test
  void neverSetsAndRemovesOneAttributeAtOnceNorTouchesTheKey() {
    changes(5, 3).stream()
        .flatMap(
            planned ->
                planned.change() instanceof Change.Update update
                    ? Stream.of(update)
                    : Stream.empty())
        .forEach(
            update -> {
              assertThat(update.set()).doesNotContainKeys("pk", "sk");
              assertThat(Collections.disjoint(update.set().keySet(), update.remove())).isTrue();
              assertThat(update.remove()).doesNotContain("pk", "sk");
              assertThat(update.set().size() + update.remove().size()).isPositive();
            });
  }

  private List<ChangePlan.Planned> changes(long seed, int lane) {
    ChangePlan plan = new ChangePlan(seed, items, 1_000, lane, LANES);
    return Stream.generate(plan::next).limit(CHANGES).toList();
  }

  private static Map<String, AttributeValue> key(Change change) {
    if (change instanceof Change.Put put) {
      return Map.of("pk", put.item().get("pk"), "sk", put.item().get("sk"));
    }
    return change instanceof Change.Update update ? update.key() : ((Change.Delete) change).key();
  }
}
