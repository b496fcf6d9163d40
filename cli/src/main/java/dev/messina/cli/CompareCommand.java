package dev.messina.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.cli.compare.Comparer;
import dev.messina.cli.compare.CqlRows;
import dev.messina.cli.compare.DynamoDbItems;
import dev.messina.cli.compare.Verdict;
import dev.messina.cli.local.CqlTarget;
import dev.messina.cli.local.GivenDynamoDb;
import dev.messina.cli.local.Pause;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = Messina.EXIT_CODES,
    exitCodeOnExecutionException = Messina.UNKNOWN,
    exitCodeList = {"0:in sync", "1:not in sync", "2:it cannot be said: wrong usage, or no answer"},
    footerHeading = Messina.EXAMPLES,
    footer = {"  messina compare --table orders --target shop.orders --show 20"},
    description = {
      "Compares every item of a local DynamoDB with its row, in both directions: the same key, each"
          + " attribute in the column of its name. Nobody may write to the table meanwhile."
    })
final class CompareCommand implements Callable<Integer> {

  private static final Duration LOOK = Duration.ofSeconds(1);

  @Spec private CommandSpec spec;

  @Option(
      names = "--dynamodb",
      paramLabel = "URL",
      defaultValue = "http://localhost:8000",
      description = "A local DynamoDB; ${DEFAULT-VALUE} if not said.")
  private URI dynamoDb;

  @Option(
      names = "--table",
      required = true,
      paramLabel = "NAME",
      description = "The table in DynamoDB.")
  private String table;

  @Option(
      names = "--contact-point",
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:9042",
      description = "A node of the target's cluster; ${DEFAULT-VALUE} if not said.")
  private String contactPoint;

  @Option(
      names = "--local-datacenter",
      paramLabel = "NAME",
      defaultValue = "datacenter1",
      description = "The data centre to ask; ${DEFAULT-VALUE} if not said.")
  private String localDatacenter;

  @Option(
      names = "--target",
      required = true,
      paramLabel = "KEYSPACE.TABLE",
      description = "The CQL table.")
  private String target;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "Compare again for so long until they are in sync; once if not said.")
  private long waitSeconds;

  @Option(
      names = "--show",
      paramLabel = "N",
      defaultValue = "0",
      description = "Show the keys of the first N differences; none if not said.")
  private int shown;

  CompareCommand() {}

  @Override
  public Integer call() {
    Arguments arguments = new Arguments(spec.commandLine());
    arguments.atLeast("--wait", waitSeconds, 0);
    arguments.atLeast("--show", shown, 0);
    arguments.httpUrl("--dynamodb", dynamoDb);
    arguments.hostAndPort("--contact-point", contactPoint);
    arguments.pair("--target", target, '.', "keyspace.table");
    new GivenDynamoDb(dynamoDb).requireTable(table);
    try (DynamoDbClient items = new GivenDynamoDb(dynamoDb).client();
        CqlSession rows = CqlTarget.session(contactPoint, localDatacenter)) {
      Verdict verdict = lastVerdict(items, rows);
      PrintWriter out = spec.commandLine().getOut();
      verdict.first().forEach(out::println);
      out.println(verdict);
      out.flush();
      return verdict.inSync() ? 0 : Messina.WRONG;
    }
  }

  private Verdict lastVerdict(DynamoDbClient items, CqlSession rows) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(waitSeconds);
    while (true) {
      DynamoDbItems source = new DynamoDbItems(items, table);
      CqlRows found = new CqlRows(rows, CqlTarget.metadata(rows, target), source.keyNames());
      Verdict verdict =
          new Comparer(source, found, Optional.empty(), shown, compared -> {}).compare();
      if (verdict.inSync() || System.nanoTime() - deadline > 0) {
        return verdict;
      }
      Pause.of(LOOK);
    }
  }
}
