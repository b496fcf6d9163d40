package dev.messina.cli;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import dev.messina.cli.http.AnswerServer;
import dev.messina.cli.verify.EndAtSignal;
import dev.messina.cli.verify.Listeners;
import dev.messina.cli.verify.PassCourse;
import dev.messina.cli.verify.ProgressLines;
import dev.messina.cli.verify.ReportForms;
import dev.messina.cli.verify.ReportPage;
import dev.messina.cli.verify.TopicForms;
import dev.messina.cli.verify.Verify;
import dev.messina.cli.verify.VerifyMetrics;
import dev.messina.cli.verify.VerifySettings;
import dev.messina.verification.check.KeyCount;
import dev.messina.verification.check.Progress;
import dev.messina.verification.check.Report;
import dev.messina.verification.check.TopicReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code messina verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = Messina.EXIT_CODES,
    exitCodeOnExecutionException = Messina.UNKNOWN,
    exitCodeList = {
      "0:verified: every item is its row, up to the time that is told (--counts: even;"
          + " --from-topic: applied, as far as the topic tells)",
      "1:differences; each is told",
      "2:it cannot be said: wrong usage, no answer, or not all is known"
    },
    footerHeading = Messina.EXAMPLES,
    footer = {
      "  messina verify --source orders-from-dynamodb --sink orders-to-scylla",
      "  messina verify --source S --sink T --rcu 200 --json > differences.jsonl",
      "  messina verify --source S --sink T --sample 10000",
      "  messina verify --source S --sink T --continuous --metrics 8091",
      "  messina verify --source S --sink T --digest",
      "  messina verify --source S --sink T --from-topic"
    },
    description = {
      "Says whether every item has its row and every row its item, through the mapping and while"
          + " both are written. A difference counts only when it cannot be lag."
    })
