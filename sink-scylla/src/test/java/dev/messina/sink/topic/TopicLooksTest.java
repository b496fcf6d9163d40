package dev.messina.sink.topic;

import static dev.messina.sink.topic.GuardedTask.FIRST;
import static dev.messina.sink.topic.GuardedTask.SECOND;
import static dev.messina.sink.topic.GuardedTask.marked;
import static dev.messina.sink.topic.GuardedTask.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With Kafka's address, it is asked beside the task. */
class TopicLooksTest {

  private final GuardedTask task = GuardedTask.thatAsks();

  @BeforeEach
  void theTopicIsThere() {
    task.kafka.ids.put("shop.orders", "one");
    task.kafka.starts.put(FIRST, 0L);
    task.kafka.starts.put(SECOND, 0L);
  }

  @Test
  void commitsTheTopicsIdAndNothingBeforeTheFirstAnswer() {
    task.guard.open(List.of(FIRST));
    assertThat(task.commit(FIRST, 0)).isEmpty();
    task.deliver(records(FIRST, 0, 10));
    assertThat(task.commit(FIRST, 10)).as("asked, not answered").isEmpty();
    task.deliver();
    assertThat(task.commit(FIRST, 10)).containsExactly(Map.entry(FIRST, marked(10, "one")));
    assertThat(task.kafka.questions).isEqualTo(1);
  }

  @Test
  void asksOnceAMinute() {
    start(0);
    for (int second = 0; second < 600; second++) {
      task.clock.pass(Duration.ofSeconds(1));
      task.deliver();
    }
    assertThat(task.kafka.questions).isBetween(10, 12);
  }

  @Test
  void stopsWhenTheTopicIsAnotherThoughItsPositionExists() {
    start(30);
    task.deliver(records(FIRST, 30, 40));
    task.kafka.ids.put("shop.orders", "other");
    task.deliver(records(FIRST, 40, 50));
    assertThatThrownBy(this::aMinute)
        .hasMessageContainingAll("'shop.orders'", "created again", "DELETE /connectors/orders");
    assertThat(task.commit(FIRST, 50))
        .as("what stops the next start")
        .containsExactly(Map.entry(FIRST, marked(0, "one")));
  }

  @Test
  void aWayBackLeavesTheIdForTheNextStart() {
    start(30);
    task.deliver(records(FIRST, 30, 40));
    task.commit(FIRST, 40);
    task.commit(FIRST, 40);
    task.guard.close(List.of(FIRST));
    task.guard.open(List.of(FIRST));
    assertThatThrownBy(() -> task.deliver(records(FIRST, 2, 5)))
        .hasMessageContaining("went back to offset 2");
    assertThat(task.commit(FIRST, 2)).containsExactly(Map.entry(FIRST, marked(2, "one")));
  }

  @Test
  void stopsAtTheNextStartToo() {
    task.kafka.committed.put(FIRST, marked(0, "one"));
    task.kafka.ids.put("shop.orders", "other");
    task.guard.open(List.of(FIRST));
    task.deliver();
    assertThatThrownBy(task::deliver).hasMessageContaining("created again");
    assertThat(task.commit(FIRST, 0)).containsExactly(Map.entry(FIRST, marked(0, "one")));
  }

  @Test
  void stopsWhenTheTopicIsMissingTwiceEvenWithoutItsPartitions() {
    start(30);
    task.kafka.ids.clear();
    task.kafka.starts.clear();
    task.guard.close(List.of(FIRST));
    aMinute();
    task.kafka.ids.put("shop.orders", "one");
    aMinute();
    task.kafka.ids.clear();
    aMinute();
    assertThatThrownBy(this::aMinute).hasMessageContaining("'shop.orders' was deleted");
  }

  @Test
  void stopsWhenRecordsWereDeletedWhileNoTaskRan() {
    task.kafka.committed.put(FIRST, marked(30, "one"));
    task.kafka.starts.put(FIRST, 50L);
    task.guard.open(List.of(FIRST));
    task.deliver(records(FIRST, 50, 60));
    assertThat(task.commit(FIRST, 60)).isEmpty();
    assertThatThrownBy(task::deliver)
        .hasMessageContainingAll(
            "shop.orders-0 from offset 30 to 49", "deleted before they were read", "PATCH");
    assertThat(task.commit(FIRST, 60)).as("it stops the next start too").isEmpty();
  }

  @Test
  void goesOnWhereTheUserSays() {
    task.kafka.committed.put(FIRST, new OffsetAndMetadata(0));
    task.kafka.starts.put(FIRST, 50L);
    task.guard.open(List.of(FIRST));
    task.commit(FIRST, 0);
    task.deliver();
    aMinute();
    aMinute();
    task.deliver(records(FIRST, 50, 60));
    aMinute();
    assertThat(task.commit(FIRST, 60)).containsExactly(Map.entry(FIRST, marked(60, "one")));
  }

