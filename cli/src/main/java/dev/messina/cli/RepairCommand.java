package dev.messina.cli;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import dev.messina.cli.repair.DifferencesFile;
import dev.messina.cli.repair.Repair;
import dev.messina.cli.repair.RepairReport;
import dev.messina.cli.repair.RepairSettings;
import dev.messina.cli.repair.Wanted;
import dev.messina.cli.verify.KeysFile;
import dev.messina.cli.verify.MigrationSettings;
import dev.messina.cli.verify.OpenMigration;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code messina repair}. */
@Command(
    name = "repair",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {RepairCommand.Plan.class, RepairCommand.Apply.class},
    footerHeading = Messina.EXAMPLES,
    footer = {
      "  messina repair plan --source S --sink T --differences differences.jsonl",
      "  messina repair apply --source S --sink T --keys keys.jsonl --why INC-7"
    },
    description = {
      "Mends single rows that messina verify has found wrong: the source reads their items again,"
          + " and rows without an item are deleted just under that. No value is written here."
    })
final class RepairCommand {

  RepairCommand() {}

  /** Both do the same up to the last step. */
  abstract static class Step implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private ConnectorOptions connectors;

    @ArgGroup(multiplicity = "1")
    private Wants wants;

    @Mixin private MigrationOptions migration;

    @Mixin private RepairOptions options;

    @Mixin private AccessOptions access;

    abstract RepairReport report(Repair repair, List<Wanted> wanted);

    @Override
    public Integer call() throws IOException {
      Arguments arguments = new Arguments(spec.commandLine());
      RepairSettings settings = options.settings(arguments);
      Path file = wants.file(arguments);
      MigrationSettings where = migration.settings(arguments, connectors, access);
      PrintWriter err = spec.commandLine().getErr();
      try (OpenMigration open = new OpenMigration(where, DefaultConsistencyLevel.LOCAL_QUORUM)) {
        Map<String, String> kafka = where.access().kafkaSettings(open.migration().source());
        List<Wanted> wanted = wants.of(file, open);
        return told(report(new Repair(open, kafka, settings, err::println), wanted));
      } catch (IllegalArgumentException wrongSetting) {
        throw new ParameterException(spec.commandLine(), wrongSetting.getMessage(), wrongSetting);
      }
    }

    private int told(RepairReport report) {
      PrintWriter out = spec.commandLine().getOut();
      (options.json() ? report.json() : report.lines(options.shown())).forEach(out::println);
      out.flush();
      return exitCode(report);
    }
  }

  static int exitCode(RepairReport report) {
    return switch (report.verdict()) {
      case DONE -> 0;
      case INCOMPLETE -> Messina.WRONG;
      case REFUSED -> Messina.UNKNOWN;
    };
  }

  /** What is to be mended. */
  private static final class Wants {

    @Option(
        names = "--differences",
        paramLabel = "FILE",
        description = "What messina verify --json has written.")
    private Path differences;

    @Option(
        names = "--keys",
        paramLabel = "FILE",
        description = "Keys of items: DynamoDB JSON, one a line.")
    private Path keys;

    Path file(Arguments arguments) {
      return differences == null
          ? arguments.file("--keys", keys)
          : arguments.file("--differences", differences);
    }

    List<Wanted> of(Path file, OpenMigration open) {
      return differences == null
          ? KeysFile.read(file, open.sides().items()).stream().map(Wanted::of).toList()
          : DifferencesFile.read(file, open.sides().items(), open.sides().rows().table());
    }
  }

  /** {@code messina repair plan}. */
  @Command(
      name = "plan",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      sortOptions = false,
      exitCodeListHeading = Messina.EXIT_CODES,
      exitCodeOnExecutionException = Messina.UNKNOWN,
      exitCodeList = {
        "0:all of it can be tried, or there is nothing",
        "1:something cannot be mended",
        "2:apply would be refused; or wrong usage, or no answer"
      },
      footerHeading = Messina.EXAMPLES,
      footer = {
        "  messina verify --source S --sink T --json > differences.jsonl",
        "  messina repair plan --source S --sink T --differences differences.jsonl"
      },
      description = "Lists what would be done; does nothing.")
  static final class Plan extends Step {

    Plan() {}

    @Override
    RepairReport report(Repair repair, List<Wanted> wanted) {
      return repair.plan(wanted);
    }
  }

  /** {@code messina repair apply}. */
  @Command(
      name = "apply",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      sortOptions = false,
      exitCodeListHeading = Messina.EXIT_CODES,
      exitCodeOnExecutionException = Messina.UNKNOWN,
      exitCodeList = {
        "0:all is mended, or there was nothing",
        "1:something is not; each is told",
        "2:refused, or not known: wrong usage, no answer, or the sink lags"
      },
      footerHeading = Messina.EXAMPLES,
      footer = {
        "  messina repair apply --source S --sink T --differences differences.jsonl --why INC-7",
        "  messina repair apply --source S --sink T --keys keys.jsonl"
      },
      description = "Mends; to do it twice, or while the application writes, does no harm.")
  static final class Apply extends Step {

    Apply() {}

    @Override
    RepairReport report(Repair repair, List<Wanted> wanted) {
      return repair.apply(wanted);
    }
  }
}
