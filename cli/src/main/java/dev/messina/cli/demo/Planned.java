package dev.messina.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.messina.cli.connect.Addresses;
import dev.messina.cli.connect.ConnectorFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The folder that {@code messina plan} has written for the demo's table, and its steps. */
final class Planned {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Losses and doubts are what such items make; without them the code is 0. */
  private static final int PLANNED_WITH_DOUBTS = 1;

  private static final int SOURCE_TASKS = 3;

  /** So that a snapshot takes half a minute, in the middle of which a worker is killed. */
  private static final long ITEMS_PER_READ_UNIT = 200;

  private static final long READ_UNITS_LEAST = 5;

  /** Shards are split while the demo runs, and nobody wants to wait for the next look. */
  private static final int LOOKS_MILLIS = 5_000;

  private final Commands commands;
  private final Addresses addresses;
  private final Path folder;
  private final JsonNode plan;
  private final ConnectorFile source;
  private final ConnectorFile sink;

  private Planned(Commands commands, Addresses addresses, Path folder, JsonNode plan)
      throws IOException {
    this.commands = commands;
    this.addresses = addresses;
    this.folder = folder;
    this.plan = plan;
    this.source = ConnectorFile.read(folder.resolve("source.json"));
    this.sink = ConnectorFile.read(folder.resolve("sink.json"));
  }

  /**
   * Plans a table.
   *
   * @param addresses of the services, which stand in the folder then
   * @param items how many the table has, about
   * @throws PipelineFailedException if there is no plan
   * @throws IOException if the folder cannot be read
   */
  static Planned of(Commands commands, Addresses addresses, String table, long items, Path folder)
      throws IOException {
    Commands.Told told =
        commands.run(
            "plan",
            table,
            "--dynamodb",
            addresses.dynamoDb().toString(),
            "--contact-points",
            addresses.cql(),
            "--bootstrap-servers",
            addresses.kafka(),
            "--connect",
            addresses.connect().toString(),
            "--rcu",
            Long.toString(Math.max(READ_UNITS_LEAST, items / ITEMS_PER_READ_UNIT)),
            "--source-option",
            "tasks.max=" + SOURCE_TASKS,
            "--source-option",
            "shard.discovery.interval.ms=" + LOOKS_MILLIS,
            "--out",
            folder.toString(),
            "--force",
            "--json");
    if (told.exitCode() > PLANNED_WITH_DOUBTS) {
      throw failed("plan", told);
    }
    return new Planned(commands, addresses, folder, json(told.out()).at("/tables/0"));
  }

  /** How much the plan has found. */
  String found() {
    return "%d attributes, %d losses, %d doubts, %d notes"
        .formatted(
            plan.path("attributes").size(), findings("loss"), findings("doubt"), findings("note"));
  }

  private int findings(String level) {
    int count = 0;
    for (JsonNode finding : plan.path("findings")) {
      count += finding.path("level").asText().equals(level) ? 1 : 0;
    }
    return count;
  }

  /** The tables, and the topic for signals; that of the changes is made by the source. */
  void make() {
    run(
        "cql",
        "--contact-points",
        addresses.cql(),
        "--file",
        folder.resolve("schema.cql").toString());
    run(
        "topic",
        "--bootstrap-servers",
        addresses.kafka(),
        source.option("control.topic"),
        "--create",
        "--compacted");
  }

  private void run(String... arguments) {
    Commands.Told told = commands.run(arguments);
    if (told.exitCode() != 0) {
      throw failed(arguments[0], told);
    }
  }

  private static PipelineFailedException failed(String command, Commands.Told told) {
    return new PipelineFailedException(
        "messina %s has ended with %d: %s".formatted(command, told.exitCode(), told.err().strip()));
  }

  ConnectorFile source() {
    return source;
  }

  ConnectorFile sink() {
    return sink;
  }

  String topic() {
    return sink.option("topics");
  }

  /** The column of the attributes that have none of their own. */
  Optional<String> others() {
    JsonNode column = json(sink.option("transforms.row.mapping")).at("/unmapped/column");
    return column.isMissingNode() ? Optional.empty() : Optional.of(column.asText());
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException noJson) {
      throw new IllegalStateException("What messina plan says and writes is JSON", noJson);
    }
  }
}
