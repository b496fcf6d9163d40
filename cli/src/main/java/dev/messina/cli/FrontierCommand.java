package dev.messina.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.cli.frontier.FrontierAnswer;
import dev.messina.cli.frontier.FrontierForms;
import dev.messina.cli.frontier.FrontierRows;
import dev.messina.cli.frontier.FrontierServer;
import dev.messina.cli.frontier.Frontiers;
import dev.messina.cli.frontier.KeyAnswer;
import dev.messina.cli.frontier.KeyLook;
import dev.messina.cli.local.Pause;
import dev.messina.cli.migration.OpenPair;
import dev.messina.cli.migration.PairName;
import dev.messina.cli.sweep.Access;
import dev.messina.cli.sweep.TargetSession;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code messina frontier}. */
@Command(
    name = "frontier",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeOnExecutionException = Messina.UNKNOWN,
    exitCodeListHeading = Messina.EXIT_CODES,
    exitCodeList = {
      "0:known; with --key: settled",
      "1:with --key: in flight, or dead-lettered",
      "2:not known: the reasons are told; or wrong usage, or no answer"
    },
    footerHeading = Messina.EXAMPLES,
    footer = {
      "  messina frontier --source orders-from-dynamodb --sink orders-to-scylla",
      "  messina frontier --source S --sink T --key '{\"pk\":{\"S\":\"a\"}}' --json",
      "  messina frontier --migrations all.json --serve 8090 --publish-frontier ops.frontier"
    },
    description = {
      "Tells the time up to which every change of a table is known to be applied in the target."
          + " What cannot be read makes it unknown."
    })
final class FrontierCommand implements Callable<Integer> {

  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
  private static final Duration ROWS_OUTLIVE = Duration.ofMinutes(1);
  private static final int MISSED_LOOKS = 3;

  @Spec private CommandSpec spec;

  @Mixin private PairOptions pairs;

