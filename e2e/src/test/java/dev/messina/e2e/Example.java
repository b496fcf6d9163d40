package dev.messina.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.Messina;
import dev.messina.cli.connect.ConnectorFile;
import dev.messina.e2e.SharedStack.Services;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder of {@code config-examples}, used step by step by the commands of its README: they and
 * the files as they are, with nothing but the addresses of the services replaced.
 */
final class Example implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROWS = ".rows.jsonl";

  private final Services services;
  private final Path folder;
  private final DynamoDbCall dynamoDb;
  private final Readme readme;
  private final Readme page;
  private final ReadmeShell shell;
  private final Set<String> posted = new LinkedHashSet<>();
  private final Set<String> run = new HashSet<>();
  private volatile List<String> said = List.of();

  Example(Services services, String folder) {
    this.services = services;
    this.folder = services.project().example(folder);
    this.dynamoDb = new DynamoDbCall(services.dynamoDbServer().endpoint());
    try {
      this.readme = Readme.of(this.folder.resolve("README.md"));
      this.page = Readme.of(services.project().example("README.md"));
      this.shell =
          new ReadmeShell(services.addresses(), this.folder, Path.of("target/examples", folder))
              .with("aws", this::aws)
              .withMessina(this::messina);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  Services services() {
    return services;
  }

  /** The first steps of each README: the CQL file, the tables where they are missing, items. */
  void prepare() {
    run("cql --file schema.cql");
    readme.commands().stream()
        .filter(command -> command.startsWith("aws dynamodb create-table"))
        .forEach(this::execute);
    for (Path items : files(".items.jsonl")) {
      putLines(stem(items, ".items.jsonl"), items.getFileName().toString());
    }
  }

  /** Runs the only command of the README with these words in it. */
  void run(String words) {
    execute(readme.command(words));
  }

  /** Runs the block of the page over all examples that creates a table and puts the items. */
  void putItemsAsThePageSays() {
    shell.run(page.command("while read -r item"));
  }

  /** What the last command of {@code messina} has shown. */
  List<String> said() {
    return said;
  }

  /** The commands of the README that were not run. */
  List<String> notRun() {
    return readme.commands().stream().filter(command -> !run.contains(command)).toList();
  }

  /** Posts connectors by the names of their files without the ending, in the README's order. */
  void post(String... files) {
    Set<String> commands = new LinkedHashSet<>();
    for (String file : files) {
      posted.add(connector(file).name());
      boolean loop = readme.commands().stream().anyMatch(each -> each.startsWith("for file in"));
      commands.add(readme.command(loop ? "for file in" : "@" + file + ".json"));
    }
    commands.forEach(this::execute);
    assertThat(services.connect().connectors().keySet()).containsAll(posted);
  }

  ConnectorFile connector(String file) {
    try {
      return ConnectorFile.read(folder.resolve(file + ".json")).at(services.addresses());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Puts each line of a file. */
  void putLines(String table, String file) {
    text(folder.resolve(file)).lines().forEach(item -> put(table, item));
  }

  /** What {@code aws dynamodb put-item} does. */
  void put(String table, String item) {
    dynamoDb.send("PutItem", "{\"TableName\":\"%s\",\"Item\":%s}".formatted(table, item));
  }

  void delete(String table, String key) {
    dynamoDb.send("DeleteItem", "{\"TableName\":\"%s\",\"Key\":%s}".formatted(table, key));
  }

  /** Waits until each table holds the rows of its {@code .rows.jsonl} and no others. */
  void awaitRows() {
    for (Path rows : files(ROWS)) {
      awaitRows(stem(rows, ROWS), rows.getFileName().toString());
    }
  }

  /** Waits until a table holds the rows of a file and no others. */
  void awaitRows(String table, String file) {
    Set<JsonNode> wanted =
        text(folder.resolve(file)).lines().map(Example::json).collect(Collectors.toSet());
    Eventually.holds(
        "rows of " + table + " are those of " + file,
        () -> {
          rethrowFailure();
          assertThat(rows(table)).isEqualTo(wanted);
        });
  }

  /** What {@code messina sweep} says about a table, with the connectors of two files. */
  SweepRun sweep(String source, String sink, String table, String... more) {
    return SweepRun.of(services, connector(source).name(), connector(sink).name(), table, more);
  }

  /** All rows of a table. */
  Set<JsonNode> rows(String table) {
    return services.cql().execute("SELECT JSON * FROM " + table).all().stream()
        .map(row -> json(row.getString(0)))
        .collect(Collectors.toSet());
  }

  /** The first column of the only row; null if there is no row. */
  Object value(String query) {
    Row row = services.cql().execute(query).one();
    return row == null ? null : row.getObject(0);
  }

  /** Waits until a condition holds, unless a connector fails. */
  void await(String what, Callable<Boolean> condition) {
    Eventually.isTrue(
        what,
        () -> {
          rethrowFailure();
          return condition.call();
        });
  }

  /** Takes the connectors away; the tables stay for whoever wants to look at them. */
  @Override
  public void close() {
    shell.close();
    Set<String> there = services.connect().connectors().keySet();
    posted.stream().filter(there::contains).forEach(services.connect()::delete);
  }

  private void execute(String command) {
    shell.run(command);
    run.add(command);
  }

  /** A table that another test has made is left as it is. */
  private void aws(List<String> arguments) {
    AwsCommand command = AwsCommand.of(arguments, shell.folder());
    boolean exists =
        services.dynamoDb().listTablesPaginator().tableNames().stream()
            .anyMatch(command.body().path("TableName").asText()::equals);
    if (!exists || !command.operation().equals("CreateTable")) {
      dynamoDb.send(command.operation(), command.body().toString());
    }
  }

  /** The command itself, within this process and with the addresses of this stack. */
  private void messina(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments.stream().map(this::inFolder).toList());
    all.addAll(addresses(arguments.get(0)));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Messina.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    boolean hasFoundRows = exitCode == 1 && arguments.get(0).equals("sweep");
    if (exitCode != 0 && !hasFoundRows) {
      throw new IllegalStateException("messina ends with " + exitCode + ": " + err);
    }
    said = out.toString().lines().toList();
  }

  /** What is at its usual place where nothing is said. */
  private List<String> addresses(String command) {
    String connect = services.addresses().connect().toString();
    return switch (command) {
      case "cql" -> List.of("--contact-points", services.addresses().cql());
      case "topic" -> List.of("--bootstrap-servers", services.addresses().kafka());
      case "signal" -> List.of("--connect", connect);
      default -> List.of();
    };
  }

  private String inFolder(String argument) {
    Path file = shell.folder().resolve(argument);
    return Files.isRegularFile(file) ? file.toString() : argument;
  }

  private void rethrowFailure() {
    for (String connector : posted) {
      services
          .connect()
          .status(connector)
          .firstFailure()
          .ifPresent(
              failure -> {
                throw new IllegalStateException(failure);
              });
    }
  }

  private List<Path> files(String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().endsWith(ending)).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String stem(Path file, String ending) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - ending.length());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException noJson) {
      throw new IllegalStateException("Not JSON: " + text, noJson);
    }
  }
}
