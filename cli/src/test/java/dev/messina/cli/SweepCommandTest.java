package dev.messina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.connect.FakeConnect;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SweepCommandTest {

  private static final String CONNECTORS =
      """
      {"r": {"info": {"config": {
         "connector.class": "dev.messina.source.DynamoDbSourceConnector",
         "topic.prefix": "shop", "control.kafka.bootstrap.servers": "${file:secrets:kafka}"}}},
       "w": {"info": {"config": {
         "connector.class": "dev.messina.sink.ScyllaSinkConnector",
         "topics": "shop.orders", "table.name": "shop.orders", "write.mode": "%s"}}}}""";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private FakeConnect connect;

  @BeforeEach
  void start() throws IOException {
    connect = new FakeConnect();
  }

  @AfterEach
  void stop() {
    connect.close();
  }

  @Test
  void refusesAConnectorThatDoesNotExist() {
    connect.willAnswer(200, "{\"w\":{\"info\":{\"config\":{}}}}");
    assertThat(sweep("--json")).isEqualTo(2);
    assertThat(out.toString().strip())
        .isEqualTo(
            "{\"refused\":\"unknown_connector\",\"reason\":\"Connect at "
                + connect.url()
                + " has no connector r; it has [w].\"}");
  }

  @Test
  void refusesWhatTheConfigurationsForbid() {
    connect.willAnswer(200, CONNECTORS.formatted("merge"));
    assertThat(sweep()).isEqualTo(2);
    assertThat(out.toString()).startsWith("Refused: Connector w has write.mode=merge");
    assertThat(connect.requests()).containsExactly("GET /connectors?expand=info");
  }

  @Test
  void saysWhichOptionIsMissingWhereAConnectorHidesASetting() {
    connect.willAnswer(200, CONNECTORS.formatted("replace"));
    assertThat(sweep()).isEqualTo(2);
    assertThat(err.toString())
        .startsWith(
            "Connector r has control.kafka.bootstrap.servers from a config provider, which only"
                + " its worker can read; say --kafka-config.");
  }

  @Test
  void refusesNumbersThatCannotBe() {
    assertThat(sweep("--rows-per-second", "0")).isEqualTo(2);
    assertThat(err.toString()).startsWith("--rows-per-second is 0; give 1 or more.");
  }

  @Test
  void aConnectThatDoesNotAnswerAsItShouldIsNoAnswer() {
    connect.willAnswer(404, "{\"message\":\"no such page\"}");
    assertThat(sweep()).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("messina: Connect refused GET /connectors?expand=info (HTTP 404)");
  }

  @Test
  void namesAFileThatIsNotThere() {
    assertThat(sweep("--kafka-config", "none.properties")).isEqualTo(2);
    assertThat(err.toString()).startsWith("--kafka-config none.properties does not exist.");
  }

  private int sweep(String... more) {
    List<String> arguments = new ArrayList<>(List.of("sweep", "--source", "r", "--sink", "w"));
    arguments.addAll(List.of("--table", "orders", "--connect", connect.url().toString()));
    arguments.addAll(Arrays.asList(more));
    CommandLine command = Messina.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments.toArray(String[]::new));
  }
}