  @Option(
      names = "--key",
      paramLabel = "JSON",
      description = {
        "Tell how one item stands, by its key in DynamoDB JSON: settled, in flight since, or"
            + " dead-lettered."
      })
  private String key;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "Look again for so long until it is known; once if not said.")
  private long waitSeconds;

  @Option(names = "--watch", description = "Look again and again, until Ctrl-C.")
  private boolean watch;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "Between two looks of --watch and --serve; ${DEFAULT-VALUE}.")
  private long intervalSeconds;

  @Option(
      names = "--serve",
      paramLabel = "[HOST:]PORT",
      description = {
        "Answer HTTP at /frontier: 200 where it is known, 503 where not. On this machine's loopback"
            + " unless a host is said; port 0 is any."
      })
  private String serve;

  @Option(
      names = "--publish-frontier",
      paramLabel = "KEYSPACE.TABLE",
      description = "Write a row for each table at LOCAL_QUORUM, after each look.")
  private String publish;

  @Option(names = "--json", description = "One JSON object a look, in one line.")
  private boolean json;

  @Mixin private AccessOptions access;

  FrontierCommand() {}

  @Override
  public Integer call() throws IOException {
    Arguments arguments = new Arguments(spec.commandLine());
    arguments.atLeast("--wait", waitSeconds, 0);
    arguments.atLeast("--interval", intervalSeconds, 1);
    Optional<InetSocketAddress> address =
        Optional.ofNullable(serve).map(text -> arguments.listenAt("--serve", text));
    if (publish != null) {
      arguments.pair("--publish-frontier", publish, '.', "keyspace.table");
    }
    if (key != null && (watch || serve != null || publish != null)) {
      throw new ParameterException(
          spec.commandLine(),
          "--key is answered once, without --watch, --serve and --publish-frontier.");
    }
    Access reached = access.access(arguments);
    Optional<URI> dynamoDb = pairs.dynamoDb(arguments);
    try {
      List<PairName> names = pairs.names(arguments, spec.commandLine());
      try (Frontiers frontiers = Frontiers.open(names, reached, dynamoDb)) {
        return key == null
            ? told(frontiers, reached, address)
            : told(KeyLook.answer(onlyPair(frontiers), onlyTable(frontiers), key));
      }
    } catch (IllegalArgumentException wrongSetting) {
      throw new ParameterException(spec.commandLine(), wrongSetting.getMessage(), wrongSetting);
    }
  }

  private int told(Frontiers frontiers, Access reached, Optional<InetSocketAddress> address) {
    if (publish == null) {
      return served(frontiers, address, answer -> {});
    }
    OpenPair first = frontiers.pairs().get(0);
    Duration endsAfter = ROWS_OUTLIVE.plus(Duration.ofSeconds(MISSED_LOOKS * intervalSeconds));
    try (CqlSession session = TargetSession.open(reached, first.pair().sink())) {
      FrontierRows rows = new FrontierRows(session, publish, endsAfter);
      return served(frontiers, address, rows::write);
    }
  }

  private int served(
      Frontiers frontiers, Optional<InetSocketAddress> address, Publisher publisher) {
    if (address.isEmpty()) {
      return watch ? watched(frontiers, publisher) : once(frontiers, publisher);
    }
    Duration goodFor = ROWS_OUTLIVE.plus(Duration.ofSeconds(MISSED_LOOKS * intervalSeconds));
    try (FrontierServer server = new FrontierServer(address.get(), goodFor, Clock.systemUTC())) {
      InetSocketAddress at = server.address();
      spec.commandLine()
          .getErr()
          .printf("Answering at http://%s:%d/frontier%n", at.getHostString(), at.getPort());
      spec.commandLine().getErr().flush();
      return watched(
          frontiers,
          answer -> {
            server.tell(answer);
            publisher.publish(answer);
          });
    }
  }

  /** Where an answer goes besides the screen. */
  private interface Publisher {
    void publish(FrontierAnswer answer);
  }

  private int once(Frontiers frontiers, Publisher publisher) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(waitSeconds);
    FrontierAnswer answer = frontiers.look();
    while (!answer.isKnown() && System.nanoTime() - deadline < 0) {
      Pause.of(TRY_AGAIN);
      answer = frontiers.look();
    }
    publisher.publish(answer);
    tell(answer);
    return answer.isKnown() ? 0 : Messina.UNKNOWN;
  }

  /** Ends with the process, or when the thread is interrupted. */
  private int watched(Frontiers frontiers, Publisher publisher) {
    FrontierAnswer answer = frontiers.look();
    while (true) {
      tell(answer);
      publish(publisher, answer);
      try {
        TimeUnit.SECONDS.sleep(intervalSeconds);
      } catch (InterruptedException ended) {
        return answer.isKnown() ? 0 : Messina.UNKNOWN;
      }
      answer = frontiers.look();
    }
  }

  /** A target that is away for a while does not end a watch. Its row ends by itself. */
  private void publish(Publisher publisher, FrontierAnswer answer) {
    try {
      publisher.publish(answer);
    } catch (RuntimeException refused) {
      LoggerFactory.getLogger(FrontierCommand.class).warn("Nothing was published", refused);
      PrintWriter err = spec.commandLine().getErr();
      err.println("messina: the frontier was not published: " + Messina.reason(refused));
      err.flush();
    }
  }

  private void tell(FrontierAnswer answer) {
    Instant now = Instant.now();
    tell(
        json
            ? List.of(FrontierForms.json(answer, now).toString())
            : FrontierForms.lines(answer, now));
  }

  private int told(KeyAnswer answer) {
    Instant now = Instant.now();
    tell(
        json
            ? List.of(FrontierForms.json(answer, now).toString())
            : FrontierForms.lines(answer, now));
    return switch (answer.state()) {
      case SETTLED -> 0;
      case IN_FLIGHT, DEAD_LETTERED -> Messina.WRONG;
      case UNKNOWN -> Messina.UNKNOWN;
    };
  }

  private OpenPair onlyPair(Frontiers frontiers) {
    if (frontiers.pairs().size() != 1) {
      throw new IllegalArgumentException(
          "--key is answered for one migration; say --source and --sink.");
    }
    return frontiers.pairs().get(0);
  }

  private String onlyTable(Frontiers frontiers) {
    List<String> tables = onlyPair(frontiers).tables();
    if (tables.size() != 1) {
      throw new IllegalArgumentException(
          "--key is answered for one table, and there are %s; say --table.".formatted(tables));
    }
    return tables.get(0);
  }

  private void tell(List<String> lines) {
    PrintWriter out = spec.commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
  }
}
