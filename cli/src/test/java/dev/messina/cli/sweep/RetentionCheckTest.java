package dev.messina.cli.sweep;

import static dev.messina.cli.sweep.InMemoryTopics.letter;
import static dev.messina.cli.sweep.InMemoryTopics.writtenAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.sweep.TopicLog.Passed;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the topics say: the one of the table, and those of dead letters. */
class RetentionCheckTest {

  private static final WholeTableEpoch EPOCH = new WholeTableEpoch(5_000, 2, 10);

  private final InMemoryTopics topics = new InMemoryTopics();

  @Test
  void aTopicFromItsBeginningOnHoldsTheEpoch() {
    topics.with(Routes.TOPIC, 0, 0, writtenAt(5_000)).with(Routes.TOPIC, 1, 0);
    assertThat(table()).isEmpty();
  }

  @Test
  void aTopicThatStillHoldsOlderChangesHoldsTheEpoch() {
    topics.with(Routes.TOPIC, 0, 7, writtenAt(4_900), writtenAt(5_000));
    assertThat(table()).isEmpty();
  }

  @Test
  void aTopicThatBeginsInsideTheEpochMayHaveLostRowsOfIt() {
    topics.with(Routes.TOPIC, 0, 0).with(Routes.TOPIC, 1, 7, writtenAt(5_000));
    assertThat(table()).contains(Refusal.TOPIC_TRIMMED);
  }

  @Test
  void aTopicThatDoesNotTellMayHaveLostRowsOfTheEpoch() {
    topics.with(Routes.TOPIC, 0, 7, new Passed(Map.of()));
    assertThat(table()).contains(Refusal.TOPIC_TRIMMED);
    topics.with(Routes.TOPIC, 0, 7);
    assertThat(table()).contains(Refusal.TOPIC_TRIMMED);
  }

  @Test
  void aTopicThatDoesNotExistIsRefused() {
    assertThat(table()).contains(Refusal.TOPIC_MISSING);
  }

  @Test
  void lettersOfTheEpochAndLaterCount() {
    topics.with(Routes.REJECTED, 0, 3, letter(Routes.TOPIC, 4_999), letter(Routes.TOPIC, 5_000));
    assertThat(letters(Routes.plain())).contains(Refusal.DEAD_LETTERS);
    assertThat(DeadLetterCheck.refusal(topics, Routes.plain(), EPOCH))
        .get()
        .extracting(Readiness.Refused::reason)
        .asString()
        .startsWith(
            "Topic shop.orders.rejected holds 1 records since epoch 1970-01-01T00:00:00.005Z");
  }

  @Test
  void lettersOfOtherTopicsAndEarlierOnesDoNotCount() {
    topics.with(Routes.REJECTED, 0, 0, letter("shop.users", 6_000), letter(Routes.TOPIC, 4_900));
    assertThat(letters(Routes.plain())).isEmpty();
  }

  @Test
  void aLetterWithoutCoordinatesCounts() {
    topics.with(Routes.REJECTED, 0, 0, new Passed(Map.of()));
    assertThat(letters(Routes.plain())).contains(Refusal.DEAD_LETTERS);
  }

  @Test
  void noQueueYetMeansNoLetters() {
    assertThat(letters(Routes.plain())).isEmpty();
  }

  @Test
  void itemsThatWereTooBigCountWhereTheSourcePutsThemAside() {
    topics.with("shop.oversize", 0, 0, letter(Routes.TOPIC, 5_000));
    assertThat(letters(Routes.plain())).isEmpty();
    assertThat(letters(Routes.withSource("oversize.policy", "dead_letter")))
        .contains(Refusal.DEAD_LETTERS);
  }

  private Optional<Refusal> table() {
    return RetentionCheck.refusal(topics, Routes.TOPIC, topics.partitions(Routes.TOPIC), EPOCH)
        .map(Readiness.Refused::refusal);
  }

  private Optional<Refusal> letters(SweepRoute route) {
    return DeadLetterCheck.refusal(topics, route, EPOCH).map(Readiness.Refused::refusal);
  }
}
