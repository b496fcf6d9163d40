package dev.messina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.demo.workload.SourceTable;
import dev.messina.cli.local.GivenDynamoDb;
import dev.messina.dynamodb.LocalDynamoDb;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class MessinaTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void printsTheVersionOfTheBuild() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString().strip())
        .isEqualTo("messina " + System.getProperty("project.version"));
  }

  @Test
  void explainsItsCommands() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("demo", "preview", "stack");
    assertThat(run("demo", "--help")).isZero();
    assertThat(out.toString()).contains("--items", "--changes", "--seed", "--no-kill", "--keep");
  }

  @Test
  void refusesAnUnknownOptionAsWrongUsage() {
    assertThat(run("demo", "--item=3")).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            "Unknown option: '--item=3'",
            "Possible solutions: --items",
            "For help: messina demo --help");
  }

  @Test
  void saysWhatANumberOrAUrlIs() {
    assertThat(run("demo", "--items", "many")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("Invalid value for option '--items': 'many' is no whole number");
    assertThat(run("compare", "--table", "t", "--target", "k.t", "--show", "all")).isEqualTo(2);
    assertThat(err.toString()).contains("'all' is no whole number up to 2147483647");
    assertThat(run("sweep", "--connect", "http://")).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "Invalid value for option '--connect': 'http://' is no URL; give http://host:port");
  }

  @Test
  void listsTheCommandsWhereOneIsMissing() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("compare", "demo", "preview", "stack", "sweep");
  }

  @Test
  void everyCommandTellsItsExitCodes() {
    for (String command : List.of("compare", "demo", "preview", "sweep")) {
      assertThat(run(command, "--help")).isZero();
    }
    for (String command : List.of("up", "down", "status")) {
      assertThat(run("stack", command, "--help")).isZero();
    }
    assertThat(out.toString().split("Exit codes:")).hasSize(8);
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("  2   it cannot be said or done");
  }

  @Test
  void refusesADemoWithoutItemsInOneLine() {
    assertThat(run("demo", "--items", "0")).isEqualTo(2);
    assertThat(err.toString()).startsWith("--items is 0; give 1 or more.");
  }

  @Test
  void refusesADemoOnSomethingThatIsNoUrl() {
    assertThat(run("demo", "--dynamodb-endpoint", "localhost:8000")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("--dynamodb-endpoint is 'localhost:8000'; give http://host:port.");
  }

  @Test
  void startsNoDemoOnADynamoDbThatDoesNotAnswer() throws IOException {
    String nowhere = "http://127.0.0.1:" + freePort();
    assertThat(run("demo", "--dynamodb-endpoint", nowhere)).isEqualTo(1);
    assertThat(err.toString().strip())
        .isEqualTo(
            "messina: No DynamoDB answers at "
                + nowhere
                + " (Connection refused); start it, or correct the URL.");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void startsNoDemoOverATableThatIsThere() {
    try (LocalDynamoDb server = LocalDynamoDb.start();
        DynamoDbClient client = new GivenDynamoDb(server.endpoint()).client()) {
      SourceTable.create(client, "source");
      assertThat(run("demo", "--dynamodb-endpoint", server.endpoint().toString())).isEqualTo(1);
      assertThat(err.toString())
          .startsWith("messina: DynamoDB at " + server.endpoint() + " has a table source already");
    }
  }

  @Test
  void refusesAStackWithoutWorkers() {
    assertThat(run("stack", "up", "--workers", "0")).isEqualTo(2);
    assertThat(err.toString()).startsWith("--workers is 0; give 1 or more.");
  }

  @Test
  void refusesToCompareWhereThereIsNoTable() {
    assertThat(run("compare", "--table", "orders", "--target", "orders")).isEqualTo(2);
    assertThat(err.toString()).startsWith("--target is 'orders'; give keyspace.table.");
    assertThat(run("compare", "--table", "t", "--target", "k.t", "--contact-point", "node"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--contact-point is 'node'; give host:port.");
    assertThat(run("compare", "--table", "t", "--target", "k.t", "--contact-point", "node:cql"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--contact-point is 'node:cql'; give host:port.");
  }

  @Test
  void aComparisonWithoutAnAnswerSaysNothing() throws IOException {
    String nowhere = "http://127.0.0.1:" + freePort();
    assertThat(run("compare", "--table", "t", "--target", "k.t", "--dynamodb", nowhere))
        .isEqualTo(2);
    assertThat(err.toString()).startsWith("messina: No DynamoDB answers at " + nowhere);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private int run(String... arguments) {
    CommandLine command = Messina.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
