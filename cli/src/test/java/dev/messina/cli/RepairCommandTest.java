package dev.messina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.connect.FakeConnect;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What repair and dlq tell, in one line and with exit code 2, where they can do nothing. */
class RepairCommandTest {

  private static final int UNKNOWN = 2;

  private static final String CONNECTORS =
      """
      {"r": {"info": {"config": {
         "connector.class": "dev.messina.source.DynamoDbSourceConnector", "tables": "orders",
         "topic.prefix": "shop", "control.kafka.bootstrap.servers": "${file:secrets:kafka}"}}},
       "w": {"info": {"config": {
         "connector.class": "dev.messina.sink.ScyllaSinkConnector",
         "topics": "shop.orders", "table.name": "shop.orders"}}}}""";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private FakeConnect connect;

  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    connect = new FakeConnect();
  }

  @AfterEach
  void stop() {
    connect.close();
  }

  @Test
  void aFileIsNeededAndMustBeThere() {
    assertThat(run("repair", "apply", "--source", "r", "--sink", "w")).isEqualTo(UNKNOWN);
    assertThat(told()).contains("--differences", "--keys");
    assertThat(repair("apply", "--keys", "none.jsonl")).isEqualTo(UNKNOWN);
    assertThat(err.toString()).contains("--keys none.jsonl does not exist.");
  }

  @Test
  void aCapOfNothingIsNone() throws IOException {
    assertThat(repair("plan", "--keys", keys(), "--max-keys", "0")).isEqualTo(UNKNOWN);
    assertThat(told()).isEqualTo("--max-keys is 0; give 1 or more.");
  }

  @Test
  void aConnectorThatDoesNotExist() throws IOException {
    connect.willAnswer(200, "{\"w\":{\"info\":{\"config\":{}}}}");
    assertThat(repair("plan", "--keys", keys())).isEqualTo(UNKNOWN);
    assertThat(told())
        .isEqualTo("Connect at " + connect.url() + " has no connector r; it has [w].");
  }

  @Test
  void aConnectThatDoesNotAnswerAsItShould() throws IOException {
    connect.willAnswer(404, "{\"message\":\"no such page\"}");
    assertThat(repair("apply", "--keys", keys())).isEqualTo(UNKNOWN);
    assertThat(told())
        .startsWith("messina: Connect refused GET /connectors?expand=info (HTTP 404)");
  }

  @Test
  void aSinkWithoutADeadLetterQueue() {
    connect.willAnswer(200, CONNECTORS);
    assertThat(dlq("list")).isEqualTo(UNKNOWN);
    assertThat(told())
        .isEqualTo(
            "Connector w has no dead-letter queue: it has no"
                + " errors.deadletterqueue.topic.name.");
  }

  @Test
  void brokersThatNobodyTells() {
    connect.willAnswer(
        200,
        CONNECTORS.replace("\"topics\"", "\"errors.deadletterqueue.topic.name\":\"q\",\"topics\""));
    assertThat(dlq("list")).isEqualTo(UNKNOWN);
    assertThat(told()).contains("from a config provider", "--kafka-config");
  }

  @Test
  void theHelpHasExamplesAndExitCodes() {
    for (String step : List.of("plan", "apply")) {
      assertThat(run("repair", step, "--help")).isZero();
    }
    for (String step : List.of("list", "explain", "redrive")) {
      assertThat(run("dlq", step, "--help")).isZero();
    }
    assertThat(out.toString().split("Exit codes:")).hasSize(6);
    assertThat(out.toString().split("Examples:")).hasSize(6);
  }

  private String told() {
    return err.toString().lines().findFirst().orElse("");
  }

  private String keys() throws IOException {
    return Files.writeString(folder.resolve("keys.jsonl"), "{\"pk\":{\"S\":\"a\"}}\n").toString();
  }

  private int repair(String step, String... more) {
    List<String> arguments = new ArrayList<>(List.of("repair", step, "--source", "r"));
    arguments.addAll(List.of("--sink", "w", "--connect", connect.url().toString()));
    arguments.addAll(Arrays.asList(more));
    return run(arguments.toArray(String[]::new));
  }

  private int dlq(String step, String... more) {
    List<String> arguments = new ArrayList<>(List.of("dlq", step, "--sink", "w"));
    arguments.addAll(List.of("--connect", connect.url().toString()));
    arguments.addAll(Arrays.asList(more));
    return run(arguments.toArray(String[]::new));
  }

  private int run(String... arguments) {
    CommandLine command = Messina.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
