package dev.messina.cli;

import dev.messina.cli.end.End;
import dev.messina.cli.end.EndReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code messina end}. */
@Command(
    name = "end",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeOnExecutionException = Messina.UNKNOWN,
    exitCodeListHeading = Messina.EXIT_CODES,
    exitCodeList = {
      "0:all is kept, and a cut-over has ended with go",
      "1:something could not be kept, or no cut-over has ended with go; it is told",
      "2:nothing is kept: wrong usage, or no answer"
    },
    footerHeading = Messina.EXAMPLES,
    footer = {
      "  messina end --source orders-from-dynamodb --sink orders-to-scylla",
      "  messina end --source S --sink T --archive reports --json"
    },
    description = {
      "When the application lives on the target: keeps configurations without secrets, offsets,"
          + " status and reports in a folder, and lists what to remove. It removes nothing."
    })
final class EndCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ConnectorOptions connectors;

  @Mixin private MigrationOptions migration;

  @Option(
      names = "--archive",
      paramLabel = "FOLDER",
      description = {
        "Where cut-overs have left their reports, and the folder is made; .messina/cutover if not"
            + " said."
      })
  private Path archive;

  @Option(
      names = "--state",
      paramLabel = "FOLDER",
      description = "Where messina verify has left its verdict; below .messina/verify if not said.")
  private Path state;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Mixin private AccessOptions access;

  EndCommand() {}

  @Override
  public Integer call() throws IOException {
    Arguments arguments = new Arguments(spec.commandLine());
    try {
      EndReport report =
          new End(
                  migration.settings(arguments, connectors, access),
                  new End.Places(Optional.ofNullable(archive), Optional.ofNullable(state)))
              .run();
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(report.json());
      } else {
        report.lines().forEach(out::println);
      }
      out.flush();
      return report.isComplete() ? 0 : Messina.WRONG;
    } catch (IllegalArgumentException wrongSetting) {
      throw new ParameterException(spec.commandLine(), wrongSetting.getMessage(), wrongSetting);
    }
  }
}
