package dev.messina.cli;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import dev.messina.cli.dlq.DeadLetterQueue;
import dev.messina.cli.dlq.DlqSettings;
import dev.messina.cli.dlq.Judged;
import dev.messina.cli.dlq.LetterForms;
import dev.messina.cli.dlq.OpenLetters;
import dev.messina.cli.dlq.RecordPlace;
import dev.messina.cli.dlq.State;
import dev.messina.cli.repair.Repair;
import dev.messina.cli.repair.RepairReport;
import dev.messina.cli.repair.RepairSettings;
import dev.messina.cli.verify.MigrationSettings;
import dev.messina.cli.verify.OpenMigration;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code messina dlq}. */
@Command(
    name = "dlq",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DlqCommand.ListLetters.class,
      DlqCommand.Explain.class,
      DlqCommand.Redrive.class
    },
    footerHeading = Messina.EXAMPLES,
    footer = {
      "  messina dlq list --sink orders-to-scylla",
      "  messina dlq explain --sink orders-to-scylla 0@17",
      "  messina dlq redrive --sink orders-to-scylla --plan"
    },
    description = {
      "Says what lies in a sink's dead-letter queue, why, and what of it is still open; has the"
          + " source read open items again."
    })
final class DlqCommand {

  DlqCommand() {}

