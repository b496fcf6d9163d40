package dev.messina.cli;

import dev.messina.cli.ready.Gate;
import dev.messina.cli.ready.GateVerdict;
import dev.messina.cli.ready.ReadyForms;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code messina ready}. */
@Command(
    name = "ready",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeOnExecutionException = Messina.UNKNOWN,
    exitCodeListHeading = Messina.EXIT_CODES,
    exitCodeList = {
      "0:ready: every criterion holds, or is waived",
      "1:not ready: at least one does not hold; what to do is told",
      "2:not ready: not all can be read; or wrong usage, or no answer"
    },
    footerHeading = Messina.EXAMPLES,
    footer = {
      "  messina ready --source orders-from-dynamodb --sink orders-to-scylla",
      "  messina ready --source S --sink T --waive rollback --max-lag 60 --json"
    },
    description = {
      "Says whether a table may be cut over: each criterion with its value, its limit, and what to"
          + " do. What cannot be read is not ready. It only reads."
    })
final class ReadyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ConnectorOptions connectors;

  @Mixin private MigrationOptions migration;

  @Mixin private GateOptions gate;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Mixin private AccessOptions access;

  ReadyCommand() {}

  @Override
  public Integer call() throws IOException {
    Arguments arguments = new Arguments(spec.commandLine());
    try (Gate asked =
        new Gate(gate.settings(arguments, migration.settings(arguments, connectors, access)))) {
      GateVerdict verdict = asked.look();
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(ReadyForms.json(verdict));
      } else {
        ReadyForms.lines(verdict).forEach(out::println);
      }
      out.flush();
      return exitCode(verdict);
    } catch (IllegalArgumentException wrongSetting) {
      throw new ParameterException(spec.commandLine(), wrongSetting.getMessage(), wrongSetting);
    }
  }

  static int exitCode(GateVerdict verdict) {
    return switch (verdict.state()) {
      case READY -> 0;
      case NOT_READY -> Messina.WRONG;
      case UNKNOWN -> Messina.UNKNOWN;
    };
  }
}
