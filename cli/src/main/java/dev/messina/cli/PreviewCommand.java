package dev.messina.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.cli.item.ItemLines;
import dev.messina.cli.preview.Outcome;
import dev.messina.cli.preview.Preview;
import dev.messina.cli.preview.Tables;
import dev.messina.cli.preview.Tally;
import dev.messina.verification.expect.Deployed;
import dev.messina.verification.row.TargetTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "preview",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = Messina.EXIT_CODES,
    exitCodeOnExecutionException = Messina.UNKNOWN,
    exitCodeList = {
      "0:every item is a row, or belongs to another target",
      "1:an item cannot become a row",
      "2:the mapping has mistakes, a file cannot be read, or wrong usage"
    },
    footerHeading = Messina.EXAMPLES,
    footer = {
      "  messina preview --mapping mapping.yaml --items items.jsonl",
      "  messina preview --mapping mapping.yaml --items items.jsonl --schema schema.cql --errors",
      "  messina preview --mapping mapping.yaml --export AWSDynamoDB/01234567890123-a1b2c3d4",
      "  messina preview --mapping mapping.yaml --items items.jsonl --target shop.orders"
    },
    description = {
      "Shows the rows that a mapping makes of items, and with --schema or --target what a table"
          + " cannot take. Without --target and --sink it asks no service."
    })
final class PreviewCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--mapping",
      required = true,
      paramLabel = "FILE",
      description = "The mapping document, YAML or JSON.")
  private Path mapping;

  @Option(
      names = {"--items", "--export"},
      required = true,
      paramLabel = "PATH",
      description = {
        "Items in DynamoDB JSON, one a line, packed or not; or the folder of an S3 export;",
        "or changes, {\"before\": ITEM, \"after\": ITEM}."
      })
  private Path items;

  @Option(
      names = "--key",
      split = ",",
      paramLabel = "NAME",
      description = "The items' key attributes; the mapping's 'item_key' if not said.")
  private List<String> key = List.of();

  @Option(
      names = "--skipped",
      description =
          "Also show each item that belongs to another target; else they are only counted.")
  private boolean skipped;

  @Option(names = "--errors", description = "Show only what cannot become a row.")
  private boolean errors;

  @Option(names = "--json", description = "One JSON object for each, in their order.")
  private boolean json;

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description = {
        "CREATE TABLE statements, against which rows are held: names, types, ranges. A table that"
            + " has another schema is not asked."
      })
  private Path schema;

  @Option(
      names = "--target",
      paramLabel = "KEYSPACE.TABLE",
      description = {
        "The table that rows are held against: of --schema, or of the cluster at --contact-points."
      })
  private String target;

  @Option(
      names = "--sink-file",
      paramLabel = "FILE",
      description = {
        "The sink's JSON as it is posted: its column.conversions, unknown.columns and table.name"
            + " count."
      })
  private Path sinkFile;

  @Mixin private CqlOptions cql;

  PreviewCommand() {}

  @Override
  public Integer call() throws IOException {
    Arguments arguments = new Arguments(spec.commandLine());
    String document = Files.readString(arguments.file("--mapping", mapping));
    arguments.items(items);
    try {
      List<String> names = key.isEmpty() ? Preview.itemKey(document) : key;
      if (names.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(),
            "Which attributes are the items' key? Say --key pk,sk or 'item_key' in the mapping.");
      }
      Optional<Tables> tables = tables(arguments);
      tables.ifPresent(this::tellUnchecked);
      try (Preview preview = new Preview(document, names, items.getFileName().toString(), tables)) {
        return run(preview);
      }
    } catch (IllegalArgumentException wrongSetting) {
      throw new ParameterException(spec.commandLine(), wrongSetting.getMessage(), wrongSetting);
    } catch (ConfigException mistakes) {
      spec.commandLine().getErr().println(mapping + ": " + mistakes.getMessage());
      return Messina.UNKNOWN;
    }
  }

  /** What the rows are held against. */
  private Optional<Tables> tables(Arguments arguments) throws IOException {
    ConnectorFile sink = sink(arguments);
    String table = target == null ? sink.config().getOrDefault("table.name", "").strip() : target;
    Deployed deployed = new Deployed(sink.name(), sink.config());
    if (schema != null) {
      String text = Files.readString(arguments.file("--schema", schema));
      Tables all = Tables.ofStatements(text, deployed);
      return Optional.of(table.isEmpty() ? all : all.only(table));
    }
    if (target == null && !cql.namesSink()) {
      return Optional.empty();
    }
    arguments.pair("--target", table, '.', "keyspace.table");
    try (CqlSession session = cql.open(arguments)) {
      return Optional.of(
          Tables.of(
              TargetTable.find(session, table)
                  .orElseThrow(
                      () -> new IllegalArgumentException("There is no table " + table + "."))
                  .columnTypes(),
              deployed));
    }
  }

  private ConnectorFile sink(Arguments arguments) throws IOException {
    if (sinkFile != null) {
      return ConnectorFile.read(arguments.file("--sink-file", sinkFile));
    }
    return cql.namesSink() ? cql.sink() : new ConnectorFile("none", Map.of());
  }

  private void tellUnchecked(Tables tables) {
    if (!tables.unchecked().isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(
              "messina: columns of types that are not known here are not checked: "
                  + String.join(", ", tables.unchecked()));
    }
  }

  private int run(Preview preview) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Tally tally = new Tally();
    try (BufferedReader lines = ItemLines.open(items)) {
      long at = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        at++;
        if (!line.isBlank()) {
          Outcome outcome = preview.of(at, line);
          tally.count(outcome);
          if (isShown(outcome)) {
            show(outcome, out);
          }
        }
      }
    }
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    tally.warning().ifPresent(warning -> err.println("messina: " + warning));
    preview
        .undropped()
        .forEach(
            name ->
                err.println(
                    "messina: 'drop' names '"
                        + name
                        + "', which no item has; a part of a template is no attribute"));
    err.println("messina: " + tally.summary());
    return tally.hasRefused() ? Messina.WRONG : 0;
  }

  private boolean isShown(Outcome outcome) {
    if (errors) {
      return outcome instanceof Outcome.Refused;
    }
    return skipped || !(outcome instanceof Outcome.Elsewhere);
  }

  private void show(Outcome outcome, PrintWriter out) {
    if (json) {
      out.println(outcome.json());
    } else {
      outcome.lines().forEach(out::println);
    }
  }
}