  /** What each of them does first. */
  abstract static class Step implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
        names = "--connect",
        paramLabel = "URL",
        defaultValue = "http://localhost:8083",
        description = "A Connect worker; ${DEFAULT-VALUE} if not said.")
    private URI connect;

    @Option(
        names = "--sink",
        required = true,
        paramLabel = "NAME",
        description = "The connector whose dead letters they are.")
    private String sink;

    @Option(
        names = "--source",
        paramLabel = "NAME",
        description = "The connector that reads the table; the only one there is if not said.")
    private String source;

    @Option(
        names = "--max-letters",
        paramLabel = "N",
        defaultValue = "100000",
        description = "The newest letters that are read; ${DEFAULT-VALUE} if not said.")
    private long lettersMost;

    @Option(
        names = "--max-records",
        paramLabel = "N",
        defaultValue = "5000000",
        description = {
          "Records of the topic after them that are read, to tell stale letters;"
              + " ${DEFAULT-VALUE} if not said."
        })
    private long recordsMost;

    @Mixin private AccessOptions access;

    abstract int run(DeadLetterQueue queue, Arguments arguments) throws IOException;

    @Override
    public Integer call() throws IOException {
      Arguments arguments = new Arguments(spec.commandLine());
      arguments.httpUrl("--connect", connect);
      arguments.atLeast("--max-letters", lettersMost, 1);
      arguments.atLeast("--max-records", recordsMost, 1);
      DlqSettings settings =
          new DlqSettings(
              connect,
              Optional.ofNullable(source),
              sink,
              access.access(arguments),
              lettersMost,
              recordsMost);
      try (DeadLetterQueue queue = new DeadLetterQueue(settings)) {
        return run(queue, arguments);
      } catch (IllegalArgumentException wrongSetting) {
        throw new ParameterException(spec.commandLine(), wrongSetting.getMessage(), wrongSetting);
      }
    }

    void tell(List<String> lines) {
      PrintWriter out = spec.commandLine().getOut();
      lines.forEach(out::println);
      out.flush();
    }

    CommandSpec spec() {
      return spec;
    }

    URI connect() {
      return connect;
    }

    String sink() {
      return sink;
    }

    AccessOptions access() {
      return access;
    }
  }

  /** {@code messina dlq list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      sortOptions = false,
      exitCodeListHeading = Messina.EXIT_CODES,
      exitCodeOnExecutionException = Messina.UNKNOWN,
      exitCodeList = {
        "0:no letter is open",
        "1:letters are open: the target lacks their changes",
        "2:not all is known; or wrong usage, or no answer"
      },
      footerHeading = Messina.EXAMPLES,
      footer = "  messina dlq list --sink orders-to-scylla",
      description = "Groups dead letters by reason, and says which are open and which are stale.")
  static final class ListLetters extends Step {

    @Option(names = "--letters", description = "With --json, an object for each letter too.")
    private boolean each;

    @Option(names = "--json", description = "One JSON object a line: reasons, then the summary.")
    private boolean json;

    ListLetters() {}

    @Override
    int run(DeadLetterQueue queue, Arguments arguments) {
      List<Judged> letters = queue.letters();
      tell(
          json
              ? LetterForms.json(letters, queue.topic(), queue.skipped(), each)
              : LetterForms.lines(letters, queue.topic(), queue.skipped()));
      if (LetterForms.count(letters, State.OPEN) > 0) {
        return Messina.WRONG;
      }
      return LetterForms.count(letters, State.UNKNOWN) > 0 || queue.skipped() > 0
          ? Messina.UNKNOWN
          : 0;
    }
  }

  /** {@code messina dlq explain}. */
  @Command(
      name = "explain",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      sortOptions = false,
      exitCodeListHeading = Messina.EXIT_CODES,
      exitCodeOnExecutionException = Messina.UNKNOWN,
      exitCodeList = {
        "0:told, and not open",
        "1:told, and open",
        "2:no such letter, or its state is not known; or wrong usage, or no answer"
      },
      footerHeading = Messina.EXAMPLES,
      footer = "  messina dlq explain --sink orders-to-scylla 0@17",
      description = "Tells all of one dead letter; its value only if asked to.")
  static final class Explain extends Step {

    @Parameters(
        paramLabel = "PARTITION@OFFSET",
        description = "Where it lies in the queue, as list shows it.")
    private String place;

    @Option(names = "--show-values", description = "Show the record's value, never shown else.")
    private boolean showValues;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    Explain() {}

    @Override
    int run(DeadLetterQueue queue, Arguments arguments) {
      RecordPlace at = RecordPlace.parse(place, queue.topic());
      Judged letter =
          queue
              .letter(at)
              .orElseThrow(
                  () -> new IllegalArgumentException("There is no dead letter at " + at + "."));
      tell(
          json
              ? List.of(LetterForms.explained(letter, showValues))
              : LetterForms.lines(letter, showValues));
      return switch (letter.state()) {
        case OPEN -> Messina.WRONG;
        case COMING, STALE -> 0;
        case UNKNOWN -> Messina.UNKNOWN;
      };
    }
  }

  /** {@code messina dlq redrive}. */
  @Command(
      name = "redrive",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      sortOptions = false,
      exitCodeListHeading = Messina.EXIT_CODES,
      exitCodeOnExecutionException = Messina.UNKNOWN,
      exitCodeList = {
        "0:all open items are mended, or there was none",
        "1:some are not; each is told",
        "2:refused, or not known: wrong usage, no answer, or the sink lags"
      },
      footerHeading = Messina.EXAMPLES,
      footer = "  messina dlq redrive --source S --sink T --reason seats",
      description = {
        "Has the source read the items of open letters again, as messina repair does. The old"
            + " records themselves are never sent again."
      })
  static final class Redrive extends Step {

    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        defaultValue = "",
        description = "Only letters whose reason holds this text.")
    private String reason;

    @Option(names = "--plan", description = "Only list what would be done.")
    private boolean plan;

    @Mixin private MigrationOptions migration;

    @Mixin private RepairOptions options;

    Redrive() {}

    @Override
    int run(DeadLetterQueue queue, Arguments arguments) throws IOException {
      RepairSettings settings = options.settings(arguments);
      PrintWriter err = spec().commandLine().getErr();
      MigrationSettings where =
          migration.settings(arguments, connect(), queue.source(), sink(), access());
      try (OpenMigration open = new OpenMigration(where, DefaultConsistencyLevel.LOCAL_QUORUM)) {
        OpenLetters letters = OpenLetters.of(queue.letters(), reason, open);
        Map<String, String> kafka = where.access().kafkaSettings(open.migration().source());
        Repair repair = new Repair(open, kafka, settings, err::println);
        RepairReport report = plan ? repair.plan(letters.wanted()) : repair.apply(letters.wanted());
        tell(options.json() ? report.json() : report.lines(options.shown()));
        return Math.max(RepairCommand.exitCode(report), leftOver(letters, err));
      }
    }

    private static int leftOver(OpenLetters letters, PrintWriter err) {
      if (letters.unknown() > 0) {
        err.println("The state of " + letters.unknown() + " letters is not known; see dlq list.");
      }
      if (letters.keyless() > 0) {
        err.println(letters.keyless() + " open letters have no key of the table; see dlq list.");
      }
      if (letters.unknown() > 0) {
        return Messina.UNKNOWN;
      }
      return letters.keyless() > 0 ? Messina.WRONG : 0;
    }
  }
}
