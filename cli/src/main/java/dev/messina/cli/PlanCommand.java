package dev.messina.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.plan.PlanForms;
import dev.messina.cli.plan.PlanLines;
import dev.messina.cli.plan.PlanSettings;
import dev.messina.cli.plan.PlanSource;
import dev.messina.cli.plan.Planner;
import dev.messina.cli.plan.Sides;
import dev.messina.cli.plan.TablePlan;
import dev.messina.cli.plan.check.Reached;
import dev.messina.cli.plan.estimate.Prices;
import dev.messina.cli.plan.propose.Folder;
import dev.messina.cli.plan.propose.Names;
import dev.messina.cli.plan.sample.ItemFile;
import dev.messina.cli.plan.table.KeyPart;
import dev.messina.cli.plan.table.TableFacts;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code messina plan}. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = Messina.EXIT_CODES,
    exitCodeOnExecutionException = Messina.UNKNOWN,
    exitCodeList = {
      "0:planned; nothing is lost or in doubt",
      "1:planned, with losses or doubts; each is told",
      "2:no plan: wrong usage, no answer, or something that a source needs is missing"
    },
    footerHeading = Messina.EXAMPLES,
    footer = {
      "  messina plan orders --out orders-plan",
      "  messina plan orders customers --region eu-west-1 --contact-points node1:9042 --json",
      "  messina plan orders --dynamodb http://localhost:8000 --connect http://localhost:8083",
      "  messina plan orders --items orders.jsonl --key customer:S,orderId:N --out orders-plan"
    },
    description = {
      "Looks at tables and some of their items, and says what moving them takes: what is proposed,"
          + " what it costs, and each loss and doubt with its reason. Values are not shown."
    })
final class PlanCommand implements Callable<Integer> {

