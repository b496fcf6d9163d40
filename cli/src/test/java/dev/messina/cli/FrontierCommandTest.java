package dev.messina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.connect.FakeConnect;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What {@code frontier} and {@code status} refuse, in one line and with exit code 2. */
class FrontierCommandTest {

  private static final int UNKNOWN = 2;

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
  void bothTellTheirExitCodesAndExamples() {
    for (String verb : List.of("frontier", "status")) {
      assertThat(run(verb, "--help")).isZero();
      assertThat(out.toString()).contains("Exit codes:", "Examples:", "messina " + verb);
    }
    assertThat(out.toString()).contains("--key '{\"pk\":{\"S\":\"a\"}}'");
  }

  @Test
  void aMigrationMustBeNamedOnceOnly() {
    assertThat(run("frontier")).isEqualTo(UNKNOWN);
    assertThat(run("status", "--source", "a")).isEqualTo(UNKNOWN);
    assertThat(run("status", "--source", "a", "--migrations", "f.json")).isEqualTo(UNKNOWN);
    assertThat(err.toString().lines().filter(line -> line.startsWith("Say ")))
        .containsExactly(
            "Say --source and --sink, or --migrations FILE.",
            "Say --source and --sink, or --migrations FILE.",
            "Say either --migrations, or --source and --sink.");
  }

  @Test
  void whatIsNoAddressIsRefused() {
    refused("--serve is ':80'; give a port, or host:port.", "--serve", ":80");
    refused("--serve is '70000'; give a port, or host:port.", "--serve", "70000");
    refused("--serve is 'h:x'; give a port, or host:port.", "--serve", "h:x");
    refused("--publish-frontier is 't'; give keyspace.table.", "--publish-frontier", "t");
    refused("--interval is 0; give 1 or more.", "--interval", "0");
    refused("--wait is -1; give 0 or more.", "--wait", "-1");
    refused(
        "--key is answered once, without --watch, --serve and --publish-frontier.",
        "--key",
        "{}",
        "--watch");
  }

  @Test
  void aConnectorThatIsMissingOrNotOursIsNamed() {
    connect.willAnswer(200, "{\"w\":{\"info\":{\"config\":{}}}}");
    assertThat(run(about("frontier"))).isEqualTo(UNKNOWN);
    assertThat(told(0))
        .isEqualTo("Connect at " + connect.url() + " has no connector r; it has [w].");

    connect.willAnswer(
        200, "{\"r\":{\"info\":{\"config\":{\"connector.class\":\"io.example.Other\"}}}}");
    assertThat(run(about("status"))).isEqualTo(UNKNOWN);
    assertThat(out.toString())
        .contains(
            "unreadable  Connector r is of class io.example.Other, not a DynamoDbSourceConnector.");
  }

  @Test
  void aSinkOfOtherTopicsIsNoMigration() {
    String connectors =
        """
        {"r": {"info": {"config": {
           "connector.class": "dev.messina.source.DynamoDbSourceConnector", "tables": "orders",
           "topic.prefix": "shop", "control.kafka.bootstrap.servers": "127.0.0.1:1",
           "aws.region": "eu-west-1", "aws.access.key.id": "a", "aws.secret.access.key": "b"}}},
         "w": {"info": {"config": {
           "connector.class": "dev.messina.sink.ScyllaSinkConnector", "topics": "shop.lines"}}}}""";
    connect.willAnswer(200, connectors);
    assertThat(run(about("frontier"))).isEqualTo(UNKNOWN);
    assertThat(told(0))
        .isEqualTo("Connector w takes no topic of the tables [orders] of connector r.");

    connect.willAnswer(200, connectors);
    assertThat(run(about("frontier", "--table", "orders"))).isEqualTo(UNKNOWN);
    assertThat(err.toString())
        .contains("Connector w does not read topic shop.orders, to which table orders goes.");
  }

  @Test
  void aConnectThatDoesNotAnswerAsItShould() {
    connect.willAnswer(404, "{\"message\":\"no such page\"}");
    assertThat(run(about("frontier"))).isEqualTo(UNKNOWN);
    assertThat(told(0))
        .startsWith("messina: Connect refused GET /connectors?expand=info (HTTP 404)");
  }

  private void refused(String why, String... options) {
    err.getBuffer().setLength(0);
    assertThat(run(about("frontier", options))).isEqualTo(UNKNOWN);
    assertThat(told(0)).isEqualTo(why);
  }

  private String told(int line) {
    return err.toString().lines().skip(line).findFirst().orElse("");
  }

  private String[] about(String verb, String... more) {
    URI worker = connect.url();
    List<String> arguments =
        new ArrayList<>(List.of(verb, "--source", "r", "--sink", "w", "--connect"));
    arguments.add(worker.toString());
    arguments.addAll(Arrays.asList(more));
    return arguments.toArray(String[]::new);
  }

  private int run(String... arguments) {
    CommandLine command = Messina.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
