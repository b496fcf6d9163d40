package dev.messina.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.connect.ConnectorStatus;
import dev.messina.cli.connect.NearNames;
import dev.messina.cli.signal.ControlTopic;
import dev.messina.cli.signal.KeyLines;
import dev.messina.cli.signal.KeyLists;
import dev.messina.cli.signal.Signal;
import dev.messina.cli.signal.SignalAnswer;
import dev.messina.cli.signal.SignalForms;
import dev.messina.cli.signal.SignalRun;
import dev.messina.cli.signal.SignalType;
import dev.messina.cli.signal.SourceTables;
import dev.messina.cli.signal.TableEpochs;
import dev.messina.verification.item.ItemKey;
import dev.messina.verification.topic.TopicReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code messina signal}. */
@Command(
    name = "signal",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = Messina.EXIT_CODES,
    exitCodeOnExecutionException = Messina.UNKNOWN,
    exitCodeList = {
      "0:followed; with --wait 0, sent",
      "1:the source has refused it, or some of its keys",
      "2:not sent, or no answer is known; or wrong usage"
    },
    footerHeading = Messina.EXAMPLES,
    footer = {
      "  messina signal execute-snapshot --source orders-from-dynamodb --tables orders",
      "  messina signal execute-snapshot --source S --tables orders --keys keys.jsonl",
      "  messina signal throttle-snapshot --source S --max-rcu 50",
      "  messina signal pause-stream --source S --tables 'orders.*'"
    },
    description = {
      "Steers a source while it runs: sends a signal to its control topic and waits for the answer."
    })
final class SignalCommand implements Callable<Integer> {