  @Test
  void stopsWhenTheConsumerHasJumpedToTheStartOfTheLog() {
    start(0);
    task.deliver(records(FIRST, 0, 30));
    task.kafka.starts.put(FIRST, 50L);
    task.deliver(records(FIRST, 50, 60));
    assertThat(task.commit(FIRST, 60))
        .as("not past what may be gone")
        .containsExactly(Map.entry(FIRST, marked(30, "one")));
    task.clock.pass(Duration.ofSeconds(10));
    task.deliver(records(FIRST, 60, 70));
    assertThatThrownBy(task::deliver).hasMessageContaining("from offset 30 to 49");
  }

  @Test
  void gapsOfCompactionTransactionsAndFiltersAreNoLoss() {
    start(0);
    task.deliver(records(FIRST, 0, 30));
    task.deliver(records(FIRST, 50, 60));
    task.clock.pass(Duration.ofSeconds(10));
    task.deliver(records(FIRST, 80, 90));
    task.deliver(records(FIRST, 120, 130));
    assertThat(task.commit(FIRST, 130))
        .as("what came since the question waits for the next")
        .containsExactly(Map.entry(FIRST, marked(80, "one")));
    task.kafka.starts.put(FIRST, 40L);
    task.clock.pass(Duration.ofSeconds(10));
    task.deliver();
    task.deliver();
    assertThat(task.commit(FIRST, 130)).containsExactly(Map.entry(FIRST, marked(130, "one")));
  }

  @Test
  void theMarkerOfTheLastTransactionIsNoRecord() {
    task.kafka.committed.put(FIRST, marked(30, "one"));
    task.kafka.starts.put(FIRST, 31L);
    task.guard.open(List.of(FIRST));
    task.deliver();
    task.deliver();
    task.deliver(records(FIRST, 31, 40));
    task.kafka.starts.put(FIRST, 41L);
    aMinute();
    aMinute();
    aMinute();
    task.deliver(records(FIRST, 41, 50));
    aMinute();
    assertThat(task.commit(FIRST, 50)).containsExactly(Map.entry(FIRST, marked(50, "one")));
  }

  @Test
  void aPositionAtTheStartOfTheLogIsNoLoss() {
    start(0);
    task.deliver(records(FIRST, 0, 30));
    task.kafka.starts.put(FIRST, 30L);
    aMinute();
    aMinute();
    aMinute();
    task.deliver(records(FIRST, 30, 40));
  }

  @Test
  void stopsWhenAPartitionStandsStillBehindTheStartOfTheLog() {
    start(0);
    task.deliver(records(FIRST, 0, 30));
    task.kafka.starts.put(FIRST, 50L);
    aMinute();
    assertThatThrownBy(this::aMinute).hasMessageContaining("from offset 30 to 49");
  }

  @Test
  void recordsThatTheTaskOrItsConsumerStillHoldsAreNotLost() {
    start(0);
    task.deliver(records(FIRST, 0, 30));
    task.refuse(records(FIRST, 30, 40));
    task.kafka.starts.put(FIRST, 60L);
    for (int minute = 0; minute < 5; minute++) {
      task.clock.pass(Duration.ofMinutes(1));
      task.refuse(records(FIRST, 30, 40));
    }
    task.deliver(records(FIRST, 30, 40));
    task.deliver(records(FIRST, 40, 60));
    aMinute();
    aMinute();
    assertThat(task.commit(FIRST, 60)).containsExactly(Map.entry(FIRST, marked(60, "one")));
  }

  @Test
  void anAnswerThatDoesNotComeStopsNothingAndHoldsNothingUp() {
    start(0);
    task.deliver(records(FIRST, 0, 30));
    task.kafka.failure = new KafkaException("No route");
    task.deliver(records(FIRST, 50, 60));
    aMinute();
    assertThat(task.commit(FIRST, 60)).containsExactly(Map.entry(FIRST, marked(60, "one")));
    task.guard.open(List.of(SECOND));
    task.deliver(records(SECOND, 0, 5));
    task.deliver();
    assertThat(task.commit(SECOND, 5)).containsExactly(Map.entry(SECOND, marked(5, "one")));
  }

  @Test
  void anAnswerAboutAPartitionThatHasGoneAndComeBackSaysNothingOfIt() {
    task.kafka.committed.put(FIRST, marked(30, "one"));
    task.kafka.starts.put(FIRST, 50L);
    task.guard.open(List.of(FIRST));
    task.deliver();
    task.guard.close(List.of(FIRST));
    task.guard.open(List.of(FIRST));
    task.kafka.starts.put(FIRST, 20L);
    assertThatCode(task::deliver).doesNotThrowAnyException();
    assertThat(task.commit(FIRST, 30)).isEmpty();
  }

  @Test
  void brokersWithoutIdsStopNothing() {
    task.kafka.ids.put("shop.orders", "");
    start(0);
    task.deliver(records(FIRST, 0, 30));
    aMinute();
    assertThat(task.commit(FIRST, 30)).containsExactly(Map.entry(FIRST, new OffsetAndMetadata(30)));
  }

  @Test
  void endsItsLook() {
    task.guard.close();
    assertThat(task.kafka.closed).isTrue();
  }

  private void start(long position) {
    task.guard.open(List.of(FIRST));
    task.commit(FIRST, position);
    task.deliver();
    task.deliver();
  }

  private void aMinute() {
    task.clock.pass(Duration.ofMinutes(1));
    task.deliver();
    task.deliver();
  }
}
