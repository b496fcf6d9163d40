package dev.messina.cli;

import dev.messina.cli.migration.PairName;
import dev.messina.cli.status.MigrationStatus;
import dev.messina.cli.status.StatusForms;
import dev.messina.cli.status.StatusLines;
import dev.messina.cli.status.StatusReader;
import dev.messina.cli.sweep.Access;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code messina status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeOnExecutionException = Messina.UNKNOWN,
    exitCodeListHeading = Messina.EXIT_CODES,
    exitCodeList = {
      "0:both connectors run, and all their tasks",
      "1:a connector or a task does not run; the cause is told",
      "2:not all can be read: what is told; or wrong usage"
    },
    footerHeading = Messina.EXAMPLES,
    footer = {
      "  messina status --source orders-from-dynamodb --sink orders-to-scylla",
      "  messina status --migrations all.json --watch",
      "  messina status --source S --sink T --operations --json"
    },
    description = {
      "Tells how migrations stand: connectors and tasks with the cause of a failure, snapshot,"
          + " records on their way, frontier, and how late the source is."
    })
final class StatusCommand implements Callable<Integer> {

  private static final String CLEAR = "\u001b[H\u001b[2J";

  @Spec private CommandSpec spec;

  @Mixin private PairOptions pairs;

  @Option(names = "--watch", description = "Look again and again, until Ctrl-C.")
  private boolean watch;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "Between two looks of --watch; ${DEFAULT-VALUE}.")
  private long intervalSeconds;

  @Option(
      names = "--operations",
      description = "Count the records by operation too; each that is kept is read once.")
  private boolean operations;

  @Option(names = "--json", description = "One JSON object a look, in one line.")
  private boolean json;

  @Mixin private AccessOptions access;

  StatusCommand() {}

  @Override
  public Integer call() throws IOException {
    Arguments arguments = new Arguments(spec.commandLine());
    arguments.atLeast("--interval", intervalSeconds, 1);
    Access reached = access.access(arguments);
    Optional<URI> dynamoDb = pairs.dynamoDb(arguments);
    try {
      List<PairName> names = pairs.names(arguments, spec.commandLine());
      List<StatusReader> readers =
          names.stream()
              .map(
                  name ->
                      operations
                          ? StatusReader.counting(name, reached, dynamoDb)
                          : new StatusReader(name, reached, dynamoDb))
              .toList();
      try {
        return looked(readers);
      } finally {
        readers.forEach(StatusReader::close);
      }
    } catch (IllegalArgumentException wrongSetting) {
      throw new ParameterException(spec.commandLine(), wrongSetting.getMessage(), wrongSetting);
    }
  }

  /** Ends after a look, or when the thread is interrupted. */
  private int looked(List<StatusReader> readers) {
    while (true) {
      List<MigrationStatus> migrations = readers.stream().map(StatusReader::read).toList();
      tell(migrations);
      int exitCode =
          switch (StatusForms.worst(migrations)) {
            case RUNNING -> 0;
            case NOT_RUNNING -> Messina.WRONG;
            case UNREADABLE -> Messina.UNKNOWN;
          };
      if (!watch) {
        return exitCode;
      }
      try {
        TimeUnit.SECONDS.sleep(intervalSeconds);
      } catch (InterruptedException ended) {
        return exitCode;
      }
    }
  }

  private void tell(List<MigrationStatus> migrations) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(StatusForms.json(migrations, now));
    } else {
      if (watch) {
        out.print(Ansi.AUTO.enabled() ? CLEAR : "");
        out.println(now);
      }
      StatusLines.of(migrations, now).forEach(out::println);
    }
    out.flush();
  }
}
