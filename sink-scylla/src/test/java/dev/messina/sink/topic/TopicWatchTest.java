package dev.messina.sink.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicWatchTest {

  private static final TopicPartition MISSPELT = new TopicPartition("shop.ordres", 0);
  private static final TopicPartition OTHER = new TopicPartition("shop.users", 0);

  private final SetClock clock = new SetClock();
  private final TopicWatch watch = new TopicWatch(List.of("shop.ordres", "shop.users"), clock);

  @Test
  void warnsOfATopicOfWhichNothingEverCame() {
    watch.onPositions(Map.of(MISSPELT, new OffsetAndMetadata(0), OTHER, new OffsetAndMetadata(7)));
    assertThat(watch.warning(Set.of(MISSPELT, OTHER))).as("not at once").isEmpty();

    clock.pass(Duration.ofMinutes(1));
    assertThat(watch.warning(Set.of(MISSPELT, OTHER)))
        .get()
        .asString()
        .contains("topic shop.ordres.")
        .doesNotContain("shop.users");
  }

  @Test
  void warnsAgainAndAgainAtLastEveryHour() {
    watch.onPositions(Map.of(MISSPELT, new OffsetAndMetadata(0)));
    int warnings = 0;
    for (int minute = 0; minute < 24 * 60; minute++) {
      clock.pass(Duration.ofMinutes(1));
      warnings += watch.warning(Set.of(MISSPELT)).isPresent() ? 1 : 0;
    }
    assertThat(warnings).isBetween(24, 32);
  }

  @Test
  void isSilentOnceARecordHasComeOrWhereAnEarlierTaskHasReadOne() {
    watch.onPositions(Map.of(MISSPELT, new OffsetAndMetadata(0), OTHER, new OffsetAndMetadata(3)));
    watch.onRecord("shop.ordres");
    clock.pass(Duration.ofDays(1));
    assertThat(watch.warning(Set.of(MISSPELT, OTHER))).isEmpty();
  }

  @Test
  void isSilentBeforeThePositionsAreKnownAndOnPartitionsThatOtherTasksHave() {
    clock.pass(Duration.ofMinutes(2));
    assertThat(watch.warning(Set.of(MISSPELT))).isEmpty();
    watch.onPositions(Map.of(MISSPELT, new OffsetAndMetadata(0)));
    clock.pass(Duration.ofMinutes(2));
    assertThat(watch.warning(Set.of(OTHER))).isEmpty();
  }

  @Test
  void aTaskWithoutPartitionsSaysWhatThatMayMean() {
    clock.pass(Duration.ofMinutes(1));
    assertThat(watch.warning(Set.of()))
        .get()
        .asString()
        .contains("no topic shop.ordres, shop.users; check 'topics'");
    TopicWatch byPattern = new TopicWatch(List.of(), clock);
    clock.pass(Duration.ofMinutes(1));
    assertThat(byPattern.warning(Set.of())).get().asString().contains("'topics.regex'");
  }
}
