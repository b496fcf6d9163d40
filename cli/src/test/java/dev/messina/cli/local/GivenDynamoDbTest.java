package dev.messina.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.messina.cli.demo.workload.SourceTable;
import dev.messina.dynamodb.LocalDynamoDb;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class GivenDynamoDbTest {

  @Test
  void knowsWhetherATableIsThere() {
    try (LocalDynamoDb server = LocalDynamoDb.start();
        DynamoDbClient client = new GivenDynamoDb(server.endpoint()).client()) {
      GivenDynamoDb given = new GivenDynamoDb(server.endpoint());
      assertThatCode(() -> given.requireNoTable("orders")).doesNotThrowAnyException();
      assertThatThrownBy(() -> given.requireTable("orders"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "DynamoDB at "
                  + server.endpoint()
                  + " has no table orders; correct the name or the URL.");

      SourceTable.create(client, "orders");
      assertThatCode(() -> given.requireTable("orders")).doesNotThrowAnyException();
      assertThatThrownBy(() -> given.requireNoTable("orders"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("DynamoDB at " + server.endpoint() + " has a table orders")
          .hasMessageEndingWith(
              "aws dynamodb delete-table --table-name orders --region us-east-1 --endpoint-url "
                  + server.endpoint());

      SourceTable.enableStream(client, "orders");
      SourceTable.delete(client, "orders");
      assertThatCode(() -> given.requireNoTable("orders")).doesNotThrowAnyException();
    }
  }

  @Test
  void saysThatNothingAnswers() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    URI nowhere = URI.create("http://127.0.0.1:" + port);
    assertThatThrownBy(() -> new GivenDynamoDb(nowhere).requireNoTable("orders"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "No DynamoDB answers at "
                + nowhere
                + " (Connection refused); start it, or correct the URL.");
  }

  @Test
  void saysThatSomethingElseAnswers() throws IOException {
    assertThat(refusal(404, "<html>not here</html>"))
        .startsWith("What answers at ")
        .endsWith(" is no DynamoDB (HTTP 404); correct the URL.");
  }

  @Test
  void saysThatTheCredentialsAreNotTaken() throws IOException {
    assertThat(
            refusal(
                400,
                "{\"__type\": \"com.amazon.coral.service#UnrecognizedClientException\","
                    + " \"message\": \"The security token included in the request is invalid.\"}"))
        .contains(" refuses DescribeTable with UnrecognizedClientException (HTTP 400). ")
        .endsWith("as access key 'local' here, as stand-ins take it: AWS does not.");
  }

  private static String refusal(int status, String body) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try {
      new GivenDynamoDb(endpoint).requireNoTable("orders");
      return "not refused";
    } catch (IllegalStateException refused) {
      return refused.getMessage();
    } finally {
      server.stop(0);
    }
  }
}