  private static final double RCU_MOST = 1_000_000;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "TYPE",
      description = {
        "execute-snapshot, stop-snapshot, pause-snapshot, resume-snapshot, throttle-snapshot,"
            + " pause-stream or resume-stream; docs/signals.md says what each does."
      })
  private String type;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "NAME",
      description = "The connector that reads the tables.")
  private String source;

  @Option(
      names = "--tables",
      split = ",",
      paramLabel = "NAME,…",
      description = {
        "Tables in DynamoDB, or regular expressions; all of the source if not said."
            + " execute-snapshot must name them."
      })
  private List<String> tables = List.of();

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = {
        "With execute-snapshot: only these items, by their keys in DynamoDB JSON, one a line."
      })
  private Path keys;

  @Option(
      names = "--max-rcu",
      paramLabel = "N",
      description = {
        "With throttle-snapshot: RCU a second for each table; as configured if not said."
      })
  private Double maxRcu;

  @Option(
      names = "--id",
      paramLabel = "TEXT",
      description = "Its name in logs and notifications; made up if not said.")
  private String id;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "For the answer; 0 to wait for none; ${DEFAULT-VALUE} if not said.")
  private long waitSeconds;

  @Option(names = "--json", description = "One JSON object for each signal.")
  private boolean json;

  @Mixin private KafkaOptions kafka;

  SignalCommand() {}

  @Override
  public Integer call() throws IOException {
    Arguments arguments = new Arguments(spec.commandLine());
    arguments.atLeast("--wait", waitSeconds, 0);
    try {
      SignalType signal = type();
      List<List<ItemKey>> lists = keyLists(arguments);
      ConnectRest connect = kafka.connect(arguments);
      ConnectorFile connector = source(connect);
      List<JsonNode> offsets = connect.offsets(source);
      List<String> meant = tables(connector, offsets, signal);
      requireRunning(connect.status(source));
      Map<String, String> settings = kafka.settings(arguments, connector);
      requireTopic(connector, settings);
      try (SignalRun run =
          new SignalRun(connect, connector, settings, Duration.ofSeconds(waitSeconds))) {
        return send(run, signals(signal, meant, lists));
      }
    } catch (IllegalArgumentException wrongSetting) {
      throw new ParameterException(spec.commandLine(), wrongSetting.getMessage(), wrongSetting);
    }
  }

  private SignalType type() {
    SignalType signal =
        SignalType.of(type)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "There is no signal %s. %s"
                            .formatted(
                                type,
                                NearNames.hint(
                                    type,
                                    Arrays.stream(SignalType.values())
                                        .map(SignalType::text)
                                        .toList()))));
    if (keys != null && signal != SignalType.EXECUTE_SNAPSHOT) {
      throw new IllegalArgumentException("--keys goes with execute-snapshot alone.");
    }
    if (maxRcu != null && signal != SignalType.THROTTLE_SNAPSHOT) {
      throw new IllegalArgumentException("--max-rcu goes with throttle-snapshot alone.");
    }
    if (maxRcu != null && !(maxRcu > 0 && maxRcu <= RCU_MOST)) {
      throw new IllegalArgumentException(
          "--max-rcu is %s; give more than 0 and up to a million, or send pause-snapshot."
              .formatted(maxRcu));
    }
    if (tables.isEmpty() && signal == SignalType.EXECUTE_SNAPSHOT) {
      throw new IllegalArgumentException(
          "execute-snapshot reads tables again; say which with --tables, '.*' for all.");
    }
    return signal;
  }

  private List<List<ItemKey>> keyLists(Arguments arguments) throws IOException {
    return keys == null
        ? List.of(List.of())
        : KeyLists.of(KeyLines.read(arguments.file("--keys", keys)));
  }

  private ConnectorFile source(ConnectRest connect) {
    ConnectorFile connector = connect.connector(source);
    String plugin = connector.config().getOrDefault("connector.class", "none");
    if (!plugin.contains("DynamoDbSource")) {
      throw new IllegalArgumentException(
          "Connector %s is of class %s, which takes no signals; name a source."
              .formatted(source, plugin));
    }
    return connector;
  }

  private List<String> tables(ConnectorFile connector, List<JsonNode> offsets, SignalType signal) {
    SourceTables known = SourceTables.of(connector, offsets);
    List<String> meant = tables.isEmpty() ? List.copyOf(known.names()) : known.matching(tables);
    if (meant.isEmpty()) {
      throw new IllegalArgumentException("Connector " + source + " has not read any table yet.");
    }
    if (keys != null && meant.size() > 1) {
      throw new IllegalArgumentException(
          "--keys are of one table, but --tables means " + meant + ".");
    }
    for (String table : meant) {
      new TableEpochs(offsets, table)
          .refusal()
          .ifPresent(
              refusal -> {
                throw new IllegalArgumentException(
                    "Signal " + signal.text() + " is not sent. " + refusal.reason());
              });
    }
    return meant;
  }

  private void requireRunning(ConnectorStatus status) {
    if (waitSeconds > 0 && !status.isRunning()) {
      throw new IllegalArgumentException(
          "Connector %s does not run, so it cannot answer: %s. Have it run first; with --wait 0 the"
                  .formatted(
                      source,
                      status
                          .firstFailure()
                          .orElse("it is " + status.state() + ", its tasks are " + states(status)))
              + " signal is sent for later.");
    }
  }

  private static List<String> states(ConnectorStatus status) {
    return status.tasks().stream().map(ConnectorStatus.Task::state).toList();
  }

  private static void requireTopic(ConnectorFile connector, Map<String, String> settings) {
    String topic = ControlTopic.of(connector);
    try (TopicReader reader = new TopicReader(settings)) {
      if (!reader.exists(topic)) {
        throw new IllegalArgumentException(
            "There is no control topic %s on %s. %s"
                .formatted(
                    topic,
                    settings.get("bootstrap.servers"),
                    NearNames.hint(topic, reader.topics())));
      }
    } catch (IllegalStateException failure) {
      throw KafkaOptions.told(settings, failure);
    }
  }

  private List<Signal> signals(SignalType signal, List<String> meant, List<List<ItemKey>> lists) {
    String name = id == null ? "signal-" + UUID.randomUUID().toString().substring(0, 8) : id;
    OptionalDouble rcu = maxRcu == null ? OptionalDouble.empty() : OptionalDouble.of(maxRcu);
    List<Signal> signals = new ArrayList<>();
    for (List<ItemKey> list : lists) {
      String number = lists.size() == 1 ? "" : "-" + (signals.size() + 1);
      signals.add(new Signal(name + number, signal, meant, list, rcu));
    }
    return signals;
  }

  /** One after the other; what comes after one that is not followed is not sent. */
  private int send(SignalRun run, List<Signal> signals) {
    PrintWriter out = spec.commandLine().getOut();
    int exitCode = 0;
    for (Signal signal : signals) {
      SignalAnswer answer = run.send(signal);
      if (json) {
        out.println(SignalForms.json(signal, answer));
      } else {
        SignalForms.lines(signal, answer).forEach(out::println);
      }
      out.flush();
      if (answer instanceof SignalAnswer.Unknown) {
        return Messina.UNKNOWN;
      }
      if (answer instanceof SignalAnswer.Refused) {
        return Messina.WRONG;
      }
      boolean lacksKeys =
          answer instanceof SignalAnswer.Followed followed && !followed.refusedKeys().isEmpty();
      exitCode = lacksKeys ? Messina.WRONG : exitCode;
    }
    return exitCode;
  }
}
