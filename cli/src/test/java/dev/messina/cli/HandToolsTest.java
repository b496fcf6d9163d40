package dev.messina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.messina.cli.connect.FakeConnect;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What cql, topic and signal tell, in one line and with exit code 2, where they can do nothing. */
class HandToolsTest {

  private static final int UNKNOWN = 2;

  private static final String CONNECTORS =
      """
      {"orders-from-dynamodb": {"info": {"config": {
         "connector.class": "dev.messina.source.DynamoDbSourceConnector",
         "tables": "orders, users", "topic.prefix": "shop",
         "control.kafka.bootstrap.servers": "localhost:1"}}},
       "orders-to-scylla": {"info": {"config": {
         "connector.class": "dev.messina.sink.ScyllaSinkConnector",
         "scylladb.contact.points": "${file:secrets:points}"}}}}""";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private FakeConnect connect;

  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    connect = new FakeConnect();
    connect.willAnswer(200, CONNECTORS);
  }

  @AfterEach
  void stop() {
    connect.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cql|Nothing is to be done; give a statement or --file.",
        "cql --file none.cql|--file none.cql does not exist.",
        "cql SELECT' --max-rows 0|--max-rows is 0; give 1 or more.",
        "cql USE --contact-points here|'here' is no host:port; correct --contact-points.",
        "topic t --offset 3|--offset is of one partition; say --partition too.",
        "topic t --last 3 --from-beginning|--last does not go with --from-beginning or --offset;"
            + " say --max there.",
        "topic t --max 3|--max goes with --from-beginning or --offset; say --last for the last"
            + " records.",
        "topic t --compacted|--compacted goes with --create.",
        "topic t --last 0|--last is 0; give 1 or more.",
        "signal pause --source s|There is no signal pause. Did you mean pause-stream or"
            + " pause-snapshot?",
        "signal pause-stream|Missing required option: '--source=NAME'",
        "signal pause-stream --source s --keys a|--keys goes with execute-snapshot alone.",
        "signal pause-stream --source s --max-rcu 3|--max-rcu goes with throttle-snapshot alone.",
        "signal throttle-snapshot --source s --max-rcu 0|--max-rcu is 0.0; give more than 0 and up"
            + " to a million, or send pause-snapshot.",
        "signal execute-snapshot --source s|execute-snapshot reads tables again; say which with"
            + " --tables, '.*' for all.",
      })
  void whatCannotBeMeantIsRefusedInOneLine(String arguments, String told) {
    assertThat(run(arguments.replace("'", "").split(" "))).isEqualTo(UNKNOWN);
    assertThat(told()).isEqualTo(told);
  }

  @Test
  void aFileThatDoesNotEndIsRefusedWithItsLine() throws IOException {
    Path file = Files.writeString(folder.resolve("a.cql"), "USE a;\nUSE 'b;\n");
    assertThat(run("cql", "--file", file.toString())).isEqualTo(UNKNOWN);
    assertThat(told()).isEqualTo(file + ": Line 2: a string begins here and does not end.");
  }

  @Test
  void aClusterThatDoesNotAnswer() {
    assertThat(run("cql", "USE a", "--contact-points", "localhost:1")).isEqualTo(UNKNOWN);
    assertThat(told())
        .startsWith("messina: No node of the cluster answers: localhost")
        .endsWith("Correct --contact-points, --username or --password.");
  }

  @Test
  void aSinkThatIsNotThereAndOneThatHidesItsCluster() {
    assertThat(run("cql", "USE a", "--sink", "order-to-scylla", "--connect", url()))
        .isEqualTo(UNKNOWN);
    assertThat(told())
        .isEqualTo("Connect has no connector order-to-scylla. Did you mean orders-to-scylla?");
    connect.willAnswer(200, CONNECTORS);
    assertThat(run("cql", "USE a", "--sink", "orders-to-scylla", "--connect", url()))
        .isEqualTo(UNKNOWN);
    assertThat(err.toString()).contains("from a config provider", "say --contact-points");
  }

  @Test
  void aSignalForAConnectorOrATableThatIsNotThere() {
    assertThat(signal("order-from-dynamodb", "orders")).isEqualTo(UNKNOWN);
    assertThat(told())
        .isEqualTo(
            "Connect has no connector order-from-dynamodb. Did you mean orders-from-dynamodb?");
    assertThat(signal("orders-to-scylla", "orders")).isEqualTo(UNKNOWN);
    assertThat(err.toString()).contains("which takes no signals; name a source.");
    assertThat(signal("orders-from-dynamodb", "order")).isEqualTo(UNKNOWN);
    assertThat(err.toString()).contains("reads no table order", "Did you mean orders?");
    assertThat(signal("orders-from-dynamodb", "orders")).isEqualTo(UNKNOWN);
    assertThat(err.toString())
        .contains("Signal pause-stream is not sent. The source has no offset");
  }

  private int signal(String source, String table) {
    connect.forgetAnswers();
    connect.willAnswer(200, CONNECTORS).willAnswer(200, "{\"offsets\":[]}");
    return run("signal", "pause-stream", "--source", source, "--tables", table, "--connect", url());
  }

  @Test
  void kafkaThatDoesNotAnswer() throws IOException {
    Path soon =
        Files.writeString(
            folder.resolve("kafka"), "default.api.timeout.ms=1000\nrequest.timeout.ms=900\n");
    String[] where = {"--source", "orders-from-dynamodb", "--connect", url()};
    assertThat(
            run(
                "topic",
                "t",
                "--kafka-config",
                soon.toString(),
                where[0],
                where[1],
                where[2],
                where[3]))
        .isEqualTo(UNKNOWN);
    assertThat(told()).startsWith("messina: Kafka at localhost:1 does not answer (");
  }

  @Test
  void theHelpHasExamplesAndExitCodes() {
    for (String command : new String[] {"cql", "topic", "signal"}) {
      assertThat(run(command, "--help")).isZero();
    }
    assertThat(out.toString().split("Exit codes:")).hasSize(4);
    assertThat(out.toString().split("Examples:")).hasSize(4);
  }

  private String url() {
    return connect.url().toString();
  }

  private String told() {
    return err.toString().lines().findFirst().orElse("");
  }

  private int run(String... arguments) {
    CommandLine command = Messina.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
