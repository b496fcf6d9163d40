package dev.messina.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackTest {
  @TempDir Path folder;

  @Test
  void refusesConnectWithoutKafka() {
    assertThatThrownBy(() -> LocalStack.in(folder).only(Service.CONNECT).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Connect needs one Kafka: add Service.KAFKA to only(...), or else name another stack's"
                + " in connectToKafka(...)");
  }

  @Test
  void refusesConnectWithTwoKafkas() {
    assertThatThrownBy(() -> LocalStack.in(folder).connectToKafka("127.0.0.1:9092").start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Connect needs one Kafka: ");
  }

  @Test
  void refusesAClusterOfNoWorkers() {
    assertThatThrownBy(() -> LocalStack.in(folder).connectWorkers(0).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("connectWorkers is 0: give 1 or more, or leave out Service.CONNECT");
  }

  @Test
  void refusesMoreNodesThanThereAreAddressesFor() {
    assertThatThrownBy(() -> LocalStack.in(folder).cassandraNodes(10).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cassandraNodes is 10: give 1 to 9, or leave out Service.CASSANDRA");
  }

  @Test
  void attachesToNothingWhereNothingRuns() {
    assertThat(LocalStack.attach(folder)).isEmpty();
  }
}