final class VerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ConnectorOptions connectors;

  @Mixin private MigrationOptions migration;

  @ArgGroup private Scope scope = new Scope();

  @Option(
      names = "--rcu",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Read units of DynamoDB a second at most; 0 is no limit; ${DEFAULT-VALUE}.")
  private long readUnits;

  @Option(
      names = "--rows-per-second",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Rows of the target a second at most; 0 is no limit; ${DEFAULT-VALUE}.")
  private long rows;

  @Option(
      names = "--segments",
      paramLabel = "N",
      defaultValue = "4",
      description = "Parts of the table that are read at the same time; ${DEFAULT-VALUE}.")
  private int segments;

  @Option(
      names = "--consistency",
      paramLabel = "LEVEL",
      defaultValue = "LOCAL_QUORUM",
      description = "With which rows are read; ${DEFAULT-VALUE}.")
  private DefaultConsistencyLevel consistency;

  @Option(
      names = "--max-generations",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How often what is open is looked at again; ${DEFAULT-VALUE}.")
  private int generations;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long the frontier is waited for after the pass; ${DEFAULT-VALUE}.")
  private long patience;

  @Option(
      names = "--max-open",
      paramLabel = "N",
      defaultValue = "100000",
      description = "So many open differences end the pass; ${DEFAULT-VALUE}.")
  private int openMost;

  @Option(
      names = "--state",
      paramLabel = "FOLDER",
      description = "Where a run that is stopped leaves off; below .messina/verify if not said.")
  private Path state;

  @Option(
      names = "--show",
      paramLabel = "N",
      defaultValue = "20",
      description = "Differences that are shown without --json; ${DEFAULT-VALUE}.")
  private int shown;

  @Option(
      names = "--show-values",
      description = "Show differing values, which are never shown else.")
  private boolean showValues;

  @Option(
      names = "--continuous",
      description = {
        "Go on when all is verified, a generation after the other, up to --max-generations or"
            + " Ctrl-C; with --json each is a line. Then the report and the summary."
      })
  private boolean continuous;

  @Option(
      names = "--metrics",
      paramLabel = "[HOST:]PORT",
      description = {
        "With --continuous: tell Prometheus at /metrics how it stands. On this machine's loopback"
            + " unless a host is said; port 0 is any."
      })
  private String metrics;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the report as one page of HTML.")
  private Path page;

  @Option(names = "--json", description = "One JSON object a line: differences, then the summary.")
  private boolean json;

  @Mixin private AccessOptions access;

  private final EndAtSignal atSignal = new EndAtSignal();

  /** What is read; all of it unless said otherwise. */
  private static final class Scope {

    @Option(names = "--full", description = "Every item and every row; the default.")
    private boolean full;

    @Option(
        names = "--sample",
        paramLabel = "N",
        description = "N items drawn at random, and what that says of all.")
    private Integer sample;

    @Option(
        names = "--keys",
        paramLabel = "FILE",
        description = "The items of these keys: DynamoDB JSON, one a line.")
    private Path keys;

    @Option(
        names = "--counts",
        description = "Only count: items, the rows that they must have, and rows.")
    private boolean counts;

    @Option(
        names = "--from-topic",
        description = {
          "The row of each item by its newest change on the topic, without a read of DynamoDB.",
          "Sees no items that are not on the topic, and no rows without one."
        })
    private boolean fromTopic;

    @Option(
        names = "--since-verified",
        description = {
          "The items that have changed since a run with --full has verified all of them."
        })
    private boolean sinceVerified;

    @Option(
        names = "--digest",
        description = {
          "Every item and every row, each side once and by itself, as sums of hashes; rows are"
              + " compared one by one where these differ."
        })
    private boolean digest;

    VerifySettings.Mode mode() {
      if (digest) {
        return new VerifySettings.Mode.Digest();
      }
      if (full) {
        return new VerifySettings.Mode.Full();
      }
      if (counts) {
        return new VerifySettings.Mode.Counts();
      }
      if (fromTopic) {
        return new VerifySettings.Mode.FromTopic();
      }
      if (sinceVerified) {
        return new VerifySettings.Mode.SinceVerified(Optional.empty(), true);
      }
      if (sample != null) {
        return new VerifySettings.Mode.Sample(sample);
      }
      return keys != null ? new VerifySettings.Mode.Keys(keys) : new VerifySettings.Mode.Full();
    }
  }

  VerifyCommand() {}

  @Override
  public Integer call() throws IOException {
    VerifySettings settings = settings(new Arguments(spec.commandLine()));
    PrintWriter err = spec.commandLine().getErr();
    try {
      if (settings.mode() instanceof VerifySettings.Mode.Counts) {
        return told(Verify.count(settings, err::println, progress(err)));
      }
      return settings.mode() instanceof VerifySettings.Mode.FromTopic
          ? told(Verify.topic(settings, err::println, progress(err)))
          : verified(settings, err);
    } catch (IllegalArgumentException wrongSetting) {
      throw new ParameterException(spec.commandLine(), wrongSetting.getMessage(), wrongSetting);
    }
  }

  private int verified(VerifySettings settings, PrintWriter err) {
    try (EndAtSignal end = atSignal) {
      return verified(settings, err, continuous ? List.of(end) : List.of());
    }
  }

  private int verified(VerifySettings settings, PrintWriter err, List<Progress> more) {
    PassCourse course = new PassCourse(Clock.systemUTC());
    List<Progress> listeners = new ArrayList<>(List.of(course, progress(err)));
    listeners.addAll(more);
    if (metrics == null) {
      Progress all = new Listeners(listeners);
      return told(Verify.run(settings, err::println, migration -> all), settings.mode(), course);
    }
    VerifyMetrics gauges =
        new VerifyMetrics(connectors.source(), connectors.sink(), Clock.systemUTC());
    listeners.add(gauges);
    Progress all = new Listeners(listeners);
    InetSocketAddress wanted = new Arguments(spec.commandLine()).listenAt("--metrics", metrics);
    try (AnswerServer server = gauges.serve(wanted)) {
      InetSocketAddress at = server.address();
      err.printf("Answering at http://%s:%d/metrics%n", at.getHostString(), at.getPort());
      err.flush();
      Report report =
          Verify.run(
              settings,
              err::println,
              migration -> {
                gauges.begins(migration.table());
                return all;
              });
      return told(report, settings.mode(), course);
    }
  }

  private ProgressLines progress(PrintWriter err) {
    return new ProgressLines(
        err,
        ended -> {
          if (continuous && json) {
            tell(List.of(ReportForms.json(ended)));
          }
        });
  }

  private int told(Report report, VerifySettings.Mode mode, PassCourse course) {
    if (page != null) {
      write(
          ReportPage.of(
              report, mode, connectors.source() + " to " + connectors.sink(), course.phases()));
    }
    tell(json ? ReportForms.json(report, mode) : ReportForms.lines(report, mode, shown));
    return switch (report.verdict()) {
      case VERIFIED -> 0;
      case DIFFERENCES -> Messina.WRONG;
      case UNKNOWN -> Messina.UNKNOWN;
    };
  }

  private int told(KeyCount.Counted counted) {
    tell(List.of(json ? ReportForms.json(counted) : ReportForms.line(counted)));
    return counted.isEven() ? 0 : Messina.UNKNOWN;
  }

  private int told(TopicReport report) {
    tell(json ? TopicForms.json(report) : TopicForms.lines(report, shown));
    return switch (report.verdict()) {
      case APPLIED -> 0;
      case DIFFERENCES -> Messina.WRONG;
      case UNKNOWN -> Messina.UNKNOWN;
    };
  }

  private void write(String html) {
    try {
      Files.writeString(page, html);
    } catch (IOException refused) {
      throw new UncheckedIOException("The report cannot be written to " + page, refused);
    }
  }

  private void tell(List<String> lines) {
    PrintWriter out = spec.commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
  }

  private VerifySettings settings(Arguments arguments) throws IOException {
    arguments.atLeast("--rcu", readUnits, 0);
    arguments.atLeast("--rows-per-second", rows, 0);
    arguments.atLeast("--segments", segments, 1);
    arguments.atLeast("--max-generations", generations, 1);
    arguments.atLeast("--patience", patience, 1);
    arguments.atLeast("--max-open", openMost, 1);
    arguments.atLeast("--show", shown, 0);
    if (metrics != null) {
      arguments.listenAt("--metrics", metrics);
      if (!continuous || scope.counts) {
        throw new ParameterException(
            spec.commandLine(), "--metrics tells how a run with --continuous stands; say both.");
      }
    }
    if (scope.fromTopic && (continuous || page != null)) {
      throw new ParameterException(
          spec.commandLine(),
          "--from-topic looks once and writes no page; leave %s out."
              .formatted(continuous ? "--continuous" : "--report"));
    }
    if (scope.sample != null) {
      arguments.atLeast("--sample", scope.sample, 1);
    }
    if (scope.keys != null) {
      arguments.file("--keys", scope.keys);
    }
    return new VerifySettings(
        migration.settings(arguments, connectors, access),
        scope.mode(),
        new VerifySettings.Reading(readUnits, rows, segments, consistency.name()),
        new VerifySettings.Ending(
            generations, Duration.ofSeconds(patience), openMost, continuous, atSignal::isAsked),
        Optional.ofNullable(state),
        showValues);
  }
}
