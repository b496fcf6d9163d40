package dev.messina.cli;

import dev.messina.cli.sweep.Sweep;
import dev.messina.cli.sweep.SweepOutcome;
import dev.messina.cli.sweep.SweepSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = Messina.EXIT_CODES,
    exitCodeOnExecutionException = Messina.UNKNOWN,
    exitCodeList = {
      "0:no row of a deleted item is left",
      "1:there are rows of deleted items; --apply deletes them",
      "2:refused, wrong usage, or no answer"
    },
    footerHeading = Messina.EXAMPLES,
    footer = {
      "  messina sweep --source orders-from-dynamodb --sink orders-to-scylla --table orders",
      "  messina sweep --source S --sink T --table orders --apply"
    },
    description = {
      "Finds rows whose items were deleted at the source while nobody looked: those that a complete"
          + " and applied snapshot did not write again. --apply deletes them."
    })
final class SweepCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ConnectorOptions connectors;

  @Option(
      names = "--table",
      required = true,
      paramLabel = "NAME",
      description = "The table in DynamoDB.")
  private String table;

  @Option(names = "--apply", description = "Delete the rows. Otherwise they are only counted.")
  private boolean apply;

  @Option(
      names = "--rows-per-second",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Rows that are read a second at most; ${DEFAULT-VALUE} if not said.")
  private long rowsPerSecond;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "For the sink to commit what it has read; ${DEFAULT-VALUE} if not said.")
  private long waitSeconds;

  @Option(
      names = "--show-keys",
      paramLabel = "N",
      defaultValue = "0",
      description = "Show the keys of so many rows to be deleted; none if not said.")
  private int keysShown;

  @Option(
      names = "--accept-dead-letters",
      description = "Sweep although records of the epoch are in a dead-letter queue.")
  private boolean acceptDeadLetters;

  @Option(
      names = "--accept-more-gone-than-live",
      description = "Delete although more rows are gone than live.")
  private boolean acceptMoreGoneThanLive;

  @Mixin private TrustOptions trust;

  @Option(names = "--json", description = "The outcome as one JSON object.")
  private boolean json;

  @Mixin private AccessOptions access;

  SweepCommand() {}

  @Override
  public Integer call() throws IOException {
    Arguments arguments = new Arguments(spec.commandLine());
    URI connect = connectors.connect(arguments);
    arguments.atLeast("--rows-per-second", rowsPerSecond, 1);
    arguments.atLeast("--wait", waitSeconds, 0);
    arguments.atLeast("--show-keys", keysShown, 0);
    SweepSettings settings =
        new SweepSettings(
            connect,
            connectors.source(),
            connectors.sink(),
            table,
            access.access(arguments),
            new SweepSettings.Checks(
                Duration.ofSeconds(waitSeconds),
                acceptDeadLetters,
                acceptMoreGoneThanLive,
                trust.ignoredConnectors(),
                trust.transforms()),
            new SweepSettings.Scan(rowsPerSecond, keysShown),
            apply);
    SweepOutcome outcome = run(settings);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(outcome.json());
    } else {
      outcome.lines().forEach(out::println);
    }
    out.flush();
    if (outcome.isRefused()) {
      return Messina.UNKNOWN;
    }
    return outcome.leavesRows() ? Messina.WRONG : 0;
  }

  private SweepOutcome run(SweepSettings settings) {
    try {
      return Sweep.run(settings);
    } catch (IllegalArgumentException wrongSetting) {
      throw new ParameterException(spec.commandLine(), wrongSetting.getMessage(), wrongSetting);
    }
  }
}
