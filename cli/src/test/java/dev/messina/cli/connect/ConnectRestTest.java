package dev.messina.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectRestTest {

  private FakeConnect connect;
  private ConnectRest rest;

  @BeforeEach
  void start() throws IOException {
    connect = new FakeConnect();
    rest = new ConnectRest(connect::url, Duration.ofSeconds(30));
  }

  @AfterEach
  void stop() {
    connect.close();
  }

  @Test
  void putsTheConfigurationUnderTheConnectorsName() {
    connect.willAnswer(201, "{}");
    rest.put(new ConnectorFile("a b/c", Map.of("topics", "t")));
    assertThat(connect.requests())
        .containsExactly("PUT /connectors/a%20b%2Fc/config {\"topics\":\"t\"}");
  }

  @Test
  void saysInOneLineWhatConnectHasAgainstTheConfiguration() {
    connect.willAnswer(
        400,
        """
{"error_code":400,"message":"Connector configuration is invalid and contains the following 2 error(s):\\n\
Option tabels is unknown\\nTable is missing\\n\
You can also find the above list of errors at the endpoint `/connector-plugins/{connectorType}/config/validate`"}""");
    assertThatThrownBy(() -> rest.put(new ConnectorFile("c", Map.of())))
        .isInstanceOf(ConnectRestException.class)
        .hasMessage(
            "Connect refused PUT /connectors/c/config (HTTP 400): Connector configuration is"
                + " invalid and contains the following 2 error(s): Option tabels is unknown Table"
                + " is missing");
  }

  @Test
  void takesNoForAnAnswerWhenTheConnectorIsMissing() {
    connect.willAnswer(404, "{\"error_code\":404,\"message\":\"Connector c not found\"}");
    assertThatThrownBy(() -> rest.resume("c"))
        .hasMessage("Connect refused PUT /connectors/c/resume (HTTP 404): Connector c not found");
  }

  @Test
  void givesTheTextOfWhateverElseAnswers() {
    connect.willAnswer(404, "<h1>Not\n here</h1>");
    assertThatThrownBy(() -> rest.status("c"))
        .hasMessage("Connect refused GET /connectors/c/status (HTTP 404): <h1>Not here</h1>");
  }

  @Test
  void asksAgainWhileTheClusterRebalances() {
    connect
        .willAnswer(409, "{\"message\":\"rebalance in process\"}")
        .willAnswer(200, "{\"name\":\"c\",\"connector\":{\"state\":\"RUNNING\"},\"tasks\":[]}");
    assertThat(rest.status("c").state()).isEqualTo("RUNNING");
    assertThat(connect.requests()).hasSize(2);
  }

  @Test
  void asksAgainWhileTheWorkerOrTheConnectorIsTooNew() {
    connect
        .willAnswer(404, "{\"error_code\":404,\"message\":\"Not Found\"}")
        .willAnswer(404, "{\"message\":\"No status found for connector c\"}")
        .willAnswer(200, "{\"name\":\"c\",\"connector\":{\"state\":\"RUNNING\"},\"tasks\":[]}");
    assertThat(rest.status("c").state()).isEqualTo("RUNNING");
  }

  @Test
  void givesUpWhenNobodyAnswersForTooLong() {
    ConnectRest nobody =
        new ConnectRest(() -> URI.create("http://127.0.0.1:1"), Duration.ofMillis(10));
    assertThatThrownBy(() -> nobody.status("c"))
        .hasMessageStartingWith(
            "Connect at http://127.0.0.1:1 does not answer (connection refused). Start a worker");
  }

  @Test
  void readsAllConnectorsWithTheirConfigurations() {
    connect.willAnswer(
        200,
        "{\"b\":{\"info\":{\"name\":\"b\",\"config\":{\"topics\":\"t\"}}},\"a\":{\"info\":{}}}");
    assertThat(rest.connectors())
        .containsExactly(
            Map.entry("a", new ConnectorFile("a", Map.of())),
            Map.entry("b", new ConnectorFile("b", Map.of("topics", "t"))));
    assertThat(connect.requests()).containsExactly("GET /connectors?expand=info");
  }

  @Test
  void readsTheVersionOfTheWorker() {
    connect.willAnswer(200, "{\"version\":\"3.9.1\",\"commit\":\"f745dfdcee2b9851\"}");
    assertThat(rest.workerVersion()).isEqualTo("3.9.1");
  }

  @Test
  void readsTheOffsets() {
    connect.willAnswer(
        200, "{\"offsets\":[{\"partition\":{\"kind\":\"table\"},\"offset\":{\"done\":true}}]}");
    assertThat(rest.offsets("c"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.at("/partition/kind").asText()).isEqualTo("table"));
  }

  @Test
  void namesWhatATaskFailedAtAndItsLastCause() {
    connect.willAnswer(
        200,
        """
{"name":"c","connector":{"state":"RUNNING","worker_id":"w:1"},"tasks":[
  {"id":0,"state":"RUNNING","worker_id":"w:1"},
  {"id":1,"state":"FAILED","worker_id":"w:2",
   "trace":"ConnectException: Exiting WorkerSinkTask\\n\\tat a.b\\nCaused by: table 'x'\\n\\tat c.d\\nCaused by: y\\nCaused by: gone"}]}""");
    ConnectorStatus status = rest.status("c");
    assertThat(status.isRunning()).isFalse();
    assertThat(status.firstFailure())
        .contains("Task 1 of connector c has failed: table 'x' (gone)");
  }

  @Test
  void namesTheFirstLineOfATraceWithoutACause() {
    connect.willAnswer(
        200,
        "{\"name\":\"c\",\"connector\":{\"state\":\"FAILED\",\"trace\":\"Oh no\\n\\tat a.b\"}}");
    assertThat(rest.status("c").firstFailure()).contains("Connector c has failed: Oh no");
  }

  @Test
  void takesAConnectorWithoutTasksForNotRunning() {
    connect.willAnswer(200, "{\"name\":\"c\",\"connector\":{\"state\":\"RUNNING\"},\"tasks\":[]}");
    assertThat(rest.status("c").isRunning()).isFalse();
  }
}