  private static final int ITEMS_MAX = 100_000;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "TABLE", arity = "1..*", description = "Tables of DynamoDB.")
  private List<String> tables;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = {
        "Write what is proposed into this folder, of several tables each into one of its name: the"
            + " mapping, the schema, both connectors, the steps."
      })
  private Path out;

  @Option(names = "--force", description = "Write over files of --out that were changed.")
  private boolean force;

  @Option(
      names = "--region",
      paramLabel = "NAME",
      description = "Region of the tables; that of the environment if not said.")
  private String region;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Profile of the AWS tools' shared files; the environment's if not said.")
  private String profile;

  @Option(
      names = "--dynamodb",
      paramLabel = "URL",
      description = "A local DynamoDB, which takes any credentials, in the place of AWS.")
  private URI dynamoDb;

  @Option(
      names = {"--items", "--export"},
      paramLabel = "PATH",
      description = {
        "Items of the one table in DynamoDB JSON, one a line, packed or not; or the folder of an S3"
            + " export. DynamoDB is not asked then."
      })
  private Path items;

  @Option(
      names = "--key",
      split = ",",
      paramLabel = "NAME:TYPE",
      description = "With --items: the key attributes, the partition key first; type S, N or B.")
  private List<String> key = List.of();

  @Option(
      names = "--expiry",
      paramLabel = "NAME",
      description = "With --items: the attribute of the table's time to live; none if not said.")
  private String expiry;

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Items of a table that are looked at, at most; ${DEFAULT-VALUE}.")
  private int sample;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the choice of items; ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--show-values",
      description = "Show the least and the greatest value, which are never shown else.")
  private boolean showValues;

  @Option(
      names = "--keyspace",
      paramLabel = "NAME",
      defaultValue = "messina",
      description = "Of the proposed tables, and the prefix of the topics; ${DEFAULT-VALUE}.")
  private String keyspace;

  @Option(
      names = "--names",
      paramLabel = "STYLE",
      defaultValue = "PRESERVE",
      description = "How attributes become columns: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE}.")
  private Names.Style names;

  @Option(
      names = "--narrow-types",
      description = {
        "Propose bigint, lists and maps where all that was seen fits, in the place of types that"
            + " take every value."
      })
  private boolean narrowTypes;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      defaultValue = "0",
      description = {
        "Copies of rows and records; 0 is as many as there are nodes or brokers, at most 3."
      })
  private int replicas;

  @Option(
      names = "--rcu",
      paramLabel = "N",
      defaultValue = "0",
      description = {
        "Read units a second for the snapshot; 0 is half of what is provisioned, on demand 1000."
      })
  private long readUnits;

  @Option(
      names = "--changes-per-second",
      paramLabel = "N",
      description = "Of each table; what its stream shows if not said.")
  private Double changesPerSecond;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "What things cost, as JSON; without it no cost is told.")
  private Path prices;

  @Option(
      names = "--source-option",
      paramLabel = "NAME=VALUE",
      description = "An option for the source as it is; aws.* ones count here too.")
  private Map<String, String> sourceOptions = Map.of();

  @Option(
      names = "--sink-option",
      paramLabel = "NAME=VALUE",
      description = "An option for each sink as it is.")
  private Map<String, String> sinkOptions = Map.of();

  @Mixin private PlanSites sites;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  PlanCommand() {}

  @Override
  public Integer call() throws IOException {
    Arguments arguments = new Arguments(spec.commandLine());
    try {
      PlanSettings settings = settings(arguments);
      List<Reached> reached = new ArrayList<>();
      Map<String, String> targets = Names.tables(List.copyOf(new LinkedHashSet<>(tables)), names);
      Sides sides =
          sites.open(arguments, keyspace, targets.keySet().stream().map(this::topic).toList());
      Planner planner = new Planner(settings, sides, Clock.systemUTC());
      List<TablePlan> plans =
          items == null
              ? ofTables(settings, planner, targets, reached)
              : List.of(ofFile(planner, targets));
      reached.addAll(sides.reached());
      requireTablesOfTheirOwn(plans);
      write(plans);
      return told(plans, reached);
    } catch (IllegalArgumentException wrongSetting) {
      throw new ParameterException(spec.commandLine(), wrongSetting.getMessage(), wrongSetting);
    }
  }

  private String topic(String table) {
    return keyspace + "." + table;
  }

  private List<TablePlan> ofTables(
      PlanSettings settings, Planner planner, Map<String, String> targets, List<Reached> reached) {
    PrintWriter err = spec.commandLine().getErr();
    List<TablePlan> plans = new ArrayList<>();
    try (PlanSource source = new PlanSource(settings, err::println, Clock.systemUTC())) {
      targets.forEach(
          (table, target) -> {
            PlanSource.Read read = source.read(table);
            reached.addAll(read.reached());
            plans.add(planner.plan(read.facts(), read.sample(), target, read.stream()));
          });
    }
    err.flush();
    return plans;
  }

  private TablePlan ofFile(Planner planner, Map<String, String> targets) throws IOException {
    String table = targets.keySet().iterator().next();
    TableFacts facts =
        TableFacts.ofKey(
            table, key.stream().map(KeyPart::parse).toList(), Optional.ofNullable(expiry));
    return planner.plan(
        facts,
        ItemFile.take(items, facts.key().get(0).name(), sample, seed),
        targets.get(table),
        Optional.empty());
  }

  /** Rows of two tables must not meet in one, as where an index has the name of a table. */
  private static void requireTablesOfTheirOwn(List<TablePlan> plans) {
    Map<String, String> owners = new HashMap<>();
    for (TablePlan plan : plans) {
      for (String target : plan.proposal().checks().keySet()) {
        String other = owners.put(target, plan.facts().name());
        if (other != null) {
          throw new IllegalArgumentException(
              "Tables %s and %s would both go to %s; plan one of them with another --keyspace."
                  .formatted(other, plan.facts().name(), target));
        }
      }
    }
  }

  private void write(List<TablePlan> plans) throws IOException {
    if (out == null) {
      return;
    }
    Map<Path, Map<String, String>> folders = new LinkedHashMap<>();
    for (TablePlan plan : plans) {
      Path folder = plans.size() == 1 ? out : out.resolve(plan.facts().name());
      folders.put(folder, plan.proposal().files());
      List<String> changed = Folder.changed(folder, plan.proposal().files());
      if (!force && !changed.isEmpty()) {
        throw new IllegalArgumentException(
            "Folder %s has other files of these names: %s; say --force to write over them, or give another --out."
                .formatted(folder, changed));
      }
    }
    for (Map.Entry<Path, Map<String, String>> folder : folders.entrySet()) {
      Folder.write(folder.getKey(), folder.getValue());
    }
  }

  private int told(List<TablePlan> plans, List<Reached> reached) {
    PrintWriter to = spec.commandLine().getOut();
    if (json) {
      ObjectNode all = PlanForms.json(plans, reached, showValues);
      to.println(all);
    } else {
      reached.forEach(one -> to.println(PlanLines.line(one)));
      plans.forEach(plan -> PlanLines.lines(plan, showValues).forEach(to::println));
      if (out != null) {
        to.println("Written to " + out + ".");
      }
    }
    to.flush();
    return plans.stream().anyMatch(TablePlan::isDoubtful) ? Messina.WRONG : 0;
  }

  private PlanSettings settings(Arguments arguments) {
    arguments.atLeast("--sample", sample, 1);
    arguments.atLeast("--rcu", readUnits, 0);
    arguments.atLeast("--replicas", replicas, 0);
    if (sample > ITEMS_MAX) {
      throw new IllegalArgumentException(
          "--sample is %d; give %d or less.".formatted(sample, ITEMS_MAX));
    }
    if (!keyspace.matches("[a-z][a-z0-9_]{0,47}")) {
      throw new IllegalArgumentException(
          "--keyspace is '%s'; give lower-case letters, digits and underscores, up to 48."
              .formatted(keyspace));
    }
    if (changesPerSecond != null && !(changesPerSecond >= 0)) {
      throw new IllegalArgumentException("--changes-per-second is below 0.");
    }
    requireItems(arguments);
    Map<String, String> source = new LinkedHashMap<>(aws(arguments));
    source.putAll(sourceOptions);
    Optional<Prices> read =
        prices == null
            ? Optional.empty()
            : Optional.of(Prices.read(arguments.file("--prices", prices)));
    requireRegion(read, source.get("aws.region"));
    return new PlanSettings(
        new PlanSettings.Reading(sample, seed, readUnits, showValues),
        new PlanSettings.Wanted(
            keyspace,
            names,
            narrowTypes,
            replicas == 0 ? OptionalInt.empty() : OptionalInt.of(replicas)),
        new ConnectorFile("plan", source),
        source,
        sinkOptions,
        changesPerSecond == null ? OptionalDouble.empty() : OptionalDouble.of(changesPerSecond),
        read);
  }

  private void requireItems(Arguments arguments) {
    if (items == null) {
      if (!key.isEmpty() || expiry != null) {
        throw new IllegalArgumentException(
            "--key and --expiry go with --items; DynamoDB tells them of its tables.");
      }
      return;
    }
    arguments.items(items);
    if (tables.size() != 1 || key.isEmpty() || key.size() > 2) {
      throw new IllegalArgumentException(
          "With --items give one table, and its --key as customer:S,orderId:N.");
    }
  }

  /** Prices of somewhere else would be wrong without looking so. */
  private static void requireRegion(Optional<Prices> prices, String region) {
    if (prices.isPresent() && region != null && !prices.get().region().equals(region)) {
      throw new IllegalArgumentException(
          "The prices are of region %s and the tables are in %s; give prices of that region."
              .formatted(prices.get().region(), region));
    }
  }

  private Map<String, String> aws(Arguments arguments) {
    Map<String, String> options = new LinkedHashMap<>();
    if (dynamoDb != null) {
      arguments.httpUrl("--dynamodb", dynamoDb);
      options.put("aws.endpoint", dynamoDb.toString());
      options.put("aws.region", "us-east-1");
      options.put("aws.access.key.id", "local");
      options.put("aws.secret.access.key", "local");
    }
    if (region != null) {
      options.put("aws.region", region);
    }
    if (profile != null) {
      options.put("aws.profile", profile);
    }
    return options;
  }
}
