package dev.messina.cli;

import dev.messina.cli.cutover.Cutover;
import dev.messina.cli.cutover.CutoverForms;
import dev.messina.cli.cutover.CutoverOutcome;
import dev.messina.cli.cutover.CutoverSettings;
import dev.messina.cli.cutover.EnterPrompt;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code messina cutover}. */
@Command(
    name = "cutover",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeOnExecutionException = Messina.UNKNOWN,
    exitCodeListHeading = Messina.EXIT_CODES,
    exitCodeList = {
      "0:go: all is applied and verified; with --dry-run: it would go",
      "1:no: not ready, not drained in time, still written, or differences",
      "2:no: not all can be read; or wrong usage, or no answer"
    },
    footerHeading = Messina.EXAMPLES,
    footer = {
      "  messina cutover --source S --sink T --waive rollback --dry-run",
      "  messina cutover --source S --sink T --waive rollback --timeout 300",
      "  messina cutover --source S --sink T --waive rollback --stopped-at 2026-12-01T10:00:00Z"
    },
    description = {
      "The last steps: the gate, the drain, the final check of what has changed since all was"
          + " verified, the gate again, and a folder with the reports.",
      "It pauses nothing: it says when the writers must stop. Whatever does not hold cancels it."
    })
final class CutoverCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ConnectorOptions connectors;

  @Mixin private MigrationOptions migration;

  @Option(
      names = "--dry-run",
      description = "Take all steps while the application writes, and keep nothing of them.")
  private boolean dryRun;

  @Option(
      names = "--stopped-at",
      paramLabel = "TIME",
      description = {
        "When the writers had stopped, such as 2026-12-01T10:00:00Z; asked for on a terminal if not"
            + " said."
      })
  private Instant stoppedAt;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = {
        "How long the drain, and then the final check, is waited for before it cancels itself;"
            + " ${DEFAULT-VALUE}."
      })
  private long timeoutSeconds;

  @Option(
      names = "--rcu",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Read units a second for the final check; 0 is no limit; ${DEFAULT-VALUE}.")
  private long readUnits;

  @Option(
      names = "--archive",
      paramLabel = "FOLDER",
      description = "Where the folder of the reports is made; .messina/cutover if not said.")
  private Path archive;

  @Mixin private GateOptions gate;

  @Option(names = "--json", description = "How it has ended, as one JSON object.")
  private boolean json;

  @Mixin private AccessOptions access;

  CutoverCommand() {}

  @Override
  public Integer call() throws IOException {
    Arguments arguments = new Arguments(spec.commandLine());
    arguments.atLeast("--timeout", timeoutSeconds, 0);
    arguments.atLeast("--rcu", readUnits, 0);
    if (stoppedAt != null && stoppedAt.isAfter(Instant.now())) {
      throw new ParameterException(
          spec.commandLine(), "--stopped-at is %s, which is still to come.".formatted(stoppedAt));
    }
    if (!dryRun && stoppedAt == null && System.console() == null) {
      throw new ParameterException(
          spec.commandLine(),
          "There is no terminal to ask on when the writers have stopped; say --stopped-at TIME, or"
              + " --dry-run.");
    }
    PrintWriter err = spec.commandLine().getErr();
    try {
      CutoverSettings settings =
          new CutoverSettings(
              gate.settings(arguments, migration.settings(arguments, connectors, access)),
              Duration.ofSeconds(timeoutSeconds),
              readUnits,
              Optional.ofNullable(archive),
              dryRun);
      return told(
          new Cutover(
                  settings,
                  stopped(err),
                  line -> {
                    err.println(line);
                    err.flush();
                  })
              .run());
    } catch (IllegalArgumentException wrongSetting) {
      throw new ParameterException(spec.commandLine(), wrongSetting.getMessage(), wrongSetting);
    }
  }

  private Supplier<Instant> stopped(PrintWriter err) {
    return stoppedAt == null
        ? new EnterPrompt(CutoverCommand::typed, err, Clock.systemUTC())
        : () -> stoppedAt;
  }

  /** Without a terminal nobody types anything. */
  private static String typed() {
    Console terminal = System.console();
    return terminal == null ? null : terminal.readLine();
  }

  private int told(CutoverOutcome outcome) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(CutoverForms.json(outcome));
    } else {
      CutoverForms.lines(outcome).forEach(out::println);
    }
    out.flush();
    return switch (outcome.state()) {
      case GO -> 0;
      case NOT_READY, NOT_DRAINED, STILL_WRITTEN, DIFFERENCES -> Messina.WRONG;
      case UNKNOWN -> Messina.UNKNOWN;
    };
  }
}
