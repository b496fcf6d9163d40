package dev.messina.cli;

import dev.messina.cli.preview.Outcome;
import dev.messina.cli.preview.Preview;
import dev.messina.cli.preview.Tally;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Command;
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
    description = "Shows the rows that a mapping makes of items, without any service.")
final class PreviewCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--mapping",
      required = true,
      paramLabel = "FILE",
      description = "The mapping document, YAML or JSON.")
  private Path mapping;

  @Option(
      names = "--items",
      required = true,
      paramLabel = "FILE",
      description = {
        "Items in DynamoDB JSON, one a line, as in an S3 export;",
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

  @Option(names = "--json", description = "One JSON object for each, in their order.")
  private boolean json;

  PreviewCommand() {}

  @Override
  public Integer call() throws IOException {
    Arguments arguments = new Arguments(spec.commandLine());
    String document = Files.readString(arguments.file("--mapping", mapping));
    arguments.file("--items", items);
    try {
      List<String> names = key.isEmpty() ? Preview.itemKey(document) : key;
      if (names.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(),
            "Which attributes are the items' key? Say --key pk,sk or 'item_key' in the mapping.");
      }
      try (Preview preview = new Preview(document, names, items.getFileName().toString())) {
        return run(preview);
      }
    } catch (ConfigException mistakes) {
      spec.commandLine().getErr().println(mapping + ": " + mistakes.getMessage());
      return Messina.UNKNOWN;
    }
  }

  private int run(Preview preview) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Tally tally = new Tally();
    try (BufferedReader lines = Files.newBufferedReader(items)) {
      long at = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        at++;
        if (!line.isBlank()) {
          Outcome outcome = preview.of(at, line);
          tally.count(outcome);
          if (skipped || !(outcome instanceof Outcome.Elsewhere)) {
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

  private void show(Outcome outcome, PrintWriter out) {
    if (json) {
      out.println(outcome.json());
    } else {
      outcome.lines().forEach(out::println);
    }
  }
}
