package dev.messina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.demo.workload.SourceTable;
import dev.messina.cli.local.GivenDynamoDb;
import dev.messina.dynamodb.LocalDynamoDb;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
    assertThat(leaves(Messina.commandLine()))
        .hasSizeGreaterThan(15)
        .allSatisfy(
            command ->
                assertThat(command.getCommandSpec().usageMessage().exitCodeList())
                    .as(command.getCommandSpec().qualifiedName())
                    .isNotEmpty());
  }

  @Test
  void everyCommandHasExamplesThatParse() {
    for (CommandLine command : Messina.commandLine().getSubcommands().values()) {
      if (isOwn(command)) {
        String[] examples = command.getCommandSpec().usageMessage().footer();
        assertThat(examples).as(command.getCommandName()).isNotEmpty();
        for (String example : examples) {
          String words = example.strip().replaceFirst("^messina ", "").replaceAll(" >.*", "");
          assertThat(Messina.commandLine().parseArgs(shellWords(words)).errors())
              .as(example)
              .isEmpty();
        }
      }
    }
  }

  @Test
  void printsAScriptThatCompletesItsCommandsInAShell() {
    assertThat(run("generate-completion")).isZero();
    assertThat(out.toString()).contains("complete -F _complete_messina", "frontier");
  }

  private static Stream<CommandLine> leaves(CommandLine command) {
    return command.getSubcommands().isEmpty()
        ? Stream.of(command).filter(MessinaTest::isOwn)
        : command.getSubcommands().values().stream().flatMap(MessinaTest::leaves);
  }

  private static boolean isOwn(CommandLine command) {
    return !command.getCommandName().equals("generate-completion");
  }

  /** As a shell cuts them, with single and double quotes. */
  private static String[] shellWords(String line) {
    return Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)")
        .matcher(line)
        .results()
        .map(
            word ->
                word.group(1) != null
                    ? word.group(1)
                    : word.group(2) != null ? word.group(2) : word.group(3))
        .toArray(String[]::new);
  }

  @Test
  void refusesADemoOfTooFewItemsInOneLine() {
    assertThat(run("demo", "--items", "99")).isEqualTo(2);
    assertThat(err.toString()).startsWith("--items is 99; give 100 or more.");
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
      SourceTable.create(client, "messina_demo");
      assertThat(run("demo", "--dynamodb-endpoint", server.endpoint().toString())).isEqualTo(1);
      assertThat(err.toString())
          .startsWith(
              "messina: DynamoDB at " + server.endpoint() + " has a table messina_demo already");
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
