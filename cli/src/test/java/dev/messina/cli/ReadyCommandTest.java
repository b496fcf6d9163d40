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

/** What {@code ready}, {@code drain}, {@code cutover} and {@code end} refuse: one line, code 2. */
class ReadyCommandTest {

  private static final int UNKNOWN = 2;
  private static final List<String> VERBS = List.of("ready", "drain", "cutover", "end");
  private static final String CONNECTORS =
      """
      {"r": {"info": {"config": {
         "connector.class": "dev.messina.source.DynamoDbSourceConnector", "tables": "orders",
         "topic.prefix": "shop", "control.kafka.bootstrap.servers": "127.0.0.1:1",
         "aws.region": "eu-west-1", "aws.access.key.id": "a", "aws.secret.access.key": "b"}}},
       "w": {"info": {"config": {
         "connector.class": "dev.messina.sink.ScyllaSinkConnector", "topics": "shop.orders",
         "table.name": "shop.orders", "transforms": "row",
         "transforms.row.type": "dev.messina.transforms.ItemToRow",
         "transforms.row.mapping": "key: [id]"}}}}""";

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
  void allTellTheirExitCodesAndExamples() {
    for (String verb : VERBS) {
      assertThat(run(verb, "--help")).isZero();
      assertThat(out.toString()).contains("Exit codes:", "Examples:", "messina " + verb);
    }
  }

  @Test
  void aMigrationMustBeNamed() {
    for (String verb : VERBS) {
      assertThat(run(verb, "--sink", "w")).isEqualTo(UNKNOWN);
    }
    assertThat(err.toString())
        .contains("Missing required option: '--source=NAME'", "Say --source and --sink");
  }

  @Test
  void aConnectorThatIsMissingOrNotOursIsNamed() {
    for (String verb : VERBS) {
      refused(
          verb,
          "{\"w\":{\"info\":{\"config\":{}}}}",
          "Connect at " + connect.url() + " has no connector r; it has [w].");
      refused(
          verb,
          "{\"r\":{\"info\":{\"config\":{\"connector.class\":\"io.example.Other\"}}}}",
          "Connector r is of class io.example.Other, not a DynamoDbSourceConnector.");
    }
  }

  @Test
  void aMappingThatIsNotTheDeployedOneIsRefused() throws IOException {
    Path other = Files.writeString(folder.resolve("other.yaml"), "key: [other]\n");
    for (String verb : List.of("ready", "cutover", "end")) {
      refused(
          verb,
          CONNECTORS,
          "The mapping "
              + other
              + " is not the one that connector w runs; deploy it, or leave --mapping out.",
          "--mapping",
          other.toString());
    }
  }

  @Test
  void aConnectThatDoesNotAnswerIsNamed() {
    for (String verb : VERBS) {
      err.getBuffer().setLength(0);
      connect.willAnswer(404, "{\"message\":\"no such page\"}");
      assertThat(run(about(verb))).isEqualTo(UNKNOWN);
      assertThat(err.toString())
          .startsWith("messina: Connect refused GET /connectors?expand=info (HTTP 404)")
          .hasLineCount(1);
    }
  }

  @Test
  void onlyTheWayBackIsWaived() {
    for (String verb : List.of("ready", "cutover")) {
      err.getBuffer().setLength(0);
      assertThat(run(about(verb, "--waive", "lag"))).isEqualTo(UNKNOWN);
      assertThat(err.toString()).startsWith("--waive is 'lag'; only rollback can be waived.");
    }
  }

  @Test
  void whatIsNoTimeOrNumberIsRefused() {
    refusedUsage("--max-lag is 0; give 1 or more.", "ready", "--max-lag", "0");
    refusedUsage("--max-verify-age is 0; give 1 or more.", "ready", "--max-verify-age", "0");
    refusedUsage("--timeout is -1; give 0 or more.", "drain", "--timeout", "-1");
    refusedUsage("--interval is 0; give 1 or more.", "drain", "--interval", "0");
    refusedUsage("--timeout is -1; give 0 or more.", "cutover", "--timeout", "-1");
    refusedUsage("Invalid value for option '--until'", "drain", "--until", "yesterday");
    refusedUsage(
        "--stopped-at is 2999-01-01T00:00:00Z, which is still to come.",
        "cutover",
        "--stopped-at",
        "2999-01-01T00:00:00Z");
    refusedUsage(
        "There is no terminal to ask on when the writers have stopped; say --stopped-at TIME, or"
            + " --dry-run.",
        "cutover");
  }

  private void refusedUsage(String why, String verb, String... options) {
    err.getBuffer().setLength(0);
    String[] all = about(verb, options);
    assertThat(run(withoutTime(verb, all))).isEqualTo(UNKNOWN);
    assertThat(err.toString()).startsWith(why);
  }

  private void refused(String verb, String connectors, String why, String... options) {
    err.getBuffer().setLength(0);
    connect.forgetAnswers();
    connect.willAnswer(200, connectors);
    assertThat(run(about(verb, options))).isEqualTo(UNKNOWN);
    assertThat(err.toString().lines().findFirst()).contains(why);
  }

  private static String[] withoutTime(String verb, String... all) {
    return verb.equals("cutover")
        ? Arrays.stream(all).filter(word -> !word.equals("--dry-run")).toArray(String[]::new)
        : all;
  }

  private String[] about(String verb, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of(verb, "--source", "r", "--sink", "w", "--connect"));
    arguments.add(connect.url().toString());
    if (verb.equals("cutover")) {
      arguments.add("--dry-run");
    }
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
