package dev.messina.cli;

import dev.messina.cli.drain.DrainForms;
import dev.messina.cli.drain.Drained;
import dev.messina.cli.drain.FrontierDrain;
import dev.messina.cli.frontier.Frontiers;
import dev.messina.cli.migration.PairName;
import dev.messina.cli.sweep.Access;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code messina drain}. */
@Command(
    name = "drain",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeOnExecutionException = Messina.UNKNOWN,
    exitCodeListHeading = Messina.EXIT_CODES,
    exitCodeList = {
      "0:drained: all that was written before the time is applied",
      "1:not all of it is when the time is up",
      "2:nobody can tell: the reasons are told; or wrong usage, or no answer"
    },
    footerHeading = Messina.EXAMPLES,
    footer = {
      "  messina drain --source orders-from-dynamodb --sink orders-to-scylla",
      "  messina drain --source S --sink T --until 2026-12-01T10:00:00Z --timeout 300 --json"
    },
    description = {
      "After the writers have stopped: waits until all that they have written is applied. It"
          + " changes nothing, and gives up after --timeout."
    })
final class DrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private PairOptions pairs;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "When the writers had stopped, such as 2026-12-01T10:00:00Z; now if not said.")
  private Instant until;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "After so long it gives up; ${DEFAULT-VALUE}.")
  private long timeoutSeconds;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "Between two looks; ${DEFAULT-VALUE}.")
  private long intervalSeconds;

  @Option(names = "--json", description = "How it has ended, as one JSON object.")
  private boolean json;

  @Mixin private AccessOptions access;

  DrainCommand() {}

  @Override
  public Integer call() throws IOException {
    Arguments arguments = new Arguments(spec.commandLine());
    arguments.atLeast("--timeout", timeoutSeconds, 0);
    arguments.atLeast("--interval", intervalSeconds, 1);
    Access reached = access.access(arguments);
    Optional<URI> dynamoDb = pairs.dynamoDb(arguments);
    try {
      List<PairName> names = pairs.names(arguments, spec.commandLine());
      try (Frontiers frontiers = Frontiers.open(names, reached, dynamoDb)) {
        return told(drained(frontiers));
      }
    } catch (IllegalArgumentException wrongSetting) {
      throw new ParameterException(spec.commandLine(), wrongSetting.getMessage(), wrongSetting);
    }
  }

  private Drained drained(Frontiers frontiers) {
    Instant time = until == null ? Instant.now().truncatedTo(ChronoUnit.MILLIS) : until;
    PrintWriter err = spec.commandLine().getErr();
    err.printf("Waiting until all that was written before %s is applied%n", time);
    err.flush();
    return new FrontierDrain(
            frontiers::look, Duration.ofSeconds(intervalSeconds), Clock.systemUTC())
        .await(
            time,
            Duration.ofSeconds(timeoutSeconds),
            answer -> {
              err.println(DrainForms.progress(answer, time, Instant.now()));
              err.flush();
            });
  }

  private int told(Drained drained) {
    PrintWriter out = spec.commandLine().getOut();
    Instant now = Instant.now();
    if (json) {
      out.println(DrainForms.json(drained, now));
    } else {
      DrainForms.lines(drained, now).forEach(out::println);
    }
    out.flush();
    return exitCode(drained);
  }

  static int exitCode(Drained drained) {
    return switch (drained.state()) {
      case DRAINED -> 0;
      case TIMED_OUT -> Messina.WRONG;
      case UNKNOWN -> Messina.UNKNOWN;
    };
  }
}
