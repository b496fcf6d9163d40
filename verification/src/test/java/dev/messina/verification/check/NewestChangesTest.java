package dev.messina.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.verification.item.ItemKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class NewestChangesTest {

  private static final int CHANGES = 20_000;
  private static final int ITEMS = 3_000;

  @TempDir private Path folder;

  private static ItemKey item(int number) {
    return new ItemKey(Map.of("pk", AttributeValue.fromN(Integer.toString(number))));
  }

  /** Write timestamps do not follow the offsets, as where a snapshot runs beside the stream. */
  @Test
  void theChangeWithTheGreatestWriteTimestampIsMarkedAndNoOther() {
    SplittableRandom random = new SplittableRandom(1);
    NewestChanges changes = new NewestChanges(folder, CHANGES);
    List<TopicPlace> all = new ArrayList<>();
    Map<Integer, TopicPlace> newest = new HashMap<>();
    for (int offset = 0; offset < CHANGES; offset++) {
      int number = random.nextInt(ITEMS);
      // Far apart, as after years of changes.
      TopicPlace place =
          new TopicPlace(number % 3, 5_000_000_000L + 7L * offset, random.nextInt(50));
      all.add(place);
      changes.add(item(number), place);
      TopicPlace known = newest.get(number);
      if (known == null || place.writeMicros() >= known.writeMicros()) {
        newest.put(number, place);
      }
    }

    OffsetMarks marks = changes.newest();

    assertThat(marks.size()).isEqualTo(newest.size());
    assertThat(all.stream().filter(one -> marks.contains(one.partition(), one.offset())))
        .containsExactlyInAnyOrderElementsOf(newest.values());
    assertThat(marks.contains(0, 3)).isFalse();
  }

  @Test
  void ofEqualWriteTimestampsTheLastIsNewer() {
    TopicPlace replayed = new TopicPlace(0, 9, 5);

    assertThat(replayed.isNewerThan(new TopicPlace(0, 8, 5))).isTrue();
    assertThat(replayed.isNewerThan(new TopicPlace(0, 8, 6))).isFalse();
    assertThat(replayed.isNewerThan(replayed)).isFalse();
  }
}
