package dev.messina.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
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
  void usesADynamoDbThatIsThereAlready() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.start();
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (LocalStack stack =
        LocalStack.in(folder).only(Service.DYNAMODB).dynamoDbAt(endpoint).start()) {
      assertThat(stack.services()).isEmpty();
      assertThat(stack.dynamoDb().endpoint()).isEqualTo(endpoint);
      assertThatThrownBy(() -> stack.dynamoDb().shards("orders"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "The DynamoDB at "
                  + endpoint
                  + " is not this stack's own: it has no process, clock or shards to move");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void refusesADynamoDbThatDoesNotAnswer() throws IOException {
    URI nowhere = URI.create("http://127.0.0.1:" + new FreePorts().next());
    assertThatThrownBy(() -> LocalStack.in(folder).dynamoDbAt(nowhere).start())
        .isInstanceOf(ServiceFailedException.class)
        .hasMessage("No DynamoDB answers at " + nowhere + "; start it, or correct the address");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void attachesToNothingWhereNothingRuns() {
    assertThat(LocalStack.attach(folder)).isEmpty();
  }
}
