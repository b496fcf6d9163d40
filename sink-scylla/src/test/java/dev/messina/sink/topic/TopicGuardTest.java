package dev.messina.sink.topic;

import static dev.messina.sink.topic.GuardedTask.FIRST;
import static dev.messina.sink.topic.GuardedTask.SECOND;
import static dev.messina.sink.topic.GuardedTask.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** Without Kafka's address, only the records say that a topic is another. */
class TopicGuardTest {

  private final GuardedTask task = GuardedTask.withoutAddress();

  @Test
  void stopsWhenAConsumerGoesBackByItself() {
    task.guard.open(List.of(FIRST, SECOND));
    task.deliver(records(FIRST, 10, 20), records(SECOND, 0, 5));
    task.deliver(records(FIRST, 20, 30));

    assertThatThrownBy(() -> task.deliver(records(SECOND, 5, 9), records(FIRST, 0, 3)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContainingAll(
            "shop.orders-0 went back to offset 0, but had come to offset 30",
            "DELETE /connectors/orders/offsets",
            "restart the task");
    assertThat(task.read).containsExactly("shop.orders");
  }

  @Test
  void stopsWhenItGoesBackBehindAPositionOfWhichNoRecordCame() {
    task.guard.open(List.of(FIRST));
    task.commit(FIRST, 500);
    assertThatThrownBy(() -> task.deliver(records(FIRST, 0, 3)))
        .hasMessageContaining("had come to offset 500");
  }

  @Test
  void commitsNothingAfterItHasStopped() {
    task.guard.open(List.of(FIRST));
    task.deliver(records(FIRST, 0, 30));
    assertThatThrownBy(() -> task.deliver(records(FIRST, 0, 3)))
        .isInstanceOf(ConnectException.class);
    assertThat(task.commit(FIRST, 30)).isEmpty();
  }

  @Test
  void takesTheSameRecordsAgainAfterTheyWereRefused() {
    task.guard.open(List.of(FIRST, SECOND));
    task.deliver(records(FIRST, 0, 10), records(SECOND, 0, 10));
    task.refuse(records(FIRST, 10, 20));
    task.refuse(List.of());
    task.refuse(records(FIRST, 10, 20));
    task.deliver(records(FIRST, 10, 20));
    task.deliver(records(FIRST, 20, 30), records(SECOND, 10, 12));

    assertThatThrownBy(() -> task.deliver(records(FIRST, 20, 30)))
        .as("what was taken does not come again")
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void lessThanWhatWasRefusedIsAWayBackToo() {
    task.guard.open(List.of(FIRST));
    task.deliver(records(FIRST, 0, 10));
    task.refuse(records(FIRST, 10, 20));
    assertThatThrownBy(() -> task.deliver(records(FIRST, 9, 20)))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void goesBackWithConnectAfterAFailedPreCommit() {
    task.guard.open(List.of(FIRST));
    task.deliver(records(FIRST, 0, 10));
    task.refuse(records(FIRST, 10, 20));
    task.guard.rewind();
    task.deliver(records(FIRST, 10, 20));
    task.deliver(records(FIRST, 4, 20));
    task.deliver(records(FIRST, 20, 30));
    assertThatThrownBy(() -> task.deliver(records(FIRST, 4, 20)))
        .as("once")
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void stopsWhenAPartitionComesBackBehindWhatWasCommitted() {
    task.guard.open(List.of(FIRST));
    for (long offset = 0; offset < 40; offset += 10) {
      task.deliver(records(FIRST, offset, offset + 10));
      task.commit(FIRST, offset + 10);
    }
    task.commit(FIRST, 40);
    task.guard.close(List.of(FIRST));
    task.guard.open(List.of(FIRST));
    assertThatThrownBy(() -> task.deliver(records(FIRST, 0, 3)))
        .hasMessageContaining("had come to offset 40");
  }

  @Test
  void twoCommitsMayFailBeforeAPartitionComesBack() {
    task.guard.open(List.of(FIRST));
    for (long offset = 0; offset < 40; offset += 10) {
      task.deliver(records(FIRST, offset, offset + 10));
      task.commit(FIRST, offset + 10);
    }
    task.guard.close(List.of(FIRST));
    task.guard.open(List.of(FIRST));
    task.deliver(records(FIRST, 30, 40));
    assertThatThrownBy(() -> task.deliver(records(FIRST, 20, 40)))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void aPartitionThatWasLostWithoutACommitMayComeBackAnywhere() {
    task.guard.open(List.of(FIRST));
    for (long offset = 0; offset < 40; offset += 10) {
      task.deliver(records(FIRST, offset, offset + 10));
      task.commit(FIRST, offset + 10);
    }
    task.deliver(records(FIRST, 40, 50));
    task.guard.close(List.of(FIRST));
    task.guard.open(List.of(FIRST));
    task.deliver(records(FIRST, 10, 20));
  }

  @Test
  void commitsWhatIsDone() {
    task.guard.open(List.of(FIRST));
    task.deliver(records(FIRST, 0, 10));
    task.deliver(records(FIRST, 50, 60));
    assertThat(task.commit(FIRST, 60)).containsExactly(Map.entry(FIRST, new OffsetAndMetadata(60)));
  }
}
