package dev.messina.cli;

import dev.messina.cli.connect.ConnectRest;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.connect.NearNames;
import dev.messina.cli.topic.TopicCreation;
import dev.messina.cli.topic.TopicCreation.Made;
import dev.messina.cli.topic.TopicEntry;
import dev.messina.cli.topic.TopicLook;
import dev.messina.cli.topic.Window;
import dev.messina.verification.topic.TopicReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code messina topic}. */
@Command(
    name = "topic",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = Messina.EXIT_CODES,
    exitCodeOnExecutionException = Messina.UNKNOWN,
    exitCodeList = {
      "0:shown, or the topic is there as wanted",
      "1:with --create: it is there already, but another one",
      "2:no such topic; or wrong usage, or no answer"
    },
    footerHeading = Messina.EXAMPLES,
    footer = {
      "  messina topic shop.orders --last 3",
      "  messina topic shop.orders.rejected --from-beginning --headers --no-values",
      "  messina topic shop.control --create --compacted"
    },
    description = "Shows a few records of a topic, or creates one. It joins no group.")
final class TopicCommand implements Callable<Integer> {

  private static final int MOST = 10;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The topic.")
  private String topic;

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "The last records of all partitions; 10 if nothing else is said.")
  private Integer last;

  @Option(
      names = "--from-beginning",
      description = "The first records of all partitions, --max of them.")
  private boolean fromBeginning;

  @Option(names = "--partition", paramLabel = "P", description = "Only of this partition.")
  private Integer partition;

  @Option(
      names = "--offset",
      paramLabel = "O",
      description = "From this offset of --partition on, --max records.")
  private Long offset;

  @Option(
      names = "--max",
      paramLabel = "N",
      description = "With --from-beginning or --offset: so many at most; 10 if not said.")
  private Integer most;

  @Option(
      names = "--key",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Only records whose key holds this text.")
  private String key;

  @Option(names = "--headers", description = "Show headers too.")
  private boolean headers;

  @Option(names = "--no-values", description = "Do not show values.")
  private boolean hidesValues;

  @Option(names = "--json", description = "One JSON object for each record.")
  private boolean json;

  @Option(names = "--create", description = "Create the topic; show nothing.")
  private boolean create;

  @Option(
      names = "--compacted",
      description = "With --create: keep the newest record of each key for ever.")
  private boolean compacted;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "1",
      description = "With --create; ${DEFAULT-VALUE} if not said.")
  private int partitions;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "A source that is deployed, which knows Kafka.")
  private String source;

  @Option(
      names = "--sink",
      paramLabel = "NAME",
      description = "A sink that is deployed; Kafka is the one of the only source beside it.")
  private String sink;

  @Mixin private KafkaOptions kafka;

  TopicCommand() {}

  @Override
  public Integer call() throws IOException {
    Arguments arguments = new Arguments(spec.commandLine());
    try {
      check(arguments);
      Map<String, String> settings = kafka.settings(arguments, connector(arguments));
      return create ? created(settings) : shown(settings);
    } catch (IllegalArgumentException wrongSetting) {
      throw new ParameterException(spec.commandLine(), wrongSetting.getMessage(), wrongSetting);
    }
  }

  private void check(Arguments arguments) {
    arguments.atLeast("--last", last == null ? 1 : last, 1);
    arguments.atLeast("--max", most == null ? 1 : most, 1);
    arguments.atLeast("--partitions", partitions, 1);
    arguments.atLeast("--offset", offset == null ? 0 : offset, 0);
    boolean isFromStart = fromBeginning || offset != null;
    if (offset != null && partition == null) {
      throw new IllegalArgumentException("--offset is of one partition; say --partition too.");
    }
    if (last != null && isFromStart) {
      throw new IllegalArgumentException(
          "--last does not go with --from-beginning or --offset; say --max there.");
    }
    if (most != null && !isFromStart) {
      throw new IllegalArgumentException(
          "--max goes with --from-beginning or --offset; say --last for the last records.");
    }
    if (fromBeginning && offset != null) {
      throw new IllegalArgumentException("--from-beginning does not go with --offset.");
    }
    if (compacted && !create) {
      throw new IllegalArgumentException("--compacted goes with --create.");
    }
  }

  private ConnectorFile connector(Arguments arguments) {
    if (source == null && sink == null) {
      return null;
    }
    ConnectRest connect = kafka.connect(arguments);
    if (source != null) {
      return connect.connector(source);
    }
    ConnectorFile found = connect.connector(sink);
    return kafka.bootstrapServers() == null ? KafkaOptions.onlySource(connect) : found;
  }

  private int shown(Map<String, String> settings) {
    try (TopicReader reader = new TopicReader(settings)) {
      if (!reader.exists(topic)) {
        throw new IllegalArgumentException(
            "There is no topic %s. %s".formatted(topic, NearNames.hint(topic, reader.topics())));
      }
      TopicLook look = new TopicLook(reader, topic);
      if (partition != null && !look.partitions().contains(partition)) {
        throw new IllegalArgumentException(
            "Topic %s has no partition %d; it has %s."
                .formatted(topic, partition, look.partitions()));
      }
      List<TopicEntry> entries = look.read(window());
      show(entries);
      spec.commandLine()
          .getErr()
          .println(
              "messina: %d records; %s has %d offsets in %d partitions"
                  .formatted(entries.size(), topic, look.size(), look.partitions().size()));
      return 0;
    } catch (OffsetOutOfRangeException deleted) {
      throw new IllegalStateException(
          "Kafka has deleted records of %s while they were read; run it again.".formatted(topic),
          deleted);
    } catch (KafkaException | IllegalStateException failure) {
      throw KafkaOptions.told(settings, failure);
    }
  }

  private void show(List<TopicEntry> entries) {
    PrintWriter out = spec.commandLine().getOut();
    TopicEntry.Parts parts = new TopicEntry.Parts(headers, !hidesValues);
    for (TopicEntry entry : entries) {
      if (json) {
        out.println(entry.json(parts));
      } else {
        entry.lines(parts).forEach(out::println);
      }
    }
    out.flush();
  }

  private Window window() {
    boolean isFromStart = fromBeginning || offset != null;
    int records = isFromStart ? orTen(most) : orTen(last);
    return new Window(
        partition == null ? OptionalInt.empty() : OptionalInt.of(partition),
        isFromStart ? Optional.of(offset == null ? Window.BEGINNING : offset) : Optional.empty(),
        records,
        key);
  }

  private static int orTen(Integer given) {
    return given == null ? MOST : given;
  }

  private int created(Map<String, String> settings) {
    PrintWriter out = spec.commandLine().getOut();
    try (TopicCreation creation = new TopicCreation(settings)) {
      Made made = creation.create(topic, partitions, compacted);
      if (made instanceof Made.Other other) {
        out.println("Topic %s is there already, with %s.".formatted(topic, other.difference()));
      } else {
        out.println(
            made instanceof Made.New
                ? "Topic " + topic + " is created."
                : "Topic " + topic + " is there already.");
      }
      out.flush();
      return made instanceof Made.Other ? Messina.WRONG : 0;
    } catch (KafkaException | IllegalStateException failure) {
      throw KafkaOptions.told(settings, failure);
    }
  }
}
