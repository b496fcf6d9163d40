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

/** What is told, in one line and with exit code 2, where nothing can be verified. */
class VerifyCommandTest {

  private static final int UNKNOWN = 2;

  private static final String CONNECTORS =
      """
      {"r": {"info": {"config": {
         "connector.class": "dev.messina.source.DynamoDbSourceConnector", "tables": "%s",
         "topic.prefix": "shop", "control.kafka.bootstrap.servers": "${file:secrets:kafka}",
         "aws.region": "eu-west-1", "aws.access.key.id": "a", "aws.secret.access.key": "b"}}},
       "w": {"info": {"config": {
         "connector.class": "dev.messina.sink.ScyllaSinkConnector",
         "topics": "%s", %s}}}}""";

  private static final String TARGET = "\"table.name\": \"shop.orders\"";

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
  void aConnectorThatDoesNotExist() {
    connect.willAnswer(200, "{\"w\":{\"info\":{\"config\":{}}}}");

    assertThat(verify()).isEqualTo(UNKNOWN);
    assertThat(told())
        .isEqualTo("Connect at " + connect.url() + " has no connector r; it has [w].");
  }

  @Test
  void aConnectorThatIsNotOurs() {
    connect.willAnswer(
        200, "{\"r\":{\"info\":{\"config\":{\"connector.class\":\"io.example.Other\"}}}}");

    assertThat(verify()).isEqualTo(UNKNOWN);
    assertThat(told())
        .isEqualTo("Connector r is of class io.example.Other, not a DynamoDbSourceConnector.");
  }

  @Test
  void aSourceOfSeveralTables() {
    connect.willAnswer(200, CONNECTORS.formatted("orders, lines", "shop.orders", TARGET));

    assertThat(verify()).isEqualTo(UNKNOWN);
    assertThat(told()).isEqualTo("Connector r reads the tables [orders, lines]; say --table.");
  }

  @Test
  void aSinkOfAnotherTopic() {
    connect.willAnswer(200, CONNECTORS.formatted("orders", "shop.lines", TARGET));

    assertThat(verify()).isEqualTo(UNKNOWN);
    assertThat(told())
        .isEqualTo("Connector w does not read topic shop.orders, to which the table goes.");
  }

  @Test
  void aSinkWhoseRowsEndByThemselves() {
    connect.willAnswer(
        200, CONNECTORS.formatted("orders", "shop.orders", TARGET + ", \"ttl.seconds\": \"60\""));

    assertThat(verify()).isEqualTo(UNKNOWN);
    assertThat(told()).startsWith("Connector w has ttl.seconds");
  }

  @Test
  void aTargetThatNothingNames() {
    connect.willAnswer(
        200, CONNECTORS.formatted("orders", "shop.orders", "\"table.name.header\": \"h\""));

    assertThat(verify()).isEqualTo(UNKNOWN);
    assertThat(told()).contains("say --target keyspace.table");
  }

  @Test
  void aConnectThatDoesNotAnswerAsItShould() {
    connect.willAnswer(404, "{\"message\":\"no such page\"}");

    assertThat(verify()).isEqualTo(UNKNOWN);
    assertThat(told())
        .startsWith("messina: Connect refused GET /connectors?expand=info (HTTP 404)");
  }

  @Test
  void wrongUsage() {
    assertThat(verify("--sample", "0")).isEqualTo(UNKNOWN);
    assertThat(told()).isEqualTo("--sample is 0; give 1 or more.");
    assertThat(verify("--keys", "none.jsonl")).isEqualTo(UNKNOWN);
    assertThat(verify("--full", "--sample", "5")).isEqualTo(UNKNOWN);
    assertThat(verify("--counts", "--from-topic")).isEqualTo(UNKNOWN);
    assertThat(verify("--digest", "--sample", "5")).isEqualTo(UNKNOWN);
    assertThat(verify("--segments", "0")).isEqualTo(UNKNOWN);
    assertThat(verify("--mapping", "none.yaml")).isEqualTo(UNKNOWN);
  }

  @Test
  void metricsAreThoseOfARunThatGoesOn() {
    assertThat(verify("--metrics", "0")).isEqualTo(UNKNOWN);
    assertThat(told()).startsWith("--metrics tells how a run with --continuous stands");
    assertThat(verify("--metrics", "0", "--continuous", "--counts")).isEqualTo(UNKNOWN);
    err.getBuffer().setLength(0);
    assertThat(verify("--metrics", "port", "--continuous")).isEqualTo(UNKNOWN);
    assertThat(told()).isEqualTo("--metrics is 'port'; give a port, or host:port.");
  }

  @Test
  void aPortThatIsTaken() {
    int taken = connect.url().getPort();

    assertThat(verify("--continuous", "--metrics", "127.0.0.1:" + taken)).isEqualTo(UNKNOWN);
    assertThat(told()).startsWith("messina: Nothing can listen at 127.0.0.1:" + taken);
  }

  @Test
  void whatAComparisonWithTheTopicDoesNotDo() {
    assertThat(verify("--from-topic", "--continuous")).isEqualTo(UNKNOWN);
    assertThat(told())
        .isEqualTo("--from-topic looks once and writes no page; leave --continuous out.");
    assertThat(verify("--from-topic", "--report", "page.html")).isEqualTo(UNKNOWN);
  }

  private String told() {
    return err.toString().lines().findFirst().orElse("");
  }

  private int verify(String... more) {
    List<String> arguments = new ArrayList<>(List.of("verify", "--source", "r", "--sink", "w"));
    arguments.addAll(List.of("--connect", connect.url().toString()));
    arguments.addAll(Arrays.asList(more));
    CommandLine command = Messina.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments.toArray(String[]::new));
  }
}
